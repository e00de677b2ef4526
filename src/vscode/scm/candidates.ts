import { rejectWhenAborted } from '../../util/abort';
import type { CommitDraftResult } from '../../protocol/commit';
import type { DraftParams, DraftPorts } from './commitDrafts';

/** Drafts for one change that a person chooses among. No two are the same. */
export class Candidates {
  readonly #results: CommitDraftResult[] = [];

  /**
   * @param params what every request says
   * @param first drafts that are there already
   */
  constructor(
    private readonly ports: Pick<DraftPorts, 'request'>,
    private readonly params: DraftParams,
    private readonly first: readonly string[],
  ) {}

  /** All messages, in the order they came. */
  get messages(): readonly string[] {
    return [...this.first, ...this.#results.map(({ message }) => message)];
  }

  /** What the engine said of a message; undefined for one that was there already. */
  resultOf(message: string): CommitDraftResult | undefined {
    return this.#results.find((result) => result.message === message);
  }

  /**
   * Asks for one more, unlike all that are there.
   * @param from the message that `wish` is about; the last one when absent
   * @returns the new message; undefined when the answer was one that is there already: there are no others
   * @throws what the request throws; an AbortError once `signal` is aborted
   */
  async add(
    { wish, from }: { readonly wish?: DraftParams['wish']; readonly from?: string },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const others = [
      ...this.messages.filter((message) => message !== from),
      ...(from === undefined ? [] : [from]),
    ];
    const params = { ...this.params, others, ...(wish && { wish }) };
    const result = await Promise.race([
      this.ports.request(params, () => {}, signal),
      rejectWhenAborted(signal),
    ]);
    const isNew = !this.messages.some((message) => sameWords(message, result.message));
    if (isNew) this.#results.push(result);
    return isNew ? result.message : undefined;
  }
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return plain(a) === plain(b);
}
