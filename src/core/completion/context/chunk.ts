import { indentColumns, isBlank } from '../../text/lines';

/** Lines of a chunk when a text is cut: enough for a short function, few enough that several fit into a prompt. */
const FEWEST_LINES_CUT = 8;
const MOST_LINES_CUT = 24;
/** Lines a chunk may grow to, and shrink to, by edits before it is cut anew. */
export const MOST_LINES = 40;
export const FEWEST_LINES = 4;

/** Some consecutive lines of a file: what context is found by and made of. */
export class Chunk {
  /** Names in the chunk, each as often as it stands there; the index counts them. */
  nameCount = 0;

  constructor(readonly lines: string[]) {}
}

/** Cuts lines into the lines of chunks, between blocks wherever one ends within reach. */
export function cutLines(lines: readonly string[]): string[][] {
  const pieces: string[][] = [];
  for (let start = 0; start < lines.length;) {
    const end = findCut(lines, start);
    pieces.push(lines.slice(start, end));
    start = end;
  }
  return pieces;
}

/** The line before which a chunk that begins at `start` ends best: the last of the least indented, blank lines above it. */
function findCut(lines: readonly string[], start: number): number {
  if (lines.length - start <= MOST_LINES_CUT) return lines.length;
  const furthest = Math.min(start + MOST_LINES_CUT, lines.length - FEWEST_LINES_CUT);
  let best = furthest;
  let leastCost = Number.POSITIVE_INFINITY;
  for (let index = start + FEWEST_LINES_CUT; index <= furthest; index++) {
    const cost = costOfCut(lines[index] ?? '', lines[index - 1] ?? '');
    if (cost > leastCost) continue;
    leastCost = cost;
    best = index;
  }
  return best;
}

/** A block that is cut off from its own end costs as much as one level of indentation. */
const COST_OF_SPLIT_BLOCK = 4;

function costOfCut(line: string, lineAbove: string): number {
  if (isBlank(line)) return Number.POSITIVE_INFINITY;
  const isClosing = /^\s*[)\]}]/.test(line);
  return indentColumns(line) + (isClosing ? COST_OF_SPLIT_BLOCK : 0) + (isBlank(lineAbove) ? 0 : 1);
}
