import type { FileChange, Hunk } from '../../../../src/core/commit/change';

/** A changed file from the lines of its hunks (with marks), counted; a hunk's context may stand first after `@@ `. */
export function fileChange(
  path: string,
  hunks: string | readonly string[],
  extra: Partial<FileChange> = {},
): FileChange {
  const parsed = (typeof hunks === 'string' ? [hunks] : hunks).filter((text) => text !== '').map(parseHunk);
  const lines = parsed.flatMap((hunk) => hunk.lines);
  const isNew = extra.status === 'added' || extra.status === 'untracked';
  return {
    path,
    status: 'modified',
    oldMode: isNew ? '000000' : '100644',
    newMode: extra.status === 'deleted' ? '000000' : '100644',
    isBinary: false,
    addedLines: lines.filter((line) => line.startsWith('+')).length,
    deletedLines: lines.filter((line) => line.startsWith('-')).length,
    hunks: parsed,
    ...extra,
  };
}

function parseHunk(text: string): Hunk {
  const lines = text.split('\n');
  const context = lines[0]?.startsWith('@@') === true ? (lines.shift() ?? '').slice(2).trim() : '';
  return { context, oldStart: 1, newStart: 1, lines };
}
