import type { Eagerness } from '../../config/settings';
import type { Stop } from './typingRhythm';

/** How freely a connected model is asked without being told to. */
export interface AskingPolicy {
  /**
   * Share (0 to 1) of the person's usual gaps at each kind of stop that a gap must outlast before a model is asked. At
   * openings nearly everything is still to be written; inside a word the next key tells more than a request.
   */
  readonly outlast: Readonly<Record<Stop, number>>;
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
    outlast: { insideWord: 0.97, afterWord: 0.7, opening: 0.3, correcting: 0.97, block: 0.5 },
    longestDelayMs: 1_000,
    midLine: 'beforeClosers',
    inComments: false,
    afterStatement: false,
  },
  medium: {
    outlast: { insideWord: 0.95, afterWord: 0, opening: 0, correcting: 0.95, block: 0 },
    longestDelayMs: 600,
    midLine: 'missingExpression',
    inComments: true,
    afterStatement: false,
  },
  high: {
    outlast: { insideWord: 0.5, afterWord: 0, opening: 0, correcting: 0.5, block: 0 },
    longestDelayMs: 250,
    midLine: 'anywhere',
    inComments: true,
    afterStatement: true,
  },
};
