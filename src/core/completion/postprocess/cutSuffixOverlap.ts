import { bracketFitByLine } from './bracketFit';
import { lineSimilarity, lineWeight } from './lineSimilarity';
import type { PostprocessRule } from './rule';

/** Two lines less alike than this are different lines. */
const ALIKE = 0.6;

/**
 * Cuts the answer where it begins to repeat the lines below the cursor, exactly or with small changes, up to its end
 * or past the end of the document.
 */
export const cutSuffixOverlap: PostprocessRule = {
  name: 'cutSuffixOverlap',
  whenEmpty: 'suffixRepeated',
  apply(text, place) {
    const below = place.linesBelow.filter((line) => line.trim() !== '');
    if (below.length === 0 || text.trim() === '') return text;
    const lines = text.split('\n');
    const fits = bracketFitByLine(text, place);
    const first = place.spot === 'newLine' ? 0 : 1;
    for (let start = first; start < lines.length; start++) {
      if ((lines[start] ?? '').trim() === '') continue;
      const whole = start === 0 ? place.window.linePrefix + (lines[0] ?? '') : (lines[start] ?? '');
      const rest = [whole, ...lines.slice(start + 1)].filter((line) => line.trim() !== '');
      const verdict = align(rest, below);
      if (!verdict || (start === 0 && !verdict.isExact)) continue;
      const closesMore = fits[start - 1] !== 'fits' && fits[lines.length - 1] === 'fits';
      if (closesMore && verdict.evidence < 1) continue;
      if (verdict.evidence >= (verdict.isExact ? 0.05 : 0.45)) return lines.slice(0, start).join('\n');
    }
    return text;
  },
};

interface Alignment {
  /** Sum of the weights of the lines that agree. */
  readonly evidence: number;
  readonly isExact: boolean;
}

/** Lays the rest of an answer beside the lines below; undefined when they are different texts. */
function align(rest: readonly string[], below: readonly string[]): Alignment | undefined {
  let evidence = 0;
  let against = 0;
  let isExact = true;
  let i = 0;
  let j = 0;
  while (i < rest.length && j < below.length) {
    const mine = rest[i] ?? '';
    const theirs = below[j] ?? '';
    const isLast = i === rest.length - 1;
    const similarity = compare(mine, theirs, isLast);
    if (similarity === 0) {
      if (i === 0) return undefined;
      isExact = false;
      if (compare(mine, below[j + 1] ?? '', isLast) > 0) j++;
      else if (i + 1 < rest.length && compare(rest[i + 1] ?? '', theirs, i + 2 === rest.length) > 0) i++;
      else {
        against += lineWeight(mine);
        i++;
        j++;
      }
      continue;
    }
    if (similarity < 1) isExact = false;
    evidence += lineWeight(mine) * similarity;
    i++;
    j++;
  }
  if (against > evidence * 0.6) return undefined;
  return { evidence, isExact };
}

function compare(mine: string, theirs: string, mayBeCut: boolean): number {
  if (mine === theirs) return 1;
  const a = mine.trim();
  const b = theirs.trim();
  if (a === '' || b === '') return 0;
  if (mayBeCut && a.length < b.length && b.startsWith(a)) return a.length >= 3 ? 1 : 0;
  return lineSimilarity(a, b, ALIKE) * 0.98;
}
