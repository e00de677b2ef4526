/** The messages of inline chats between an editor and the engine: types only, as all of the wire. */
import type { ModelIdentity, TokenUsage } from '../core/model/languageModel';
import type { TextRange } from '../core/text/textDocumentSnapshot';

export interface InlineChatParams {
  readonly partialResultToken: string | number;
  /** An open document. */
  readonly uri: string;
  /** Its version that `selection` is of. */
  readonly version: number;
  /** What is to be changed; empty at the place where something is to be written. */
  readonly selection: TextRange;
  /** What the person wants. */
  readonly instruction: string;
  /** The rounds before, when the person asks for something else of the same place, oldest first. */
  readonly earlier?: readonly { readonly instruction: string; readonly text: string }[];
  /** An id of `fairwind.models`; without it the model of the chat role answers. */
  readonly modelId?: string;
}

export interface InlineChatResult {
  /** What is to be replaced: the selection's whole lines, a piece within one line, or an empty place. */
  readonly range: TextRange;
  /**
   * What is to stand there, its lines ended by LF. The pieces that were streamed come to the same, but for secrets, which
   * are back in it where the model was shown marks.
   */
  readonly text: string;
  readonly model: ModelIdentity;
  /** `length`: the model stopped at its limit, so that the end is missing. */
  readonly finishReason: 'stop' | 'length';
  readonly usage?: TokenUsage;
  readonly durationMs: number;
}
