import type { PostprocessRule } from './rule';

/** Lines that a repeated piece may have. */
const LONGEST_PERIOD = 12;
/** Fewer lines alike than this, one after another, are code: three closing brackets, three empty strings. */
const FEWEST_REPEATS = 3;

/** Cuts an answer that goes round in circles after the first round. */
export const cutLoops: PostprocessRule = {
  name: 'cutLoops',
  whenEmpty: 'emptyAnswer',
  apply(text) {
    return cutLineLoop(cutWordLoop(text));
  },
};

function cutLineLoop(text: string): string {
  const lines = text.split('\n');
  if (lines.length < FEWEST_REPEATS) return text;
  for (let period = 1; period <= Math.min(LONGEST_PERIOD, lines.length / 2); period++) {
    const start = findLoopStart(lines, period);
    if (start !== undefined) return lines.slice(0, start + period).join('\n');
  }
  return text;
}

/** The first line of a loop that lasts until the end of the answer, whose last line may be cut. */
function findLoopStart(lines: readonly string[], period: number): number | undefined {
  let index = lines.length - 1;
  const last = lines[index] ?? '';
  if (!(lines[index - period] ?? '').trimEnd().startsWith(last.trimEnd())) return undefined;
  while (index - period >= 0 && (index === lines.length - 1 || lines[index] === lines[index - period]))
    index--;
  const start = index - period + 1;
  const rounds = (lines.length - start) / period;
  const letters = lines
    .slice(start, start + period)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '').length;
  const enough = letters >= 12 * period || period > 1 ? FEWEST_REPEATS - 1 : FEWEST_REPEATS;
  return rounds >= enough && letters > 0 ? start : undefined;
}

/** A piece of one line, written again and again without a break. */
const WORD_LOOP = /^([\s\S]*?)((?=[^\n]*[\p{L}])[^\n]{4,60}?)\2{3,}/u;

function cutWordLoop(text: string): string {
  if (text.length < 24 || text.length > 600) return text;
  const match = WORD_LOOP.exec(text);
  return match ? (match[1] ?? '') + (match[2] ?? '') : text;
}
