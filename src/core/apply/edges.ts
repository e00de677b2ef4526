import {
  type Layout,
  type Pair,
  type Segment,
  fileLineBefore,
  fileLineFrom,
  isBlankLine,
  nextShown,
  previousShown,
} from './layout';
import { type LineSheet, isBalanced, isCloser, unitEnd } from './lineSheet';
import { mayBeRenamed, saysNothing } from './outerEdges';
import { type LinePlacement, type RefusalReason, refuse } from './placement';

/** Lines of a block that take the place of lines of the file; with `start === end` they are put before that line. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly blockStart: number;
  readonly blockEnd: number;
}

export type EdgePlacement =
  | { readonly kind: 'replace'; readonly replacement: Replacement | undefined }
  | Extract<LinePlacement, { kind: 'refused' }>;

const NOTHING: EdgePlacement = { kind: 'replace', replacement: undefined };

function replace(replacement: Replacement): EdgePlacement {
  return { kind: 'replace', replacement };
}

/** What becomes of the lines of a segment before its first match. */
export function placeHead(layout: Layout, segment: Segment, first: Pair): EdgePlacement {
  const { block, file } = layout;
  let start = nextShown(block, segment.start, first.block);
  if (start === first.block) return NOTHING;
  const limit = fileLineBefore(layout, segment.start);
  const above = previousShown(file, first.file - 1);
  // After a mark a blank line belongs to the block only where the file has none.
  if (segment.afterMark && start > segment.start && above > limit && above === first.file - 1)
    start = segment.start;
  const comment = placeComment(layout, { start, first, limit });
  if (comment) return comment;
  const refusal = findFault(layout, start, first.block);
  if (refusal) return refuse(refusal);
  if (isDoubtful(layout, first, -1, { start, end: first.block })) return refuse('ambiguous');
  return replace({ start: first.file, end: first.file, blockStart: start, blockEnd: first.block });
}

const COMMENT_LINE = /^\s*(?:\/\/|#(?!\s*(?:include|define|if|endif|pragma)\b)|\/?\*|--|<!--|@|\[[A-Z]|""")/;

/** A comment right above a matched head takes the place of the comment that the file has there. */
function placeComment(
  { block, file }: Layout,
  { start, first, limit }: { start: number; first: Pair; limit: number },
): EdgePlacement | undefined {
  for (let line = start; line < first.block; line++) {
    if (!COMMENT_LINE.test(block.lines[line] ?? '')) return undefined;
  }
  let from = first.file;
  while (from - 1 > limit && COMMENT_LINE.test(file.lines[from - 1] ?? '')) from--;
  if (from === first.file) return undefined;
  return replace({ start: from, end: first.file, blockStart: start, blockEnd: first.block });
}

/** What becomes of the lines of a segment after its last match. */
export function placeTail(layout: Layout, segment: Segment, last: Pair): EdgePlacement {
  const { block, file } = layout;
  const start = last.block + 1;
  const end = previousShown(block, segment.end - 1) + 1;
  if (end <= start) return NOTHING;
  const limit = fileLineFrom(layout, segment.end);
  const insertion = { start: last.file + 1, end: last.file + 1, blockStart: start, blockEnd: end };
  if (!segment.beforeMark) {
    const rest = restOfUnit(layout, last, { start, end });
    if (rest) return rest;
  }
  const refusal = findFault(layout, start, end);
  if (refusal) return refuse(refusal);
  if (isDoubtful(layout, last, 1, { start, end })) return refuse('ambiguous');
  const next = nextShown(file, last.file + 1, limit);
  if (next < limit && splitsHead(layout, last, start)) return refuse('ambiguous');
  // The blank line before a mark is needed where the file has none.
  const keepsBlank = end < segment.end && next === last.file + 1 && next < file.lines.length;
  return replace({ ...insertion, blockEnd: keepsBlank ? end + 1 : end });
}

/** Whether lines put after a match would come between a head and its body. */
function splitsHead({ block, file }: Layout, last: Pair, start: number): boolean {
  const next = nextShown(file, last.file + 1);
  const inner = file.indents[next] ?? 0;
  const first = nextShown(block, start);
  const isHead = inner > (file.indents[last.file] ?? 0);
  return isHead && (block.indents[first] ?? 0) <= (block.indents[last.block] ?? 0);
}

/** Where a block ends in the rest of a body, that rest takes the place of the body's rest in the file. */
function restOfUnit(
  layout: Layout,
  last: Pair,
  { start, end }: { start: number; end: number },
): EdgePlacement | undefined {
  const { block, file, matches } = layout;
  const first = nextShown(block, start, end);
  let head = block.parents[first] ?? -1;
  while (head >= 0 && (matches[head] ?? -1) < 0) head = block.parents[head] ?? -1;
  if (head < 0) return undefined;
  const other = matches[head] ?? -1;
  let otherEnd = unitEnd(file, other);
  if (isCloser(file.lines[otherEnd] ?? '') && !isCloser(block.lines[end - 1] ?? '')) otherEnd--;
  if (otherEnd <= last.file) return undefined;
  if (!hasShown(file, last.file + 1, otherEnd + 1)) return undefined;
  if (declares(block, first)) {
    // A new member beside others: they are not shown, so they stay.
    const isEnd = isEndOfMember(file, last.file, other);
    if (!isEnd || !isBalanced(block, start, end)) return refuse('ambiguous');
    return replace({ start: last.file + 1, end: last.file + 1, blockStart: start, blockEnd: end });
  }
  if (!declares(block, head)) return refuse('ambiguous');
  if (shownCount(file, last.file + 1, otherEnd + 1) > 2 * shownCount(block, start, end) + 3)
    return refuse('deletesUnseen');
  if (
    deletesDeclarations(layout, { start: last.file + 1, end: otherEnd + 1, blockStart: start, blockEnd: end })
  )
    return refuse('deletesUnseen');
  if (!isBalanced(block, start, end)) return refuse('incomplete');
  return replace({ start: last.file + 1, end: otherEnd + 1, blockStart: start, blockEnd: end });
}

function isEndOfMember(file: LineSheet, line: number, head: number): boolean {
  const next = nextShown(file, line + 1);
  return (file.parents[next] ?? -1) === head;
}

function hasShown(sheet: LineSheet, start: number, end: number): boolean {
  return nextShown(sheet, start, end) < end;
}

function shownCount({ keys }: LineSheet, start: number, end: number): number {
  let count = 0;
  for (let line = start; line < end; line++) if (keys[line] !== '') count++;
  return count;
}

function declares(sheet: LineSheet, line: number): boolean {
  return sheet.declarations[line] !== undefined;
}

/** Whether a replacement takes away declarations of the file that the block does not have. */
export function deletesDeclarations(
  { block, file }: Layout,
  { start, end, blockStart, blockEnd }: Replacement,
): boolean {
  const isDeclared = (name: string) => block.declarations.some((declared) => declared?.name === name);
  let missing = 0;
  for (let line = start; line < end; line++) {
    const declared = file.declarations[line];
    if (declared && declared.kind !== 'constant' && !isDeclared(declared.name)) missing++;
  }
  for (let line = blockStart; line < blockEnd; line++) {
    // One that is new in the same place may be the old one by another name.
    if (block.declarations[line] && missing > 0) missing--;
  }
  return missing > 0;
}

/** Whether new lines at an edge may be lines of the file that were not found. */
function isDoubtful(
  layout: Layout,
  pair: Pair,
  step: 1 | -1,
  { start, end }: { start: number; end: number },
): boolean {
  return saysNothing(layout.block, start, end) || mayBeRenamed(layout, pair, step);
}

/** What speaks against putting new lines of the block in as they are. */
function findFault(layout: Layout, start: number, end: number): RefusalReason | undefined {
  // Where the file can be told to be whole, the file that comes of it is looked at instead.
  const { block, file } = layout;
  if (!isBalanced(block, start, end) && !isBalanced(file, 0, file.lines.length)) return 'incomplete';
  return hasInFile(layout, start, end) ? 'ambiguous' : undefined;
}

/** Of new lines that say something, this share must not stand in the file already. */
const MOST_KNOWN_SHARE = 0.5;

/** Whether most of the new lines stand in the file already, where the block does not say what becomes of them. */
function hasInFile({ block, file, matches }: Layout, start: number, end: number): boolean {
  const matched = new Set(matches);
  const free = new Set(file.keys.filter((_, line) => !matched.has(line)));
  let shown = 0;
  let known = 0;
  for (let line = start; line < end; line++) {
    if (block.isTrivial[line] === true) continue;
    shown++;
    if (free.has(block.keys[line] ?? '')) known++;
  }
  return known > 0 && known >= shown * MOST_KNOWN_SHARE;
}

const IMPORT =
  /^\s*(?:import\b|from\s+\S+\s+import\b|use\s|using\s|#\s*include\b|require\b|(?:const|let|var)\s.*=\s*require\()/;

/** What becomes of a segment of which nothing is matched. */
export function placeUnmatched(layout: Layout, segment: Segment): EdgePlacement {
  const { block, file, segments, matches } = layout;
  const start = nextShown(block, segment.start, segment.end);
  const end = previousShown(block, segment.end - 1) + 1;
  const isLast = segment === segments.at(-1);
  if (segment === segments[0] && everyLine(block, { start, end }, (line) => IMPORT.test(line)))
    return placeImports(layout, start, end);
  if (!isBalanced(block, start, end)) return refuse('incomplete');
  if (!isLast || segment.beforeMark || !segment.afterMark) return refuse('ambiguous');
  let head = block.parents[start] ?? -1;
  while (head >= 0 && (matches[head] ?? -1) < 0) head = block.parents[head] ?? -1;
  if (head < 0 && (block.indents[start] ?? 0) > 0) return refuse('ambiguous');
  const last = previousShown(file, head < 0 ? file.lines.length - 1 : unitEnd(file, matches[head] ?? 0));
  if (last + 1 < fileLineBefore(layout, segment.start) || hasInFile(layout, start, end))
    return refuse('ambiguous');
  const blank = segment.start < start || block.declarations[start] !== undefined ? segment.start : start;
  return replace({ start: last + 1, end: last + 1, blockStart: blank, blockEnd: end });
}

function everyLine(
  sheet: LineSheet,
  { start, end }: { start: number; end: number },
  test: (line: string) => boolean,
): boolean {
  return sheet.lines.slice(start, end).every((line) => line.trim() === '' || test(line));
}

/** New imports go behind the last one that the file begins with. */
function placeImports({ file }: Layout, start: number, end: number): EdgePlacement {
  let last = -1;
  for (let line = 0; line < file.lines.length; line++) {
    if (IMPORT.test(file.lines[line] ?? '')) last = unitEnd(file, line);
    else if (last >= 0 && !isBlankLine(file, line) && line > last) break;
  }
  if (last < 0) return refuse('notFound');
  return replace({ start: last + 1, end: last + 1, blockStart: start, blockEnd: end });
}
