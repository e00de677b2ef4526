import { throwIfAborted } from '../../util/abort';
import { Continuation } from '../../core/chat/continuation';
import { AnswerEnding } from '../../core/chat/followUps/answerEnding';
import { LeadingReasoning, type PartedText } from '../../core/chat/leadingReasoning';
import type { FinishReason, TokenUsage } from '../../core/model/languageModel';
import type { GatedModel, GatedRequest } from '../../core/privacy/gate';

/** An answer that has ended. */
export interface StreamedAnswer {
  /** What the person sees of it. */
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly usage?: TokenUsage;
  /** The next messages that the model wrote. */
  readonly followUps: readonly string[];
}

interface TurnStream {
  readonly model: GatedModel;
  readonly request: GatedRequest;
  /** The beginning of the answer that goes on; empty for a new one. */
  readonly begun: string;
  readonly onText: (text: string, isReasoning: boolean) => void;
}

/**
 * Streams one answer: with its reasoning apart, without what a continuation repeats, and without its machine-readable
 * ending.
 */
export async function streamTurn(
  { model, request, begun, onText }: TurnStream,
  signal: AbortSignal,
): Promise<StreamedAnswer> {
  const reasoning = new LeadingReasoning(begun !== '');
  const continuation = new Continuation(begun);
  const ending = new AnswerEnding(begun);
  let text = '';
  const show = (piece: string) => {
    text += piece;
    onText(piece, false);
  };
  const take = (parted: PartedText) => {
    onText(parted.reasoning, true);
    show(ending.push(continuation.push(parted.text)));
  };
  let end: Pick<StreamedAnswer, 'finishReason' | 'usage'> = { finishReason: 'stop' };
  for await (const event of model.stream('chat', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'finish')
      end = { finishReason: event.reason, ...(event.usage && { usage: event.usage }) };
    else if (event.type === 'text') take(reasoning.push(event.text));
    else if (event.type === 'reasoning') onText(event.text, true);
  }
  take(reasoning.finish());
  show(ending.push(continuation.finish()));
  const rest = ending.finish(end.finishReason === 'length');
  show(rest.text);
  return { text, followUps: rest.followUps, ...end };
}
