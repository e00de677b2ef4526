import { forEachName } from './names';

/** Lines above and below the cursor whose names say what the person is at. */
export const LINES_ABOVE = 30;
export const LINES_BELOW = 8;
/** Lines away from the cursor where a name counts for half. */
const HALF_WEIGHT_LINES = 3;

/** The names around the cursor, each with its weight: 1 on the cursor's line, less the further away it stands. */
export function nearNames({ prefix, suffix }: { readonly prefix: string; readonly suffix: string }) {
  const weights = new Map<string, number>();
  const read = (line: string, distance: number) => {
    const weight = HALF_WEIGHT_LINES / (HALF_WEIGHT_LINES + distance);
    forEachName(line, (name) => {
      if ((weights.get(name) ?? 0) < weight) weights.set(name, weight);
    });
  };
  forEachLineUp(prefix, LINES_ABOVE, read);
  forEachLineDown(suffix, LINES_BELOW, read);
  return weights;
}

type ReadLine = (line: string, distance: number) => void;

function forEachLineUp(text: string, most: number, read: ReadLine): void {
  let end = text.length;
  for (let distance = 0; distance < most && end >= 0; distance++) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    read(text.slice(start, end), distance);
    end = start - 1;
  }
}

function forEachLineDown(text: string, most: number, read: ReadLine): void {
  let start = 0;
  for (let distance = 0; distance < most && start <= text.length; distance++) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    read(text.slice(start, end), distance);
    start = end + 1;
  }
}
