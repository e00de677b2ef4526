import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** How prompts, training data and patches begin another file, on a line of its own that is not the answer's first. */
const HEADER = new RegExp(
  [
    // A comment that names a file: `// Path: src/a.ts`, `# tests/test_a.py`.
    /\n(?:\/\/|#|--) ?(?:(?:Path|File|Filename|Filepath): ?\S+|[\w.@-]+\/[\w./@-]+\.\w{1,6})[ \t]*(?=\n|$)/,
    // A patch, or the way in which one model family joins files.
    /\n(?:diff --git |\+{3,} \S+|--- a\/\S+|@@ -\d)/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'i',
);

/** Cuts an answer where it begins another file, unless the document has such lines itself. */
export const cutAtNextFile: PostprocessRule = {
  name: 'cutAtNextFile',
  whenEmpty: 'noCode',
  apply(text, { window }: InsertionPlace) {
    const start = HEADER.exec(text)?.index;
    if (start === undefined || HEADER.test(window.prefix) || HEADER.test(window.suffix)) return text;
    return text.slice(0, start);
  },
};
