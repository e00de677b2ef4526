import type { ModelRequest, ParameterName } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import { throwIfAborted } from '../../util/abort';
import type { Clock } from '../../util/clock';

/** An answer in text. */
export interface ProbeAnswer {
  readonly text: string;
  /** True when the model wrote anything at all: text, or reasoning, or tokens that the server keeps to itself. */
  readonly hasContent: boolean;
  /** Milliseconds to the first piece of it; undefined when none came. */
  readonly firstTokenMs: number | undefined;
  /** Parameters of the settings that were not sent, because the wire or the model refuses them. */
  readonly leftOut: readonly ParameterName[];
}

/** Asks a question that holds nothing of the person's, and reads the whole answer. Fails as the model's stream does. */
export async function readAnswer(
  model: GatedModel,
  request: ModelRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const started = clock.now();
  let text = '';
  let firstTokenMs: number | undefined;
  let answerTokens = 0;
  let leftOut: readonly ParameterName[] = [];
  for await (const event of model.stream('check', { ...request, files: [] }, signal)) {
    throwIfAborted(signal);
    if (event.type === 'finish') {
      answerTokens = event.usage?.answerTokens ?? 0;
      leftOut = event.leftOut ?? [];
    } else firstTokenMs ??= clock.now() - started;
    if (event.type === 'text') text += event.text;
  }
  return { text, hasContent: firstTokenMs !== undefined || answerTokens > 0, firstTokenMs, leftOut };
}
