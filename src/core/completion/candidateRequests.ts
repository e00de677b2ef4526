import { type SuggestionPlace, isSamePlace } from './typedSince';

/** Requests for further candidates at one place: a third is rarely any different, and each costs the person time. */
const MOST_REQUESTS = 2;

/** How freely further candidates are sampled. At 0 every one would be the first again; Tabby samples at 0.8, too. */
export const CANDIDATE_TEMPERATURE = 0.8;

/** Counts the requests for further candidates at the place where the person last asked for one. */
export class CandidateRequests {
  #place: SuggestionPlace | undefined;
  #count = 0;

  /** Whether one more is to be asked for at this place. */
  areWanted(place: SuggestionPlace): boolean {
    return !this.#isHere(place) || this.#count < MOST_REQUESTS;
  }

  /** Takes note that a request for a further candidate at this place was answered. */
  answered(place: SuggestionPlace): void {
    this.#count = this.#isHere(place) ? this.#count + 1 : 1;
    this.#place = place;
  }

  #isHere(place: SuggestionPlace): boolean {
    return this.#place !== undefined && isSamePlace(this.#place, place);
  }
}
