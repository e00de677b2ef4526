/** A piece of a text: whole lines of it. */
export interface Chunk {
  /** First and last line in the text, counted from 0. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const FEWEST_LINES = 12;
const MOST_LINES = 40;
/** UTF-16 units after which a chunk ends at any line: lines of data can be long. */
const MOST_UNITS = 4_000;

/**
 * Cuts a text into chunks of whole lines. A cut stands before a line that begins something, where there is one in reach:
 * after a blank line, before text that is indented as little as the chunk's first line.
 */
export function chunksOf(text: string): readonly Chunk[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const chunks: Chunk[] = [];
  for (let start = 0; start < lines.length;) {
    const end = chunkEnd(lines, start);
    chunks.push({ start, end: end - 1, text: lines.slice(start, end).join('\n') });
    start = end;
  }
  return chunks;
}

/** The line behind the chunk that begins at `start`. */
function chunkEnd(lines: readonly string[], start: number): number {
  let units = 0;
  let best = 0;
  let end = start;
  for (; end < lines.length && end - start < MOST_LINES; end++) {
    const line = lines[end] ?? '';
    if (end > start && units + line.length > MOST_UNITS) break;
    units += line.length;
    if (end - start >= FEWEST_LINES && beginsSomething(lines, end)) best = end;
  }
  if (end === lines.length) return end;
  return best > start ? best : end;
}

function beginsSomething(lines: readonly string[], index: number): boolean {
  return lines[index - 1]?.trim() === '' && /^\S/.test(lines[index] ?? '');
}
