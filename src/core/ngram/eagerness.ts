/** How readily a suggestion of the workspace model is shown: the values of `fairwind.completion.eagerness`. */
export type Eagerness = 'low' | 'medium' | 'high';

/** The probability of being exactly right from which a suggestion is shown. */
const THRESHOLDS: Readonly<Record<Eagerness, number>> = { low: 0.8, medium: 0.55, high: 0.35 };

export const DEFAULT_EAGERNESS: Eagerness = 'medium';

export function thresholdOf(eagerness: Eagerness): number {
  return THRESHOLDS[eagerness];
}
