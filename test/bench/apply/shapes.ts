/** Makes blocks the way models write them out of what real commits did to files. */
import { languageSyntax } from '../../../src/core/text/languageSyntax';
import { indentOf, isBlank } from '../../../src/core/text/lines';
import { type LineSheet, readSheet, unitEnd } from '../../../src/core/apply/lineSheet';
import { indentStep } from '../../../src/core/apply/reindent';
import type { Hunk } from '../nextEdit/history';

/** A change of one file, with all that shapes are made from. */
export interface Change {
  readonly path: string;
  readonly languageId: string;
  readonly oldLines: readonly string[];
  readonly newLines: readonly string[];
  readonly hunks: readonly Hunk[];
}

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
}

export type Random = () => number;

/** Lines of the new file, from `start` to before `end`. */
interface Region {
  readonly start: number;
  readonly end: number;
}

/** Where the hunks stand in the new file. */
export function newRegions({ hunks }: Change): Region[] {
  let shift = 0;
  return hunks.map(({ startLine, before, after }) => {
    const start = startLine + shift;
    shift += after.length - before.length;
    return { start, end: start + after.length };
  });
}

export function applyHunks(oldLines: readonly string[], hunks: readonly Hunk[]): string[] {
  const lines: string[] = [];
  let at = 0;
  for (const { startLine, before, after } of hunks) {
    lines.push(...oldLines.slice(at, startLine), ...after);
    at = startLine + before.length;
  }
  return [...lines, ...oldLines.slice(at)];
}

/** All hunks with some lines around them; undefined where that is too much for one piece. */
function around(change: Change, lines: number, most = 120): Region | undefined {
  const regions = newRegions(change);
  const [first, last] = [regions[0], regions.at(-1)];
  if (!first || !last) return undefined;
  let start = Math.max(0, first.start - lines);
  let end = Math.min(change.newLines.length, last.end + lines);
  while (start < first.start && isBlank(change.newLines[start] ?? '')) start++;
  while (end > last.end && isBlank(change.newLines[end - 1] ?? '')) end--;
  // Where a change stands at the edge of what is shown, nobody could tell where it ends.
  if (first.start === start || last.end === end) return undefined;
  return end - start > most ? undefined : { start, end };
}

/** The smallest declaration of the new file that holds all hunks. */
function enclosing(change: Change, sheet: LineSheet): Region | undefined {
  const regions = newRegions(change);
  const [first, last] = [regions[0], regions.at(-1)];
  if (!first || !last) return undefined;
  for (let line = Math.min(first.start, change.newLines.length - 1); line >= 0; line--) {
    if (!sheet.declarations[line]) continue;
    const end = unitEnd(sheet, line) + 1;
    if (end > last.end && end > line + 1 && holdsOldLines(change, sheet, line)) {
      // A change of the head alone says no more than a change of lines.
      return end - line > 150 ? undefined : { start: line, end };
    }
  }
  return undefined;
}

/** Whether all that the hunks take away stood in the same declaration before. */
function holdsOldLines(change: Change, sheet: LineSheet, head: number): boolean {
  const old = readSheet(change.oldLines, change);
  const name = sheet.declarations[head]?.name;
  const first = change.hunks[0];
  const last = change.hunks.at(-1);
  if (!first || !last) return false;
  return old.declarations.some((declared, line) => {
    if (declared?.name !== name || line > first.startLine) return false;
    return unitEnd(old, line) + 1 >= last.startLine + last.before.length;
  });
}

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
    ...rest,
  };
}

const sheetOf = (change: Change) => readSheet(change.newLines, change);

function piece(change: Change, random: Random): Region | undefined {
  const whole = random() < 0.6 ? enclosing(change, sheetOf(change)) : undefined;
  return whole ?? around(change, 3 + Math.floor(random() * 5));
}

const exactDeclaration: Maker = (change) => {
  const region = enclosing(change, sheetOf(change));
  return region && makeCase('exact declaration', change, text(change.newLines, region));
};

const exactLines: Maker = (change, random) => {
  const region = around(change, 3 + Math.floor(random() * 5));
  return region && makeCase('exact lines with context', change, text(change.newLines, region));
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
  return makeCase('drifted white space', change, lines, { ignoresSpace: true });
};

const wrongIndentation: Maker = (change, random) => {
  // In prose and data there are no levels that could be written otherwise.
  if (/^(?:markdown|yaml|plaintext)$/.test(change.languageId)) return undefined;
  const region = piece(change, random);
  if (!region) return undefined;
  const lines = text(change.newLines, region);
  const shown = lines.filter((line) => !isBlank(line));
  const common = shown.reduce(
    (least, line) => (indentOf(line).length < least.length ? indentOf(line) : least),
    indentOf(shown[0] ?? ''),
  );
  const isSafe = shown.every((line) => line.startsWith(common));
  const way = Math.floor(random() * 3);
  let moved: string[];
  if (way === 0 && common !== '' && isSafe)
    moved = lines.map((line) => line.slice(Math.min(common.length, indentOf(line).length)));
  else if (way === 1) moved = lines.map((line) => (isBlank(line) ? line : `    ${line}`));
  else {
    const step = indentStep(sheetOf(change));
    const other = step === 2 ? '    ' : '  ';
    const stepOf = (line: string) => (indentOf(line).startsWith('\t') ? 1 : step);
    moved = lines.map((line) => {
      const columns = indentOf(line).length;
      return isBlank(line)
        ? line
        : other.repeat(Math.floor(columns / stepOf(line))) +
            ' '.repeat(columns % stepOf(line)) +
            line.trimStart();
    });
  }
  if (moved.every((line, index) => line === lines[index])) return undefined;
  return makeCase('wrong indentation', change, moved);
};

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
  const sheet = sheetOf(change);
  const { newLines } = change;
  const kept = new Set<number>();
  const context = 1 + Math.floor(random() * 3);
  for (const { start, end } of newRegions(change)) {
    let [before, after] = [context, context];
    for (let line = start; line < end; line++) kept.add(line);
    for (let line = start - 1; line >= 0 && before > 0; line--) {
      kept.add(line);
      if (!isBlank(newLines[line] ?? '') && sheet.isTrivial[line] !== true) before--;
    }
    if (start === 0 || end === newLines.length) return undefined;
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
  const lines: string[] = [];
  let last = -1;
  for (const line of [...kept].sort((a, b) => a - b)) {
    const gap = newLines.slice(last + 1, line);
    if (gap.every(isBlank)) lines.push(...(last < 0 ? [] : gap));
    else lines.push(mark(change.languageId, indentOf(newLines[line] ?? ''), random));
    lines.push(newLines[line] ?? '');
    last = line;
  }
  if (newLines.slice(last + 1).some((line) => !isBlank(line)))
    lines.push(mark(change.languageId, '', random));
  if (lines.length > newLines.length * 0.8) return undefined;
  return makeCase('elided', change, lines);
};

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
  return makeCase('renamed neighbours', change, lines, { oldLines, expected: [asShown, asFile] });
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
  return makeCase('repeated code, not told apart', change, text(change.newLines, region), {
    oldLines,
    expected: [],
  });
};

const wholeFile: Maker = (change) =>
  change.newLines.length > 600 ? undefined : makeCase('whole file', change, change.newLines);

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
  return region && makeCase('insert only', change, text(change.newLines, region));
};

const deleteOnly: Maker = (change, random) => {
  if (!change.hunks.every(({ after }) => after.length === 0)) return undefined;
  const region = piece(change, random);
  return region && makeCase('delete only', change, text(change.newLines, region));
};

const severalHunks: Maker = (change, random) => {
  if (change.hunks.length < 2) return undefined;
  const region = piece(change, random);
  return region && makeCase('several hunks in one piece', change, text(change.newLines, region));
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
