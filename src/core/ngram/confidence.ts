import type { SearchResult } from './beam';
import type { Cursor } from './cursor';
import { isLineStart } from './vocabulary';

/** How many numbers describe a finished search. */
export const CONFIDENCE_FEATURES = 20;

/** What a finished search says about its own chance to be right. */
export function describeSearch({ best, runnerUp }: SearchResult, cursor: Cursor): number[] {
  const joint = best.logProbability;
  const probability = Math.exp(joint);
  const steps = best.length - cursor.history.length;
  const isPartial = cursor.partial.trim() !== '';
  const hasFollowing = cursor.following.length > 0 ? 1 : 0;
  const isAtLineStart = isLineStart(cursor.history.at(-1) ?? 0) && cursor.partial === '' ? 1 : 0;
  return [
    1,
    joint,
    probability,
    Math.sqrt(Math.max(0, -joint)),
    best.worstStep,
    best.firstStep,
    Math.min(5, joint - runnerUp),
    Math.exp(runnerUp),
    Math.log2(steps),
    isPartial ? 1 : 0,
    isPartial ? joint : 0,
    hasFollowing,
    best.escape,
    Math.log(best.escape + 0.001),
    isPartial ? Math.min(cursor.partial.trim().length, 8) / 8 : 0,
    Math.max(-6, joint),
    isAtLineStart,
    isAtLineStart * Math.max(-6, joint),
    isAtLineStart * hasFollowing,
    hasFollowing * Math.max(-6, joint),
  ];
}

/**
 * The calibrated probability that the whole line is exactly right: a logistic regression (Platt scaling) over the
 * search's own figures, fitted on repositories that are not measured.
 */
export function confidenceOf(features: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < CONFIDENCE_FEATURES; at++) sum += (features[at] ?? 0) * (weights[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
