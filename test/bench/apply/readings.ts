/** Whether a block can be read in one way only: what two people could agree on, who have the file and the block alone. */
import { isBlank } from '../../../src/core/text/lines';

/** Lines of the old file, from `start` to before `end`. */
export interface OldRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A block without marks is read as what is to stand in place of some lines of the file, the first and the last of which
 * it repeats. It is decidable where what the commit did is the one reading that changes the fewest lines: any other that
 * takes no more leaves another file. Blank lines are not counted.
 * @param truth the lines that the commit's own reading replaces
 * @param scope lines that readings may take, all unless told
 */
export function hasOneReading(
  oldLines: readonly string[],
  block: readonly string[],
  truth: OldRange,
  scope: OldRange = { start: 0, end: oldLines.length },
): boolean {
  const lines = shown(oldLines.slice(scope.start, scope.end));
  const wanted = shown(block);
  const start = shown(oldLines.slice(scope.start, truth.start)).length;
  const end = start + shown(oldLines.slice(truth.start, truth.end)).length;
  // A head that changes itself says which one it is by its name.
  if (lines[start] !== wanted[0] || lines[end - 1] !== wanted.at(-1)) return true;
  const least = changedLines(lines.slice(start, end), wanted).at(-1) ?? 0;
  if (least === 0) return false;
  const right = [...lines.slice(0, start), ...wanted, ...lines.slice(end)];
  return lines.every((line, other) => {
    if (line !== wanted[0]) return true;
    const most = Math.min(lines.length, other + wanted.length + least);
    const costs = changedLines(lines.slice(other, most), wanted);
    return costs.every((cost, length) => {
      if (cost > least || length === 0 || lines[other + length - 1] !== wanted.at(-1)) return true;
      const made = [...lines.slice(0, other), ...wanted, ...lines.slice(other + length)];
      return made.length === right.length && made.every((text, index) => text === right[index]);
    });
  });
}

function shown(lines: readonly string[]): string[] {
  return lines.filter((line) => !isBlank(line)).map((line) => line.trim());
}

/** For each length of a beginning of `before`: how many lines go and come when it becomes `after`. */
function changedLines(before: readonly string[], after: readonly string[]): Int32Array {
  let above = Int32Array.from({ length: before.length + 1 }, (_, index) => index);
  let current = new Int32Array(before.length + 1);
  for (const [row, line] of after.entries()) {
    current[0] = row + 1;
    for (let column = 1; column <= before.length; column++) {
      current[column] =
        before[column - 1] === line
          ? (above[column - 1] ?? 0)
          : Math.min(above[column] ?? 0, current[column - 1] ?? 0) + 1;
    }
    [above, current] = [current, above];
  }
  return above;
}
