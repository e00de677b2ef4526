import type { Eagerness } from '../../config/settings';

/** How freely a connected model is asked without being told to. */
export interface AskingPolicy {
  /** Share of stops (0 to 1) at which the answer must come in time, see `delayBeforeAsking`. */
  readonly worthwhileShare: number;
  /** No automatic request waits longer than this (ms). */
  readonly longestDelayMs: number;
  /** Where there is text right of the cursor, see `fitsMidLine`. */
  readonly midLine: 'beforeClosers' | 'missingExpression' | 'anywhere';
  /** Whether to ask in comments; the setting `fairwind.completion.inComments` can still forbid it. */
  readonly inComments: boolean;
  /** Whether to ask at the end of a line that needs nothing more. */
  readonly afterStatement: boolean;
}

/** What the setting `fairwind.completion.eagerness` means for a connected model. */
export const ASKING_POLICIES: Readonly<Record<Eagerness, AskingPolicy>> = {
  low: {
    worthwhileShare: 0.6,
    longestDelayMs: 800,
    midLine: 'beforeClosers',
    inComments: false,
    afterStatement: false,
  },
  medium: {
    worthwhileShare: 0.4,
    longestDelayMs: 400,
    midLine: 'missingExpression',
    inComments: true,
    afterStatement: false,
  },
  high: {
    worthwhileShare: 0.2,
    longestDelayMs: 150,
    midLine: 'anywhere',
    inComments: true,
    afterStatement: true,
  },
};
