/**
 * Turns candidates so that an editor can go through them one by one.
 *
 * VS Code asks anew for each "next" and "previous", puts the candidate that it shows first, whatever the order, and then
 * goes to the second or the last. With the same order each time it would go to and fro between two. So the order is
 * turned by one with every request, as if each were for the next; an editor that keeps the order loses nothing.
 */
export class CandidateRing {
  #place = '';
  #turns = 0;

  /**
   * The candidates, turned by one more than at the last request for the same place.
   * @param place tells one cursor in one version of a document from every other
   */
  turn<T>(candidates: readonly T[], place: string): readonly T[] {
    this.#turns = place === this.#place ? this.#turns + 1 : 0;
    this.#place = place;
    const first = candidates.length === 0 ? 0 : this.#turns % candidates.length;
    return [...candidates.slice(first), ...candidates.slice(0, first)];
  }
}
