import type { InsertionPlace } from '../insertionPlace';
import { bracketFitByLine } from './bracketFit';

/** What editors close by themselves, and what a person types right behind it. */
const CLOSERS_ONLY = /^[)\]}"'`;,]+$/;

/**
 * How many UTF-16 units right of the cursor the answer takes over: the brackets that the editor closed by itself, when
 * the answer closes them again and goes on behind them, as in `if (█)` and `ready) {`.
 */
export function countTakenOver(text: string, place: InsertionPlace): number {
  const remainder = place.window.lineSuffix.trimEnd();
  if (place.spot !== 'midLine' || !CLOSERS_ONLY.test(remainder)) return 0;
  if (!containsInOrder(text, remainder)) return 0;
  return bracketFitByLine(text, place).at(-1) === 'overclosed' ? remainder.length : 0;
}

function containsInOrder(text: string, characters: string): boolean {
  let from = 0;
  for (const character of characters) {
    const found = text.indexOf(character, from);
    if (found === -1) return false;
    from = found + 1;
  }
  return true;
}
