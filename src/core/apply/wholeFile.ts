import { type Layout, nextShown, pairsIn, previousShown } from './layout';
import { type LineSheet, isBalanced } from './lineSheet';

/** Of the lines of the file that say something, this share must stand in a block that is the whole file. */
const LEAST_KEPT_SHARE = 0.6;

/** Lines that begin a file, in any language. */
const BEGINS_FILE =
  /^(?:#!|package\b|import\b|from\s+\S+\s+import\b|using\b|use\b|#\s*include\b|#\s*pragma\b|<\?(?:php|xml)|<!doctype|require\b|module\b|namespace\b|['"]use |---$|(?:const|let|var)\s.*require\()/i;

/** Whether a block is the whole file: nothing is left out, and it begins and ends as the file does. */
export function isWholeFile(layout: Layout): boolean {
  const { file, block, items, matches } = layout;
  if (items.some(({ isElision }) => isElision)) return false;
  // A piece that stops in the middle is no file.
  if (isBalanced(file, 0, file.lines.length) && !isBalanced(block, 0, items.length)) return false;
  const pairs = pairsIn(layout, { start: 0, end: items.length });
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last) return declaresAll(layout) && beginsAlike(layout);
  const shownLines = countShown(file, 0, file.lines.length);
  const kept = pairs.filter(({ block: line }) => (matches[line] ?? -1) >= 0).length;
  const coverage = kept / Math.max(1, shownLines);
  const before = countShown(file, 0, first.file);
  const after = countShown(file, last.file + 1, file.lines.length);
  if (before === 0 && after === 0) return shownLines > 3 || coverage >= LEAST_KEPT_SHARE;
  const isEnough = declaresAll(layout) || (coverage >= LEAST_KEPT_SHARE && shownLines >= 8);
  // A first line that is only like the file's may be one of several.
  const isLike = block.keys[first.block] !== file.keys[first.file];
  const head = countShown(block, 0, first.block) + (isLike ? 1 : 0);
  const tail = countShown(block, last.block + 1, items.length);
  const isDropped =
    coverage >= MOST_KEPT_SHARE && beginsFile(block) && beginsWithDirectives(file, first.file);
  const isFull = (isRewritten(before, head) || isDropped) && isRewritten(after, tail);
  return isEnough && isFull && (before === 0 || isDropped || beginsAlike(layout));
}

/** Of a block that has so much of the file, the first lines are missing because they are to go. */
const MOST_KEPT_SHARE = 0.8;
const DIRECTIVE = /^\s*(?:#\s*(?:define|undef|pragma|include)\b|['"]use |from\s+__future__\b|import\b|use\b)/;

/** Whether all that a file begins with, to before a line, says how it is compiled or what it uses. */
function beginsWithDirectives({ lines, keys }: LineSheet, end: number): boolean {
  return lines.slice(0, end).every((line, index) => keys[index] === '' || DIRECTIVE.test(line));
}

/** Whether lines of the block at its beginning or end are enough to stand for those of the file there. */
function isRewritten(inFile: number, inBlock: number): boolean {
  return inFile === 0 || (inBlock > 0 && inFile <= 2 * inBlock + 2);
}

/** Whether both begin the way files begin. */
function beginsAlike({ file, block }: Layout): boolean {
  return beginsFile(file) && beginsFile(block);
}

function beginsFile(sheet: LineSheet): boolean {
  return BEGINS_FILE.test(sheet.lines[nextShown(sheet, 0)]?.trim() ?? '');
}

/** Lines that say something. */
function countShown({ keys, isTrivial }: LineSheet, start: number, end: number): number {
  let count = 0;
  for (let line = start; line < end; line++) if (keys[line] !== '' && isTrivial[line] !== true) count++;
  return count;
}

const LEAST_DECLARED = 2;

/** Whether the block declares all that the file declares at its margin. */
function declaresAll({ file, block }: Layout): boolean {
  const names = (sheet: Layout['file']) =>
    sheet.declarations.flatMap((declared, line) =>
      declared && sheet.indents[line] === 0 ? [declared.name] : [],
    );
  const own = new Set(names(block));
  const declared = names(file);
  const start = nextShown(file, 0);
  const end = previousShown(file, file.lines.length - 1);
  return declared.length >= LEAST_DECLARED && end > start && declared.every((name) => own.has(name));
}
