import { isAbortError, throwIfAborted } from '../../util/abort';
import type { ConversationMessage } from '../../core/chat/conversationMessage';
import { summaryMessages, summaryTokens } from '../../core/chat/summary';
import { withoutInvisibleCharacters } from '../../core/text/invisibleCharacters';
import type { TokenUsage } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import type { EngineContext } from '../engineContext';
import { inSlices } from '../workspaceIndex/timeSlices';
import { summarising } from './words';

interface SummaryRequest {
  readonly model: GatedModel;
  /** The oldest of the conversation. */
  readonly messages: readonly ConversationMessage[];
  /** What an earlier summary says. */
  readonly earlier: string | undefined;
}

export interface Summary {
  readonly text: string;
  readonly usage?: TokenUsage;
}

/** UTF-16 units that a token seldom exceeds: a summary is cut there where the server does not. */
const UNITS_PER_TOKEN = 6;

/** Has the model put turns in short. Undefined where it fails: the turn then goes on without them. */
export async function summarise(
  { status, logger, slices }: Pick<EngineContext, 'status' | 'logger' | 'slices'>,
  { model, messages, earlier }: SummaryRequest,
  signal: AbortSignal,
): Promise<Summary | undefined> {
  const maxTokens = summaryTokens(model.contextTokens);
  const work = status.begin('chat', model.identity, summarising(model.identity));
  try {
    const steps = summaryMessages(messages, earlier, model.contextTokens);
    const request = {
      kind: 'chat',
      messages: await inSlices(steps, slices, signal),
      maxTokens: maxTokens * 2,
      reasoning: 'least',
      files: filesOf(messages),
    } as const;
    let text = '';
    let usage: TokenUsage | undefined;
    for await (const event of model.stream('chat', request, signal)) {
      throwIfAborted(signal);
      if (event.type === 'text') text += event.text;
      else if (event.type === 'finish') usage = event.usage;
    }
    const short = withoutInvisibleCharacters(text)
      .trim()
      .slice(0, maxTokens * UNITS_PER_TOKEN);
    return short === '' ? undefined : { text: short, ...(usage && { usage }) };
  } catch (error) {
    if (isAbortError(error)) throw error;
    logger.warn(
      `The conversation could not be summarised by ${model.identity.id}; its oldest part is left out.`,
    );
    return undefined;
  } finally {
    work.cancel();
  }
}

function filesOf(messages: readonly ConversationMessage[]): readonly string[] {
  const files = messages.flatMap((message) =>
    message.role === 'user' ? (message.context ?? []).flatMap((item) => item.files ?? []) : [],
  );
  return [...new Set(files)];
}
