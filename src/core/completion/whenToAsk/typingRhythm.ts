import { isWordCharacter } from '../../text/lines';
import type { TextChange } from './textChange';

/** What the last edit left the cursor behind, which says how long a person is likely to stay there. */
export type Stop =
  /** A letter, a digit or `_`: the word probably goes on. */
  | 'insideWord'
  /** A space, an operator, a comma, a closing bracket. */
  | 'afterWord'
  /** A line break, an opening bracket or quote, a dot: something new begins, and people think. */
  | 'opening'
  /** Text was deleted: the person is putting something right. */
  | 'correcting'
  /** More than a key writes: pasted, completed by the suggest widget, or a snippet. */
  | 'block';

const OPENING = /[([{.:"'`]$|^(\(\)|\[\]|\{\}|""|''|``)$|\n/;
/** No key, with the brackets that an editor closes by itself, writes more than this, indentation aside. */
const LONGEST_KEY = 2;

/** The stop that an edit leads to. */
export function stopAfter({ removed, inserted }: Pick<TextChange, 'removed' | 'inserted'>): Stop {
  if (inserted === '') return removed === '' ? 'block' : 'correcting';
  if (OPENING.test(inserted) && inserted.trim().length <= LONGEST_KEY) return 'opening';
  if (inserted.length > LONGEST_KEY) return 'block';
  return isWordCharacter(inserted.slice(-1)) ? 'insideWord' : 'afterWord';
}

/**
 * Gaps (ms) of a person who types 50 to 60 words a minute and stops to think at words and lines: what is believed of
 * someone whose rhythm is not known yet. The orders of magnitude are those of 136 million keystrokes (Dhakal et al.,
 * CHI 2018: 238 ms between keys on average, fast typists 120).
 */
const TYPICAL_GAPS: Readonly<Record<Stop, readonly number[]>> = {
  insideWord: [90, 110, 130, 150, 170, 200, 260, 500],
  afterWord: [110, 150, 190, 240, 300, 450, 900, 2_000],
  opening: [140, 220, 350, 500, 800, 1_200, 2_000, 4_000],
  correcting: [90, 110, 130, 160, 200, 300, 600, 1_500],
  block: [200, 300, 500, 800, 1_200, 2_000, 3_000, 5_000],
};
/** Gaps that are remembered for each stop: enough to tell a tenth from a fifth, few enough to follow a change of mood. */
const REMEMBERED = 40;

/** How long a person has lately stayed at each kind of stop before the next edit. One for a session. */
export class TypingRhythm {
  readonly #gaps = new Map<Stop, number[]>();
  #last: { readonly stop: Stop; readonly at: number } | undefined;

  /** Takes note of an edit made at `at` (ms). */
  edited(edit: Pick<TextChange, 'removed' | 'inserted'>, at: number): void {
    if (this.#last) this.#remember(this.#last.stop, at - this.#last.at);
    this.#last = { stop: stopAfter(edit), at };
  }

  /** The stop that the person is at now and when (ms) they came there; undefined before the first edit. */
  get current(): { readonly stop: Stop; readonly at: number } | undefined {
    return this.#last;
  }

  /** Lengths (ms) of the last gaps at such a stop, typical ones as long as there are few. In no order. */
  gapsAt(stop: Stop): readonly number[] {
    return this.#gaps.get(stop) ?? TYPICAL_GAPS[stop];
  }

  #remember(stop: Stop, gap: number): void {
    const gaps = this.#gaps.get(stop) ?? [...TYPICAL_GAPS[stop]];
    gaps.push(gap);
    if (gaps.length > REMEMBERED) gaps.shift();
    this.#gaps.set(stop, gaps);
  }
}
