/** How readily a suggestion of the workspace model is shown: the values of `fairwind.completion.eagerness`. */
export type Eagerness = 'low' | 'medium' | 'high';

/** The probability of being exactly right from which a suggestion is shown. */
const THRESHOLDS: Readonly<Record<Eagerness, number>> = { low: 0.85, medium: 0.65, high: 0.4 };

export const DEFAULT_EAGERNESS: Eagerness = 'medium';

export function thresholdOf(eagerness: Eagerness): number {
  return THRESHOLDS[eagerness];
}
