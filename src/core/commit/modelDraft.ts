import { ModelError } from '../model/errors';
import type { ChatMessage } from '../model/languageModel';
import type { GatedModel, GatedRequest } from '../privacy/gate';
import { throwIfAborted } from '../../util/abort';
import type { CommitInput } from './commitInput';
import { type DraftContext, type DraftRequest, draftContext } from './draftContext';
import { DraftStream } from './draftStream';
import { fitToRules } from './fitToRules';
import { type MessageProblem, messageProblems } from './messageProblems';
import { MINIMUM_PACK_TOKENS, packChange } from './packer';
import { LANGUAGES } from './languages';
import { polish, repairByRule } from './polish';
import { commitPrompt, promptOverheadTokens } from './prompt';
import { typeOf } from './ruleDraft';
import { type SummaryProgress, needsSummaries, summariseChange } from './summarise';

/** Tokens of an answer, reasoning included. A commit message has about a hundred. */
const ANSWER_TOKENS = 2_000;
/** Tokens of the packed change. A larger prompt costs a local model minutes and makes no better message. */
const MOST_CHANGE_TOKENS = 8_000;
/** A further draft is to be another one, so the likeliest words are not wanted. */
const OTHER_DRAFT_TEMPERATURE = 0.9;
/** Models with fewer tokens than this get none of the repository's documents. */
const LEAST_TOKENS_FOR_GUIDANCE = 6_000;

export interface ModelDraft {
  /** Cleaned and repaired; empty when the model wrote nothing that could be a message. */
  readonly message: string;
  readonly filesNamedOnly: number;
  /** What is still wrong with it, which neither the model nor a rule could put right. */
  readonly problems: readonly MessageProblem[];
}

export interface ModelDraftOptions {
  readonly model: GatedModel;
  readonly input: CommitInput;
  readonly request: DraftRequest;
  /** URIs of the files whose text is in the change, in their order, and of those beside it. */
  readonly files: readonly string[];
  /** Receives text to append to what is shown. */
  readonly onText: (text: string) => void;
  /** The URI of a file of the change. */
  readonly uriOf: (path: string) => string;
  /** Summarises a change that is too large to be shown; for what keeps summaries between drafts. */
  readonly summarise?: typeof summariseChange;
  readonly onSummary?: (progress: SummaryProgress) => void;
  /** The model's draft broke rules, and it is asked to correct it. */
  readonly onRepair?: () => void;
}

/**
 * Has a model write the message, streamed, and correct it once where rules cannot put it right.
 * @throws ModelError, GateRefusal, or an AbortError.
 */
export async function draftWithModel(options: ModelDraftOptions, signal: AbortSignal): Promise<ModelDraft> {
  const { model, request, files: fileUris, onText } = options;
  const input = fittingInput(options);
  const answerTokens = Math.min(ANSWER_TOKENS, Math.floor(model.contextTokens / 4));
  const room = model.contextTokens - answerTokens - promptOverheadTokens({ input, request });
  const change = await readableChange({ ...options, input }, room, signal);
  throwIfAborted(signal);
  const messages = commitPrompt({ input, request, change: change.text });
  const context = draftContext(input, request, change.seen);

  const ask: Ask = (conversation, show) => {
    const asked: GatedRequest = {
      kind: 'chat',
      messages: conversation,
      maxTokens: answerTokens,
      files: fileUris,
      ...(request.others.length > 0 && { temperature: OTHER_DRAFT_TEMPERATURE }),
    };
    return stream({ model, request: asked, notes: asIs(context), onText: show }, signal);
  };
  const first = polish(await ask(messages, onText), context);
  const best = await repair({ ask, messages, message: first, context, ...options });
  const whole = messageProblems(best, context).length > 0 ? repairByRule(best, context) : best;
  const fitted = context.rules && whole !== '' ? fitToRules(whole, context.rules, typeOf(input)) : whole;
  return {
    message: fitted,
    filesNamedOnly: change.filesNamedOnly,
    problems: fitted === '' ? [] : messageProblems(fitted, context),
  };
}

interface ReadableChange {
  readonly text: string;
  /** All that the model was shown of the change. */
  readonly seen: string;
  readonly filesNamedOnly: number;
}

/** The change as the model can read it: whole hunks, or summaries of its files where too much would be left out. */
async function readableChange(
  { model, input, uriOf, summarise = summariseChange, onSummary }: ModelDraftOptions,
  room: number,
  signal: AbortSignal,
): Promise<ReadableChange> {
  const budgetTokens = Math.max(MINIMUM_PACK_TOKENS, Math.min(MOST_CHANGE_TOKENS, room));
  const packed = packChange(input.files, budgetTokens);
  if (!needsSummaries(packed)) return { ...packed, seen: packed.text };
  return summarise(
    {
      model,
      files: input.files,
      budgetTokens,
      uriOf: ({ path }) => uriOf(path),
      language: LANGUAGES[input.style.language].name,
      ...(onSummary && { onProgress: onSummary }),
    },
    signal,
  );
}

/** The repository's documents are worth their tokens only where there are enough. */
function fittingInput({ input, model }: ModelDraftOptions): CommitInput {
  if (model.contextTokens >= LEAST_TOKENS_FOR_GUIDANCE) return input;
  return { ...input, conventions: { ...input.conventions, guidance: [] } };
}

/** Texts whose lines stay as they are, trailers included: the author asked for them. */
function asIs({ ownWords, template }: DraftContext): string {
  return `${ownWords}\n${template?.text ?? ''}`;
}

type Ask = (messages: readonly ChatMessage[], onText: (text: string) => void) => Promise<string>;

interface StreamOptions {
  readonly model: GatedModel;
  readonly request: GatedRequest;
  readonly notes: string;
  readonly onText: (text: string) => void;
}

/** Asks once and returns the cleaned message. */
async function stream(
  { model, request, notes, onText }: StreamOptions,
  signal: AbortSignal,
): Promise<string> {
  const draft = new DraftStream(notes);
  for await (const event of model.stream('commit', request, signal)) {
    throwIfAborted(signal);
    if (event.type !== 'text') continue;
    const text = draft.push(event.text);
    if (text !== '') onText(text);
  }
  return draft.finish();
}

interface RepairOptions {
  readonly ask: Ask;
  readonly messages: readonly ChatMessage[];
  readonly message: string;
  readonly context: DraftContext;
  readonly onRepair?: () => void;
}

/** Gives the model one chance to correct a message that breaks the repository's rules; the better one is kept. */
async function repair({ ask, messages, message, context, onRepair }: RepairOptions): Promise<string> {
  const problems = message === '' ? [] : messageProblems(message, context);
  if (problems.length === 0) return message;
  onRepair?.();
  const words = problems.map((problem) => problem.words).join('\n');
  const correction = `${words}\nCorrect this and answer with the commit message alone.`;
  const answer = await ask(
    [...messages, { role: 'assistant', content: message }, { role: 'user', content: correction }],
    () => {},
  ).catch((error: unknown) => {
    // There is a message already; a server that fails now must not take it away.
    if (ModelError.is(error)) return '';
    throw error;
  });
  const corrected = polish(answer, context);
  const isBetter = corrected !== '' && messageProblems(corrected, context).length < problems.length;
  return isBetter ? corrected : message;
}
