import type { CompletionReason } from './reasons';
import { type SuggestionPlace, type TypedSince, findTypedSince, isSamePlace } from './typedSince';

export type { SuggestionPlace } from './typedSince';

/** What a suggestion puts at the end of its place's prefix. */
export interface Insertion {
  readonly text: string;
  /** UTF-16 units right of the cursor that it replaces. */
  readonly takesOver: number;
}

/** A suggestion as it was shown. */
export interface CachedSuggestion extends SuggestionPlace, Insertion {}

const CAPACITY = 60;
/** How long (ms) a place is not asked for again that the model had nothing for. */
const EMPTY_MS = 20_000;

/**
 * Remembers what was suggested, so that typing what a suggestion says, and going back, costs no request, and where
 * there was nothing to suggest. A place may have several candidates. The last ones used are kept.
 */
export class SuggestionCache {
  #entries: CachedSuggestion[] = [];
  #empty: { readonly place: SuggestionPlace; readonly reason: CompletionReason; readonly until: number }[] =
    [];

  add(suggestion: CachedSuggestion): void {
    const isKnown = (entry: CachedSuggestion) =>
      isSamePlace(entry, suggestion) && isSameInsertion(entry, suggestion);
    this.#entries = [suggestion, ...this.#entries.filter((entry) => !isKnown(entry))].slice(0, CAPACITY);
  }

  /** What is left of a remembered suggestion at this place, once what was typed since is taken off. */
  find(place: SuggestionPlace): Insertion | undefined {
    for (const entry of this.#entries) {
      const typed = findTypedSince(entry, place);
      const rest = typed && restOf(entry, typed);
      if (rest === undefined) continue;
      this.#entries = [entry, ...this.#entries.filter((other) => other !== entry)];
      return rest;
    }
    return undefined;
  }

  /** What is left of every remembered suggestion at this place, each once, the oldest first. */
  findAll(place: SuggestionPlace): readonly Insertion[] {
    const found: Insertion[] = [];
    for (const entry of this.#entries.toReversed()) {
      const typed = findTypedSince(entry, place);
      const rest = typed && restOf(entry, typed);
      if (rest && !found.some((other) => isSameInsertion(other, rest))) found.push(rest);
    }
    return found;
  }

  /** Remembers for a while from `now` (ms) on that an answer for this place came to nothing. */
  addEmpty(place: SuggestionPlace, reason: CompletionReason, now: number): void {
    this.#empty = [{ place, reason, until: now + EMPTY_MS }, ...this.#empty].slice(0, CAPACITY);
  }

  /** Why there was nothing to suggest at exactly this place not long before `now` (ms). */
  findEmpty(place: SuggestionPlace, now: number): CompletionReason | undefined {
    return this.#empty.find((empty) => now < empty.until && isSamePlace(empty.place, place))?.reason;
  }
}

function isSameInsertion(one: Insertion, other: Insertion): boolean {
  return one.text === other.text && one.takesOver === other.takesOver;
}

/** What of an insertion is still to be inserted; undefined when nothing is, or something else was typed. */
function restOf({ text, takesOver }: Insertion, typed: TypedSince): Insertion | undefined {
  if (!text.startsWith(typed.text) || typed.text.length === text.length) return undefined;
  const rest = text.slice(typed.text.length);
  if (typed.autoClosed === '') return { text: rest, takesOver };
  // What closes on a line of its own stays where the editor has put it, so the suggestion ends before its own.
  if (typed.autoClosed.includes('\n')) return cutBefore(rest, typed.autoClosed);
  return { text: rest, takesOver: typed.autoClosed.length + takesOver };
}

function cutBefore(text: string, end: string): Insertion | undefined {
  const index = text.indexOf(end);
  return index > 0 ? { text: text.slice(0, index), takesOver: 0 } : undefined;
}
