import { throwIfAborted } from '../../util/abort';
import { type ChatTurn, type PackedChat, buildChatMessages } from '../../core/chat/buildChatMessages';
import { followUpsByRule } from '../../core/chat/followUps/followUpsByRule';
import { messagesToSummarise } from '../../core/chat/summary';
import { ModelError } from '../../core/model/errors';
import type { ModelIdentity, TokenUsage } from '../../core/model/languageModel';
import { costOf } from '../../core/usage/prices';
import type { ChatTurnMessage, ChatTurnParams, ChatTurnQuestion, ChatTurnResult } from '../../protocol/chat';
import type { EngineContext } from '../engineContext';
import type { LearnedModel } from '../learnModel';
import { inSlices } from '../workspaceIndex/timeSlices';
import { chatModel, emptyAnswer } from './chatModel';
import type { ImageSight } from './imageSight';
import { type StreamedAnswer, streamTurn } from './streamTurn';
import { type Summary, summarise } from './summarise';
import type { SummaryRest } from './summaryRest';
import { describeOmission, describeSummary, followUpWords } from './words';
import { withoutExcludedFiles } from './withoutExcluded';

export interface TurnServices {
  readonly context: EngineContext;
  readonly imageSight: ImageSight;
  readonly summaryRest: SummaryRest;
  readonly onText: (text: string, isReasoning: boolean) => void;
}

/** Runs one turn of a conversation: packs it into the model's window, in short where it must be, and streams the answer. */
export async function runTurn(
  services: TurnServices,
  params: ChatTurnParams,
  signal: AbortSignal,
): Promise<ChatTurnResult> {
  const { context } = services;
  const model = chatModel(context, params.modelId);
  const { messages, excluded } = await withoutExcludedFiles(params.messages, context.findExclusion);
  throwIfAborted(signal);
  const started = context.clock.now();
  const work = context.status.begin('chat', model.identity);
  try {
    const prepared = await prepare(services, { model, messages, summary: params.summary }, signal);
    const { answer, packed } = await ask(services, prepared, signal);
    if (answer.text.trim() === '' && packed.begun === undefined)
      throw emptyAnswer(model, answer.finishReason);
    work.succeed();
    const { usage, finishReason } = answer;
    const cost = turnCost(context, model.identity, [answer.usage, prepared.summary?.usage]);
    return {
      model: model.identity,
      finishReason,
      ...(usage && { usage }),
      ...(cost && { cost }),
      durationMs: context.clock.now() - started,
      omitted: omittedIn(prepared, packed),
      excluded,
      followUps: followUpsOf(messages, answer),
      ...(prepared.summary && {
        summary: { text: prepared.summary.text, messages: prepared.summary.messages },
      }),
    };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  }
}

interface Conversation {
  readonly model: LearnedModel;
  readonly messages: readonly ChatTurnMessage[];
  readonly summary: string | undefined;
}

interface PreparedTurn {
  readonly model: LearnedModel;
  readonly turn: ChatTurn;
  readonly packed: PackedChat;
  /** Made for this turn, of the first `messages` of those given. */
  readonly summary?: Summary & { readonly messages: number; readonly questions: number };
}

/** Makes sure that the conversation fits, with a summary of its oldest turns where it does not. */
async function prepare(
  { context, imageSight, summaryRest }: TurnServices,
  { model, messages, summary }: Conversation,
  signal: AbortSignal,
): Promise<PreparedTurn> {
  const { id } = model.identity;
  const hasImages = messages.some((message) => message.role === 'user' && hasImage(message));
  const seesImages = !hasImages || (await imageSight.sees(model, signal));
  throwIfAborted(signal);
  const turn: ChatTurn = { messages, seesImages, ...(summary !== undefined && { summary }) };
  const packed = await pack(context, model, turn, signal);
  if (!packed.fits) throw new ModelError({ kind: 'contextTooLong', model: model.identity });
  if (packed.dropped === 0 || summaryRest.holds(id)) return { model, turn, packed };
  const count = messagesToSummarise(messages, packed.dropped);
  const oldest = messages.slice(0, count);
  const made = await summarise(context, { model, messages: oldest, earlier: summary }, signal);
  throwIfAborted(signal);
  if (!made) {
    summaryRest.failed(id);
    return { model, turn, packed };
  }
  const shortened: ChatTurn = { messages: messages.slice(count), seesImages, summary: made.text };
  const questions = oldest.filter(({ role }) => role === 'user').length;
  const repacked = await pack(context, model, shortened, signal);
  if (!repacked.fits) {
    summaryRest.failed(id);
    return { model, turn, packed };
  }
  summaryRest.succeeded(id);
  return { model, turn: shortened, packed: repacked, summary: { ...made, messages: count, questions } };
}

/** Five hundred turns take some tenths of a second, in which nobody's keys are to wait. */
function pack(
  { slices }: EngineContext,
  model: LearnedModel,
  turn: ChatTurn,
  signal: AbortSignal,
): Promise<PackedChat> {
  return inSlices(buildChatMessages(turn, model.contextTokens), slices, signal);
}

function hasImage({ context = [] }: ChatTurnQuestion): boolean {
  return context.some(({ image }) => image !== undefined);
}

/** Asks the model; without the images once more where it turns out not to see any. */
async function ask(
  { context, imageSight, onText }: Pick<TurnServices, 'context' | 'imageSight' | 'onText'>,
  { model, turn, packed }: PreparedTurn,
  signal: AbortSignal,
): Promise<{ answer: StreamedAnswer; packed: PackedChat }> {
  const request = {
    kind: 'chat',
    messages: withoutSpaceAtEnd(packed),
    ...(packed.begun !== undefined && { continuesLast: true }),
    files: [...new Set(packed.items.flatMap((item) => item.files ?? []))],
  } as const;
  const shown = { hasText: false };
  const show: TurnServices['onText'] = (text, isReasoning) => {
    shown.hasText ||= text !== '';
    onText(text, isReasoning);
  };
  try {
    const answer = await streamTurn({ model, request, begun: packed.begun ?? '', onText: show }, signal);
    return { answer, packed };
  } catch (error) {
    const sentImages = packed.messages.some(
      (message) => message.role === 'user' && message.images !== undefined,
    );
    if (shown.hasText || !sentImages || !imageSight.isRefusal(model, error)) throw error;
    const unseen = { ...turn, seesImages: false };
    const repacked = await pack(context, model, unseen, signal);
    const again = { model, turn: unseen, packed: repacked };
    const answered = await ask({ context, imageSight, onText }, again, signal);
    imageSight.rememberBlind(model);
    return answered;
  }
}

/** Servers refuse, or tokenize badly, the beginning of an answer that ends in white space. */
function withoutSpaceAtEnd({ messages, begun }: PackedChat): PackedChat['messages'] {
  const last = messages.at(-1);
  if (begun === undefined || last?.role !== 'assistant') return messages;
  return [...messages.slice(0, -1), { ...last, content: last.content.trimEnd() }];
}

function omittedIn({ model, summary }: PreparedTurn, { omissions }: PackedChat): readonly string[] {
  const words = omissions.map((omission) => describeOmission(omission, model.identity));
  return summary ? [describeSummary(summary.questions, model.identity), ...words] : words;
}

function followUpsOf(messages: readonly ChatTurnMessage[], answer: StreamedAnswer): readonly string[] {
  if (answer.followUps.length > 0) return answer.followUps;
  const question = messages.findLast((message) => message.role === 'user');
  const context = (question?.context ?? []).map(({ kind }) => kind);
  const { command } = question ?? {};
  return followUpsByRule({ context, answer: answer.text, ...(command && { command }) }).map(followUpWords);
}

function turnCost(
  { settings }: EngineContext,
  { id, model, isLocal }: ModelIdentity,
  usages: readonly (TokenUsage | undefined)[],
): ChatTurnResult['cost'] {
  const prices = settings()['fairwind.usage.prices'];
  let amount = 0;
  for (const usage of usages) {
    if (!usage) continue;
    const { promptTokens, answerTokens, cachedPromptTokens = 0 } = usage;
    const cost = costOf(
      { modelId: id, model, isLocal, promptTokens, answerTokens, cachedPromptTokens },
      prices,
    );
    if (cost === undefined) return undefined;
    amount += cost;
  }
  return usages[0] || isLocal ? { amount, currency: settings()['fairwind.usage.currency'] } : undefined;
}
