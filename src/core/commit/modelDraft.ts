import { ModelError } from '../model/errors';
import type { ChatMessage } from '../model/languageModel';
import type { GatedModel, GatedRequest } from '../privacy/gate';
import { throwIfAborted } from '../../util/abort';
import { brokenRules } from './commitlint';
import type { CommitInput } from './commitInput';
import { DraftStream } from './draftStream';
import { fitToRules } from './fitToRules';
import { messageProblems } from './messageProblems';
import { MINIMUM_PACK_TOKENS, packChange } from './packer';
import { plainDraft } from './plainDraft';
import { commitPrompt, promptOverheadTokens } from './prompt';
import { parseSubject, subjectOf } from './style';

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
  /** URIs of the files whose text is in the change. */
  readonly files: readonly string[];
  /** What the person has typed. */
  readonly notes: string;
  /** Receives text to append to what is shown. */
  readonly onText: (text: string) => void;
}

/**
 * Has a model write the message, streamed, and correct it once where it breaks the repository's rules.
 * @throws ModelError, GateRefusal, or an AbortError.
 */
export async function draftWithModel(
  { model, input, files: fileUris, notes, onText }: ModelDraftOptions,
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

  const ask: Ask = (conversation, show) =>
    stream(
      {
        model,
        request: { kind: 'chat', messages: conversation, maxTokens: answerTokens, files: fileUris },
        notes,
        onText: show,
      },
      signal,
    );
  const first = await ask(messages, onText);
  const known = knownTexts(input, packed.text, notes);
  const problemsOf = (message: string) => [
    ...messageProblems(message, style, known),
    ...(input.rules ? brokenRules(message, input.rules) : []),
  ];
  const message = await repair({ ask, messages, message: first, problemsOf });
  const fitted =
    input.rules && message !== '' ? fitToRules(message, input.rules, typeByRule(input)) : message;
  return { message: fitted, filesNamedOnly: packed.filesNamedOnly };
}

/** The type that the change itself speaks for. */
function typeByRule({ files, style }: CommitInput): string | undefined {
  return parseSubject(subjectOf(plainDraft({ files, style, notes: '' }))).lead;
}

/** All that a name in the message can be from. */
function knownTexts({ state, files, recent }: CommitInput, change: string, notes: string): string[] {
  const paths = files.flatMap(({ path, oldPath = '' }) => [path, oldPath]);
  const prepared = state.operation?.message ?? '';
  return [change, ...paths, notes, state.name, state.branch ?? '', prepared, ...recent.map(subjectOf)];
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
  /** What is wrong with a message, in words for the model. */
  readonly problemsOf: (message: string) => readonly string[];
}

/** Gives the model one chance to correct a message that breaks the repository's rules; the better one is kept. */
async function repair({ ask, messages, message, problemsOf }: RepairOptions): Promise<string> {
  const problems = message === '' ? [] : problemsOf(message);
  if (problems.length === 0) return message;
  const correction = `${problems.join('\n')}\nCorrect this and answer with the commit message alone.`;
  const corrected = await ask(
    [...messages, { role: 'assistant', content: message }, { role: 'user', content: correction }],
    () => {},
  ).catch((error: unknown) => {
    // There is a message already; a server that fails now must not take it away.
    if (ModelError.is(error)) return '';
    throw error;
  });
  const isBetter = corrected !== '' && problemsOf(corrected).length < problems.length;
  return isBetter ? corrected : message;
}
