/** Makes blocks the way models write them out of what real commits did to files. */
import { languageSyntax } from '../../../src/core/text/languageSyntax';
import { indentOf, isBlank } from '../../../src/core/text/lines';
import { readSheet, unitEnd } from '../../../src/core/apply/lineSheet';
import { indentStep } from '../../../src/core/apply/reindent';
import { type OldRange, hasOneReading } from './readings';
import { type Change, type Region, around, enclosing, newRegions, oldLineOf, outerRegions } from './regions';
import { moveLevels } from './levels';

/** A block, the file that it is for, and what the file must be afterwards. */
export interface Case {
  readonly shape: string;
  readonly block: string;
  readonly language: string;
  readonly oldLines: readonly string[];
  /** Any of these is right. None: it can only be refused. */
  readonly expected: readonly (readonly string[])[];
  /** White space within lines and blank lines are not compared. */
  readonly ignoresSpace?: boolean;
  /** Whether the file and the block alone say what is meant. */
  readonly isDecidable: boolean;
}

export type Random = () => number;

function text(lines: readonly string[], { start, end }: Region): string[] {
  return lines.slice(start, end);
}

type Maker = (change: Change, random: Random) => Case | undefined;

function makeCase(shape: string, change: Change, lines: readonly string[], rest: Partial<Case> = {}): Case {
  return {
    shape,
    block: lines.join('\n'),
    language: change.languageId,
    oldLines: change.oldLines,
    expected: [change.newLines],
    isDecidable: true,
    ...rest,
  };
}

/** A block made of some lines of the new file, changed or not in what surrounds their text. */
function makePiece(
  shape: string,
  change: Change,
  region: Region,
  rest: Partial<Case> & { readonly lines?: readonly string[] } = {},
): Case {
  const lines = text(change.newLines, region);
  const truth = { start: region.start, end: oldLineOf(change, region.end) };
  const isDecidable = hasOneReading(change.oldLines, lines, truth);
  return makeCase(shape, change, rest.lines ?? lines, { isDecidable, ...rest });
}

const sheetOf = (change: Change) => readSheet(change.newLines, change);

function piece(change: Change, random: Random): Region | undefined {
  const whole = random() < 0.6 ? enclosing(change, sheetOf(change)) : undefined;
  return whole ?? around(change, 3 + Math.floor(random() * 5));
}

const exactDeclaration: Maker = (change) => {
  const region = enclosing(change, sheetOf(change));
  return region && makePiece('exact declaration', change, region);
};

const exactLines: Maker = (change, random) => {
  const region = around(change, 3 + Math.floor(random() * 5));
  return region && makePiece('exact lines with context', change, region);
};

const driftedSpace: Maker = (change, random) => {
  const region = piece(change, random);
  if (!region) return undefined;
  const way = Math.floor(random() * 4);
  const lines = text(change.newLines, region).flatMap((line) => {
    if (way === 0) return [random() < 0.3 ? `${line}  ` : line];
    if (way === 1) return isBlank(line) && random() < 0.7 ? [] : [line];
    if (way === 2)
      return [indentOf(line) + line.trimStart().replace(/(?<=[,;]) /g, () => (random() < 0.5 ? '' : '  '))];
    return [
      line.replace(/^\t+/, (tabs) => '    '.repeat(tabs.length)).trimEnd(),
      ...(random() < 0.05 ? [''] : []),
    ];
  });
  return makePiece('drifted white space', change, region, { lines, ignoresSpace: true });
};

const wrongIndentation: Maker = (change, random) => {
  // In prose and data there are no levels that could be written otherwise.
  if (/^(?:markdown|yaml|plaintext)$/.test(change.languageId)) return undefined;
  const region = piece(change, random);
  if (!region) return undefined;
  const lines = text(change.newLines, region);
  const common = commonIndent(lines);
  const way = Math.floor(random() * 3);
  if (way === 2 || (way === 0 && common === '')) return movedLevels(change, region);
  const moved = lines.map((line) => {
    if (way === 0) return line.slice(Math.min(common.length, indentOf(line).length));
    return isBlank(line) ? line : `    ${line}`;
  });
  return makePiece('wrong indentation', change, region, { lines: moved });
};

/** What all lines begin with, as far as it is white space; empty where some begin with other white space than others. */
function commonIndent(lines: readonly string[]): string {
  const indents = lines.filter((line) => !isBlank(line)).map(indentOf);
  const least = indents.reduce((a, b) => (b.length < a.length ? b : a), indents[0] ?? '');
  return indents.every((indent) => indent.startsWith(least)) ? least : '';
}

function movedLevels(change: Change, region: Region): Case | undefined {
  const lines = text(change.newLines, region);
  const moved = moveLevels(lines, indentStep(sheetOf(change)));
  if (!moved || moved.every((line, index) => line === lines[index])) return undefined;
  const made = makePiece('wrong indentation', change, region, { lines: moved });
  // A file does not say how wide its tabs are, so that nobody knows how many of them spaces stand for behind them.
  const isLost = change.hunks.some(({ after }) => after.some((line) => /^\t+ {2,}\S/.test(line)));
  return { ...made, isDecidable: made.isDecidable && !isLost };
}

const MARKS = [
  '... existing code ...',
  '...existing code...',
  '... rest of the code unchanged ...',
  '...',
  '... (unchanged)',
];

function mark(languageId: string, indent: string, random: Random): string {
  const words = MARKS[Math.floor(random() * MARKS.length)] ?? '...';
  const { lineComments, blockComment } = languageSyntax(languageId);
  const [line] = lineComments;
  if (languageId === 'css') return `${indent}/* ${words} */`;
  return (
    indent + (line ? `${line} ${words}` : `${blockComment?.open ?? ''} ${words} ${blockComment?.close ?? ''}`)
  );
}

/** The hunks with a few lines around each, marks between them, and the heads of what they stand in. */
const elided: Maker = (change, random) => {
  const kept = keptLines(change, random);
  if (!kept) return undefined;
  const { newLines } = change;
  const pieces: Region[] = [];
  const lines: string[] = [];
  for (const line of kept) {
    const last = pieces.at(-1);
    const end = last?.end ?? 0;
    const gap = newLines.slice(end, line);
    const isJoined = gap.every(isBlank);
    if (last && isJoined) pieces.pop();
    pieces.push({ start: last && isJoined ? last.start : line, end: line + 1 });
    if (!isJoined) lines.push(mark(change.languageId, indentOf(newLines[line] ?? ''), random));
    else if (last) lines.push(...gap);
    lines.push(newLines[line] ?? '');
  }
  if (newLines.slice(pieces.at(-1)?.end).some((line) => !isBlank(line)))
    lines.push(mark(change.languageId, '', random));
  if (lines.length > newLines.length * 0.8) return undefined;
  return makeCase('elided', change, lines, { isDecidable: arePiecesDecidable(change, pieces) });
};

/** Lines of the new file that a block with marks shows, ascending; undefined where a change stands at the file's edge. */
function keptLines(change: Change, random: Random): number[] | undefined {
  const sheet = sheetOf(change);
  const { newLines } = change;
  const kept = new Set<number>();
  const context = 1 + Math.floor(random() * 3);
  for (const { start, end } of outerRegions(change)) {
    let [before, after] = [context, context];
    for (let line = start; line < end; line++) kept.add(line);
    for (let line = start - 1; line >= 0 && before > 0; line--) {
      kept.add(line);
      if (!isBlank(newLines[line] ?? '') && sheet.isTrivial[line] !== true) before--;
    }
    if (start <= 0 || end >= newLines.length) return undefined;
    for (let line = end; line < newLines.length && after > 0; line++) {
      kept.add(line);
      if (!isBlank(newLines[line] ?? '') && sheet.isTrivial[line] !== true) after--;
    }
    if (random() < 0.7) {
      for (let head = sheet.parents[start] ?? -1; head >= 0; head = sheet.parents[head] ?? -1) {
        if (!sheet.declarations[head]) continue;
        kept.add(head);
        kept.add(unitEnd(sheet, head));
      }
    }
  }
  return [...kept].sort((a, b) => a - b);
}

/** Whether each piece that changes something can be read in one way between those before and after it. */
function arePiecesDecidable(change: Change, pieces: readonly Region[]): boolean {
  const ranges = pieces.map(({ start, end }): OldRange => {
    return { start: oldLineOf(change, start), end: oldLineOf(change, end - 1) + 1 };
  });
  return pieces.every((piece, index) => {
    const isChanged = newRegions(change).some(({ start, end }) => start >= piece.start && end <= piece.end);
    const truth = ranges[index];
    if (!isChanged || !truth) return true;
    const scope = {
      start: ranges[index - 1]?.end ?? 0,
      end: ranges[index + 1]?.start ?? change.oldLines.length,
    };
    return hasOneReading(change.oldLines, text(change.newLines, piece), truth, scope);
  });
}

const IDENTIFIER = /\b[a-zA-Z_]\w{3,}\b/g;

/** The file has moved on: names beside the change are others now. */
const renamedNeighbours: Maker = (change, random) => {
  const region = piece(change, random);
  if (!region) return undefined;
  const regions = newRegions(change);
  const isChanged = (line: number) => regions.some(({ start, end }) => line >= start && line < end);
  const lines = text(change.newLines, region);
  const beside = lines.flatMap((line, index) =>
    isChanged(region.start + index) ? [] : (line.match(IDENTIFIER) ?? []),
  );
  const name = beside[Math.floor(random() * beside.length)];
  if (
    name === undefined ||
    /^(?:return|function|const|class|public|private|static|void|self|this|import|from|else|string|throw|None|null|True|False|true|false|async|await|export|default|override|readonly|protected|final|continue|break|case|while|with|func|type|struct|interface|enum|where|pub|impl|match|crate)$/.test(
      name,
    )
  )
    return undefined;
  const pattern = new RegExp(`\\b${name}\\b`, 'g');
  const other = `${name}2`;
  const rename = (from: readonly string[]) => from.map((line) => line.replace(pattern, () => other));
  const oldLines = rename(change.oldLines);
  // Lines that the block shows are as it shows them, or stay as the file has them.
  const asShown = rename(change.newLines).map((line, index) =>
    index >= region.start && index < region.end ? (change.newLines[index] ?? '') : line,
  );
  const asFile = rename(change.newLines).map((line, index) =>
    isChanged(index) ? (change.newLines[index] ?? '') : line,
  );
  return makePiece('renamed neighbours', change, region, { oldLines, expected: [asShown, asFile] });
};

/** The file has the same lines a second time, in a function of another name; the block shows which one is meant. */
const repeated: Maker = (change) => {
  const sheet = sheetOf(change);
  const region = enclosing(change, sheet);
  const name = region && sheet.declarations[region.start]?.name;
  if (!region || name === undefined || newRegions(change).some(({ start }) => start === region.start))
    return undefined;
  const oldSheet = readSheet(change.oldLines, change);
  const head = oldSheet.declarations.findIndex(
    (declared, line) => declared?.name === name && oldSheet.keys[line] === sheet.keys[region.start],
  );
  if (head < 0 || oldSheet.keys.filter((key) => key === sheet.keys[region.start]).length !== 1)
    return undefined;
  const end = unitEnd(oldSheet, head) + 1;
  const copy = change.oldLines
    .slice(head, end)
    .map((line, index) => (index === 0 ? line.replace(name, `${name}Again`) : line));
  const after = change.newLines.slice(0, region.end);
  const oldLines = [...change.oldLines.slice(0, end), '', ...copy, ...change.oldLines.slice(end)];
  const expected = [...after, '', ...copy, ...change.newLines.slice(region.end)];
  return makeCase('repeated code', change, text(change.newLines, region), { oldLines, expected: [expected] });
};

/** The same lines twice, and nothing in the block that says which are meant: only a refusal is right. */
const repeatedUnsaid: Maker = (change) => {
  const region = around(change, 2, 40);
  if (!region) return undefined;
  const oldStart = region.start;
  const hunk = change.hunks[0];
  if (!hunk || change.hunks.length !== 1) return undefined;
  const oldEnd = region.end - hunk.after.length + hunk.before.length;
  const copy = change.oldLines.slice(oldStart, oldEnd);
  const oldLines = [...change.oldLines.slice(0, oldEnd), ...copy, ...change.oldLines.slice(oldEnd)];
  // What fits elsewhere as well is told apart by that.
  return makePiece('repeated code, not told apart', change, region, { oldLines, expected: [] });
};

const wholeFile: Maker = (change) => {
  if (change.newLines.length > 600) return undefined;
  // A file without its end is not told from an answer that stops too early.
  const last = change.hunks.at(-1);
  const isCut = last?.after.length === 0 && last.startLine + last.before.length === change.oldLines.length;
  return makeCase('whole file', change, change.newLines, { isDecidable: !isCut });
};

/** With as many lines around as it takes for the text to stand in the file once, as models are asked to give. */
const searchReplace: Maker = (change, random) => {
  const { oldLines } = change;
  const lines: string[] = [];
  for (const { startLine, before, after } of change.hunks) {
    let context = before.length === 0 ? 2 + Math.floor(random() * 3) : Math.floor(random() * 3);
    const around = () => {
      const above = oldLines.slice(Math.max(0, startLine - context), startLine);
      const below = oldLines.slice(startLine + before.length, startLine + before.length + context);
      return { above, below, search: [...above, ...before, ...below] };
    };
    while (context < 12 && !standsOnce(oldLines, around().search)) context++;
    const { above, below, search } = around();
    if (!standsOnce(oldLines, search)) return undefined;
    lines.push('<<<<<<< SEARCH', ...search, '=======', ...above, ...after, ...below, '>>>>>>> REPLACE', '');
  }
  return makeCase('search and replace', change, lines);
};

function standsOnce(lines: readonly string[], sought: readonly string[]): boolean {
  if (sought.every(isBlank)) return false;
  const starts = lines.flatMap((_, start) =>
    sought.every((line, index) => lines[start + index] === line) ? [start] : [],
  );
  return starts.length === 1;
}

const diff: Maker = (change, random) => {
  const way = Math.floor(random() * 3);
  const lines = way === 0 ? [`--- a/${change.path}`, `+++ b/${change.path}`] : [];
  let end = 0;
  for (const [index, { startLine, before, after }] of change.hunks.entries()) {
    const next = change.hunks[index + 1]?.startLine ?? change.oldLines.length;
    const above = change.oldLines.slice(Math.max(end, startLine - 3), startLine);
    const last = startLine + before.length;
    const below = change.oldLines.slice(last, Math.min(next, last + 3));
    const wrong = way === 0 ? 0 : Math.floor(random() * 30) - 15;
    lines.push(
      way === 2 ? '@@' : `@@ -${Math.max(1, startLine - above.length + 1 + wrong)},7 +${startLine + 1},9 @@`,
    );
    lines.push(
      ...above.map((line) => ` ${line}`),
      ...before.map((line) => `-${line}`),
      ...after.map((line) => `+${line}`),
      ...below.map((line) => ` ${line}`),
    );
    end = last + below.length;
  }
  return makeCase('diff', change, lines, { language: 'diff' });
};

const insertOnly: Maker = (change, random) => {
  if (!change.hunks.every(({ before }) => before.length === 0)) return undefined;
  const region = piece(change, random);
  return region && makePiece('insert only', change, region);
};

const deleteOnly: Maker = (change, random) => {
  if (!change.hunks.every(({ after }) => after.length === 0)) return undefined;
  const region = piece(change, random);
  return region && makePiece('delete only', change, region);
};

const severalHunks: Maker = (change, random) => {
  if (change.hunks.length < 2) return undefined;
  const region = piece(change, random);
  return region && makePiece('several hunks in one piece', change, region);
};

export const MAKERS: readonly Maker[] = [
  exactDeclaration,
  exactLines,
  driftedSpace,
  wrongIndentation,
  elided,
  renamedNeighbours,
  repeated,
  repeatedUnsaid,
  wholeFile,
  severalHunks,
  insertOnly,
  deleteOnly,
  searchReplace,
  diff,
];
