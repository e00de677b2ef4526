import type { ModelIdentity } from '../model/languageModel';
import type { CursorWindow } from './cursorWindow';

/** What a suggestion was made for. */
export interface SuggestionPlace {
  readonly uri: string;
  readonly window: Pick<CursorWindow, 'prefix' | 'suffix'>;
  readonly model: ModelIdentity;
}

/** A suggestion as it was shown. */
export interface CachedSuggestion extends SuggestionPlace {
  /** The text that was to be inserted at the end of `window.prefix`. */
  readonly text: string;
  /** UTF-16 units right of the cursor that it replaces. */
  readonly takesOver: number;
}

const CAPACITY = 60;

/**
 * Remembers what was suggested, so that typing what a suggestion says, and going back, costs no request.
 * The last ones used are kept.
 */
export class SuggestionCache {
  #entries: CachedSuggestion[] = [];

  add(suggestion: CachedSuggestion): void {
    this.#entries = [suggestion, ...this.#entries.filter((entry) => !isSamePlace(entry, suggestion))].slice(
      0,
      CAPACITY,
    );
  }

  /** What is left of a remembered suggestion at this place, once what was typed since is taken off. */
  find(place: SuggestionPlace): CachedSuggestion | undefined {
    for (const entry of this.#entries) {
      const typed = findTyped(entry, place);
      if (typed === undefined || typed.length === entry.text.length || !entry.text.startsWith(typed))
        continue;
      this.#entries = [entry, ...this.#entries.filter((other) => other !== entry)];
      return { ...entry, window: place.window, text: entry.text.slice(typed.length) };
    }
    return undefined;
  }
}

function isSamePlace(one: CachedSuggestion, other: CachedSuggestion): boolean {
  return findTyped(one, other) === '';
}

/** The text that was typed behind one place to get to the other; undefined when something else changed. */
export function findTyped(
  entry: SuggestionPlace,
  { uri, window, model }: SuggestionPlace,
): string | undefined {
  const isSame = entry.uri === uri && entry.model.id === model.id && entry.window.suffix === window.suffix;
  return isSame && window.prefix.startsWith(entry.window.prefix)
    ? window.prefix.slice(entry.window.prefix.length)
    : undefined;
}
