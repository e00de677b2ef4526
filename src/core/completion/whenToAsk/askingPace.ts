import { throwIfAborted } from '../../../util/abort';
import type { Clock, Timer } from '../../../util/clock';
import { sleep } from '../../../util/sleep';
import type { CompletionItem, InlineCompletionRequest } from '../completionTypes';
import { delayBeforeAsking } from './askDelay';
import { COMPOSITION_PAUSE_MS, type Composition, followComposition } from './composition';
import type { TextChange } from './textChange';
import type { AskingPolicy } from './eagerness';
import { ModelLatency } from './modelLatency';
import { TypingRhythm } from './typingRhythm';

export interface AskingPaceOptions {
  readonly clock: Clock;
  readonly timer: Timer;
}

/** Learns from edits and answers when a connected model is asked: neither in a burst of keys nor in a composition. */
export class AskingPace {
  readonly latency = new ModelLatency();
  readonly #rhythm = new TypingRhythm();
  /** The last edit's document: a composition ends when the person goes elsewhere. */
  #lastEdit: { readonly uri: string; readonly at: number; readonly composition: Composition } | undefined;
  /** Where the suggestion that was shown last would end, once it is accepted. */
  #shown: { readonly uri: string; readonly start: number; readonly text: string } | undefined;
  #isAccepted = false;

  constructor(private readonly options: AskingPaceOptions) {}

  /**
   * To be called with every edit of an open document, before the request that follows it.
   * @returns whether the edit accepts the suggestion that was shown last
   */
  edited(edit: TextChange): boolean {
    const at = this.options.clock.now();
    this.#isAccepted = this.#accepts(edit);
    this.#rhythm.edited(edit, at);
    const before = this.#isRecent(edit.uri) ? this.#lastEdit?.composition : undefined;
    this.#lastEdit = { uri: edit.uri, at, composition: followComposition(before, edit) };
    return this.#isAccepted;
  }

  /** To be called with what is shown in a document. */
  showed(uri: string, item: CompletionItem | undefined): void {
    this.#shown = item && { uri, start: item.range.start, text: item.insertText };
  }

  /** Whether an input method is at work in the document. */
  isComposing(uri: string): boolean {
    return this.#isRecent(uri) && this.#lastEdit?.composition.isGoingOn === true;
  }

  /**
   * Waits until it is time to ask the model: not at all when the person asked, or has just accepted a suggestion.
   * @throws AbortError when the signal is aborted before
   */
  async wait(
    { document, trigger }: Pick<InlineCompletionRequest, 'document' | 'trigger'>,
    modelId: string,
    policy: AskingPolicy,
    signal: AbortSignal,
  ): Promise<void> {
    throwIfAborted(signal);
    if (trigger === 'invoked') return;
    const delay = this.isComposing(document.uri) ? COMPOSITION_PAUSE_MS : this.#delay(modelId, policy);
    const sinceEdit = this.options.clock.now() - (this.#lastEdit?.at ?? -Infinity);
    if (delay > sinceEdit) await sleep(this.options.timer, delay - sinceEdit, signal);
  }

  #delay(modelId: string, policy: AskingPolicy): number {
    const stop = this.#rhythm.current?.stop;
    if (stop === undefined || this.#isAccepted) return 0;
    return delayBeforeAsking({
      gaps: this.#rhythm.gapsAt(stop),
      outlast: policy.outlast[stop],
      latencyMs: this.latency.of(modelId),
      longestMs: policy.longestDelayMs,
    });
  }

  #isRecent(uri: string): boolean {
    const last = this.#lastEdit;
    return last?.uri === uri && this.options.clock.now() - last.at < COMPOSITION_PAUSE_MS;
  }

  /** Whether an edit puts in the end of what was shown, in one piece: the person has accepted it. */
  #accepts({ uri, offset, inserted }: TextChange): boolean {
    const shown = this.#shown;
    if (shown?.uri !== uri || inserted.length < 2) return false;
    const from = offset - shown.start;
    return from >= 0 && inserted === shown.text.slice(from);
  }
}
