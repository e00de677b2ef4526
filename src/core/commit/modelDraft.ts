import type { GatedModel } from '../privacy/gate';
import { throwIfAborted } from '../../util/abort';
import type { CommitInput } from './commitInput';
import { DraftStream } from './draftStream';
import { MINIMUM_PACK_TOKENS, packChange } from './packer';
import { commitPrompt, promptOverheadTokens } from './prompt';

/** Tokens of an answer, reasoning included. A commit message has about a hundred. */
const ANSWER_TOKENS = 2_000;
/** Tokens of the packed change. A larger prompt costs a local model minutes and makes no better message. */
const MOST_CHANGE_TOKENS = 8_000;

export interface ModelDraft {
  /** Cleaned; empty when the model wrote nothing that could be a message. */
  readonly message: string;
  readonly filesNamedOnly: number;
}

export interface ModelDraftOptions {
  readonly model: GatedModel;
  readonly input: CommitInput;
  /** What the person has typed. */
  readonly notes: string;
  /** Receives text to append to what is shown. */
  readonly onText: (text: string) => void;
}

/**
 * Has a model write the message.
 * @throws ModelError, GateRefusal, or an AbortError.
 */
export async function draftWithModel(
  { model, input, notes, onText }: ModelDraftOptions,
  signal: AbortSignal,
): Promise<ModelDraft> {
  const { state, source, files, recent, style } = input;
  const prompt = {
    source,
    style,
    recent,
    notes,
    repository: state.name,
    ...(state.branch !== undefined && { branch: state.branch }),
    ...(state.operation && { prepared: state.operation.message }),
  };
  const answerTokens = Math.min(ANSWER_TOKENS, Math.floor(model.contextTokens / 4));
  const room = model.contextTokens - answerTokens - promptOverheadTokens(prompt);
  const packed = packChange(files, Math.max(MINIMUM_PACK_TOKENS, Math.min(MOST_CHANGE_TOKENS, room)));
  const messages = commitPrompt({ ...prompt, change: packed.text });

  const draft = new DraftStream(notes);
  const answer = model.stream('commit', { kind: 'chat', messages, maxTokens: answerTokens }, signal);
  for await (const event of answer) {
    throwIfAborted(signal);
    if (event.type !== 'text') continue;
    const text = draft.push(event.text);
    if (text !== '') onText(text);
  }
  return { message: draft.finish(), filesNamedOnly: packed.filesNamedOnly };
}
