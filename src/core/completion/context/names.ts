/** A line is read to here (UTF-16 units): what stands further right in it is data or was written by a tool. */
const LONGEST_LINE_READ = 1_000;
/** Shorter names stand everywhere and mean nothing. */
const SHORTEST_NAME = 2;

/**
 * Calls `visit` for each name, keyword or word of a line, in order and as often as it stands there, with where it starts
 * (UTF-16 units).
 */
export function forEachName(line: string, visit: (name: string, start: number) => void): void {
  const end = Math.min(line.length, LONGEST_LINE_READ);
  let start = -1;
  for (let index = 0; index <= end; index++) {
    const unit = index < end ? line.charCodeAt(index) : 0;
    if (isNameUnit(unit)) {
      if (start === -1) start = index;
      continue;
    }
    if (start !== -1 && index - start >= SHORTEST_NAME && !isDigit(line.charCodeAt(start)))
      visit(line.slice(start, index), start);
    start = -1;
  }
}

/** Letters of other scripts count as parts of names; a sign among them that is none does no harm. */
function isNameUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    isDigit(unit) ||
    unit === 95 ||
    unit === 36 ||
    unit > 127
  );
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}
