import { indentColumns, isBlank } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import { type BracketFit, bracketFitByLine } from './bracketFit';
import { opensBlock } from './cutAtBlockEnd';
import { scoreOverlap } from './overlapScore';
import type { PostprocessRule } from './rule';

/** Evidence, in log odds, that it takes to cut a part of the answer, and to drop all of it. */
const ENOUGH_TO_CUT = 0.4;
const ENOUGH_TO_DROP = 1.2;

/**
 * Cuts the answer where it begins to repeat the lines below the cursor, exactly or with small changes, up to its end
 * or past the end of the document.
 */
export const cutSuffixOverlap: PostprocessRule = {
  name: 'cutSuffixOverlap',
  whenEmpty: 'suffixRepeated',
  apply(text, place) {
    if (place.spot === 'midLine' || place.linesBelow.length === 0) return text;
    const lines = text.split('\n');
    const end = findOverlapStart(lines, text, place);
    return end === lines.length ? text : lines.slice(0, end).join('\n');
  },
};

function findOverlapStart(lines: readonly string[], text: string, place: InsertionPlace): number {
  const whole = [place.window.linePrefix + (lines[0] ?? ''), ...lines.slice(1)];
  const structure = judgeStructure(whole, text, place);
  let best = { start: lines.length, odds: 0 };
  const kept = whole.flatMap((line, index) => (hasText(line) ? [index] : []));
  const texts = kept.map((index) => whole[index] ?? '');
  for (const [position, start] of kept.entries()) {
    if (start === 0 && place.spot !== 'newLine') continue;
    const rest = texts.slice(position);
    const score = scoreOverlap({
      rest,
      below: place.linesBelow,
      nearby: linesNearby(texts, position, place),
    });
    if (!score || (start === 0 && !score.isExact)) continue;
    const odds = score.odds + structure(start);
    if (odds > (start === 0 ? ENOUGH_TO_DROP : ENOUGH_TO_CUT) && odds > best.odds) best = { start, odds };
  }
  return best.start;
}

/** Evidence from brackets and indentation for ending the answer before line `start` rather than at its end. */
function judgeStructure(
  whole: readonly string[],
  text: string,
  place: InsertionPlace,
): (start: number) => number {
  const fits = bracketFitByLine(text, place);
  const all = fits.at(-1) ?? 'unknown';
  const next = place.linesBelow[0] ?? '';
  const joins = (line: string | undefined) =>
    line === undefined || indentColumns(next) <= indentColumns(line) || opensBlock(line);
  const allJoins = joins(whole.findLast(hasText));
  return (start) => {
    const cut = start === 0 ? 'unknown' : (fits[start - 1] ?? 'unknown');
    const cutJoins = start === 0 || joins(whole.slice(0, start).findLast(hasText));
    return compareFits(cut, all) + Number(cutJoins) - Number(allJoins);
  };
}

function compareFits(cut: BracketFit, all: BracketFit): number {
  if (cut === all || cut === 'unknown' || all === 'unknown') return 0;
  if (all === 'fits') return -2.5;
  return cut === 'fits' ? 2 : 0;
}

/** The lines around the cut that are not the first line below: what list and table lines resemble each other by. */
function linesNearby(lines: readonly string[], start: number, place: InsertionPlace): string[] {
  return [...place.linesAbove, ...lines.slice(Math.max(0, start - 5), start)];
}

function hasText(line: string): boolean {
  return !isBlank(line);
}
