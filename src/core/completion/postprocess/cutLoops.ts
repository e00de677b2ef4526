import { isWordCharacter } from '../../text/lines';
import type { PostprocessRule } from './rule';

/** Lines that a repeated piece may have. */
const LONGEST_PERIOD = 12;
/** Fewer lines alike than this, one after another, are code: three closing brackets, three empty strings. */
const FEWEST_REPEATS = 3;
/** Letters and digits in a piece of code that nobody writes twice in a row. */
const LETTERS_OF_TWO_ROUNDS = 12;

/** Cuts an answer that goes round in circles after the first round. */
export const cutLoops: PostprocessRule = {
  name: 'cutLoops',
  whenEmpty: 'emptyAnswer',
  apply(text) {
    return cutLineLoop(cutWordLoop(text));
  },
};

function cutLineLoop(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  for (let period = 1; period <= Math.min(LONGEST_PERIOD, lines.length / 2); period++) {
    const start = findLoopStart(lines, period);
    if (start !== undefined) return lines.slice(0, start + period).join('\n');
  }
  return text;
}

/** The first line of a loop that lasts until the end of the answer, whose last line may be cut. */
function findLoopStart(lines: readonly string[], period: number): number | undefined {
  const last = lines.length - 1;
  if (!(lines[last - period] ?? '').startsWith(lines[last] ?? '')) return undefined;
  const isLastCut = lines[last] !== lines[last - period];
  let index = last - 1;
  while (index - period >= 0 && isAgain(lines, index, period)) index--;
  const start = index - period + 1;
  const rounds = (lines.length - start - Number(isLastCut)) / period;
  const letters = lines
    .slice(start, start + period)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '').length;
  const enough = letters >= LETTERS_OF_TWO_ROUNDS ? 2 : FEWEST_REPEATS;
  return rounds >= enough && letters > 0 ? start : undefined;
}

/** Whether a line is the one a round before. The first line of an answer begins where the cursor stands. */
function isAgain(lines: readonly string[], index: number, period: number): boolean {
  const line = lines[index] ?? '';
  const before = lines[index - period] ?? '';
  return line === before || (index === period && line.trimStart() === before.trimStart());
}

/** A piece of one line that is written again and again until the end. */
const LONGEST_PIECE = 60;
const FEWEST_PIECES = 6;
/** Rows of dashes and of numbers are no loop. */
const SAYS_SOMETHING = /\p{L}|[)\]}]/u;

function cutWordLoop(text: string): string {
  for (let period = 3; period <= Math.min(LONGEST_PIECE, text.length / FEWEST_PIECES); period++) {
    let start = text.length - period;
    while (start > 0 && text.charCodeAt(start - 1) === text.charCodeAt(start - 1 + period)) start--;
    const piece = text.slice(start, start + period);
    const rounds = (text.length - start) / period;
    if (rounds >= FEWEST_PIECES && SAYS_SOMETHING.test(piece) && !piece.includes('\n'))
      return text.slice(0, endOfWord(text, start + period)).trimEnd();
  }
  return text;
}

/** Where the word that `offset` stands in is over: the first round may begin with the end of a word that is alike. */
function endOfWord(text: string, offset: number): number {
  let end = offset;
  if (isWordCharacter(text.charAt(offset - 1))) while (isWordCharacter(text.charAt(end))) end++;
  return end;
}
