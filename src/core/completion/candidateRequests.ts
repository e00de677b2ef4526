import { type SuggestionPlace, isSamePlace } from './typedSince';

/** Requests for further candidates at one place: a third is rarely any different, and each costs the person time. */
const MOST_REQUESTS = 2;

/** How freely further candidates are sampled. At 0 every one would be the first again; Tabby samples at 0.8, too. */
export const CANDIDATE_TEMPERATURE = 0.8;

/** Counts the requests for further candidates at the place where the person last asked for one. */
export class CandidateRequests {
  #place: SuggestionPlace | undefined;
  #count = 0;

  /** Whether one more may be asked for at this place; then it counts as asked for. */
  take(place: SuggestionPlace): boolean {
    if (!this.#place || !isSamePlace(this.#place, place)) this.#count = 0;
    this.#place = place;
    if (this.#count === MOST_REQUESTS) return false;
    this.#count++;
    return true;
  }
}
