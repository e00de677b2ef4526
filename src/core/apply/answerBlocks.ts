import { type FenceInfo, parseFenceInfo } from '../text/fenceInfo';
import { readDiff, looksLikeDiff } from './unifiedDiff';

/** A block of an answer with the file that it is for. */
export interface AnswerBlock {
  readonly text: string;
  /** The language of its fence, in lower case; empty when none is named. */
  readonly language: string;
  /** The path as the model wrote it, when it names one. */
  readonly path: string | undefined;
}

const FENCE = /^( {0,3})(`{3,}|~{3,})(.*)$/;

/** All the fenced blocks of an answer in Markdown. A fence that is not closed ends with the answer. */
export function readAnswerBlocks(markdown: string): readonly AnswerBlock[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: AnswerBlock[] = [];
  for (let line = 0; line < lines.length; line++) {
    const [, indent = '', fence = '', info = ''] = FENCE.exec(lines[line] ?? '') ?? [];
    if (fence === '' || (fence.startsWith('`') && info.includes('`'))) continue;
    let end = line + 1;
    while (end < lines.length && !closes(lines[end] ?? '', fence)) end++;
    const content = lines.slice(line + 1, end).map((text) => withoutIndent(text, indent.length));
    blocks.push(describe(content, parseFenceInfo(info), lines.slice(Math.max(0, line - 3), line)));
    line = end;
  }
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const [, , closing = '', rest = ''] = FENCE.exec(line) ?? [];
  return closing.startsWith(fence) && rest.trim() === '';
}

function withoutIndent(line: string, columns: number): string {
  let start = 0;
  while (start < columns && line.charAt(start) === ' ') start++;
  return line.slice(start);
}

function describe(content: readonly string[], info: FenceInfo, above: readonly string[]): AnswerBlock {
  const comment = firstLinePath(content[0] ?? '');
  const path = info.path ?? comment ?? pathAbove(above);
  // The comment names the file for the reader; it is no line of the file.
  const lines = info.path === undefined && comment !== undefined ? content.slice(1) : content;
  return { text: lines.join('\n'), language: info.language, path };
}

/** A block that names its file in a first line of its own, when nothing else names it. */
export function withNamedPath(block: AnswerBlock): AnswerBlock {
  const [first = '', ...rest] = block.text.split(/\r?\n/);
  const path = block.path === undefined ? firstLinePath(first) : undefined;
  return path === undefined ? block : { ...block, text: rest.join('\n'), path };
}

const PATH = String.raw`((?:[\w.@()[\]-]+[/\\])*[\w.@()[\]-]*\.?[\w-]+\.[A-Za-z][\w]{0,12}|(?:[\w.@-]+\/)+[\w.@-]+|Makefile|Dockerfile)`;
const COMMENT_PATH = new RegExp(
  String.raw`^\s*(?:\/\/|#|--|;|\/\*|<!--|"""|%)\s*(?:file(?:name|path)?|path)?\s*:?\s*${PATH}\s*(?:\*\/|-->|""")?\s*$`,
  'i',
);
const ABOVE_PATH = new RegExp(
  String.raw`^\s*(?:[#*>-]+\s*)?(?:\*\*)?(?:(?:in|file(?:name|path)?|path|update|edit|create|add|modify|change)\b[^\x60*]{0,40}?)?(?:\*\*)?\s*:?\s*(?:\*\*|\x60|\*\*\x60)?${PATH}(?:\x60\*\*|\*\*|\x60)?(?:\s*\([^)]*\))?\s*(?:\*\*)?:?\s*(?:\*\*)?$`,
  'i',
);
const INLINE_PATH = /`([^`\s]+\.[A-Za-z]\w{0,12})`[^`]*:\s*$/;

function firstLinePath(line: string): string | undefined {
  if (line.length > 200 || line.startsWith('#!')) return undefined;
  return COMMENT_PATH.exec(line)?.[1];
}

/** The path in the line right above a fence, with a blank line between at most. */
function pathAbove(above: readonly string[]): string | undefined {
  const line = above.findLast((text) => text.trim() !== '');
  if (line === undefined || line.length > 200) return undefined;
  return ABOVE_PATH.exec(line)?.[1] ?? INLINE_PATH.exec(line)?.[1];
}

/** What one block says of one file. */
export interface BlockPart extends AnswerBlock {
  /** True where the block says that the file is to be made, or to go. */
  readonly isNew: boolean;
  readonly isDeleted: boolean;
}

/** A diff can be for several files: then each has a part of its own. */
export function splitByFile(block: AnswerBlock): readonly BlockPart[] {
  const lines = block.text.split(/\r?\n/);
  const whole = [{ ...block, isNew: false, isDeleted: false }];
  if (!looksLikeDiff(lines, block.language)) return whole;
  const files = readDiff(lines).filter(({ hunks, isDeleted }) => hunks.length > 0 || isDeleted);
  if (files.length === 0) return whole;
  return files.map((file) => ({
    text: file.lines.join('\n'),
    language: 'diff',
    path: file.path ?? block.path,
    isNew: file.isNew,
    isDeleted: file.isDeleted,
  }));
}
