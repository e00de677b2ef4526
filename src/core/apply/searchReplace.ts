/** Lines that are to be found in the file, and those that are to stand in their place. */
export interface TextHunk {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The line of the file, counted from 0, that the block says `before` begins at. */
  readonly line?: number;
  /** A line of the file somewhere above, such as the head of the function that a diff names. */
  readonly under?: string;
}

const SEARCH = /^\s*(?:<{5,9}|-{5,9}|\[)\s*(?:SEARCH|ORIGINAL|OLD|FIND|BEFORE|HEAD|CURRENT)\b.{0,60}$/i;
const DIVIDER = /^\s*={5,9}\s*$/;
const REPLACE = /^\s*(?:>{5,9}|\+{5,9})\s*(?:REPLACE|UPDATED|NEW|AFTER|END|MODIFIED|INCOMING)?\b.{0,60}$/i;

/** Whether a text has blocks that search and replace, whole or not. */
export function hasSearchReplace(lines: readonly string[]): boolean {
  return lines.some(
    (line) =>
      /^\s*<{5,9}\s*(?:SEARCH|ORIGINAL)\b/i.test(line) ||
      (SEARCH.test(line) && lines.some((other) => DIVIDER.test(other))),
  );
}

/** Reads the blocks of a text that searches and replaces; undefined where one of them has no end. */
export function readSearchReplace(lines: readonly string[]): readonly TextHunk[] | undefined {
  const hunks: TextHunk[] = [];
  let before: string[] | undefined;
  let after: string[] | undefined;
  for (const line of lines) {
    if (!before) {
      if (SEARCH.test(line)) before = [];
    } else if (!after) {
      if (DIVIDER.test(line)) after = [];
      else before.push(line);
    } else if (REPLACE.test(line) || SEARCH.test(line)) {
      hunks.push({ before, after });
      before = SEARCH.test(line) ? [] : undefined;
      after = undefined;
    } else if (!DIVIDER.test(line)) after.push(line);
  }
  if (before && after && after.length > 0) hunks.push({ before, after });
  else if (before) return undefined;
  return hunks.length > 0 ? hunks : undefined;
}
