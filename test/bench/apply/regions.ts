/** Which lines of a changed file a block shows. */
import { isBlank } from '../../../src/core/text/lines';
import { type LineSheet, readSheet, unitEnd } from '../../../src/core/apply/lineSheet';
import type { Hunk } from '../nextEdit/history';

/** A change of one file, with all that shapes are made from. */
export interface Change {
  readonly path: string;
  readonly languageId: string;
  readonly oldLines: readonly string[];
  readonly newLines: readonly string[];
  readonly hunks: readonly Hunk[];
}

/** Lines of the new file, from `start` to before `end`. */
export interface Region {
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

/**
 * The hunks with all places where they could stand as well: what is put among lines like its own, or taken from them, can be
 * said to begin further up or down, and which of these git names is chance. What is shown of the rest is counted from there.
 */
export function outerRegions(change: Change): Region[] {
  const { oldLines, newLines, hunks } = change;
  return newRegions(change).map((region, index) => {
    const { startLine, before, after } = hunks[index] ?? { startLine: 0, before: [], after: [] };
    if (before.length > 0 && after.length > 0) return region;
    const lines = after.length > 0 ? newLines : oldLines;
    const start = after.length > 0 ? region.start : startLine;
    const end = start + Math.max(before.length, after.length);
    let [up, down] = [0, 0];
    while (up < start && lines[start - 1 - up] === lines[end - 1 - up]) up++;
    while (end + down < lines.length && lines[start + down] === lines[end + down]) down++;
    return { start: region.start - up, end: region.end + down };
  });
}

/** The line of the old file that a line of the new one outside of all hunks stands for. */
export function oldLineOf({ hunks }: Change, newLine: number): number {
  let shift = 0;
  for (const { startLine, before, after } of hunks) {
    if (newLine < startLine + shift + after.length) break;
    shift += after.length - before.length;
  }
  return newLine - shift;
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
export function around(change: Change, lines: number, most = 120): Region | undefined {
  const regions = outerRegions(change);
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
export function enclosing(change: Change, sheet: LineSheet): Region | undefined {
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
