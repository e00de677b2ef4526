import { ModelError } from '../../model/errors';
import type { ChatMessage } from '../../model/languageModel';
import type { GatedModel } from '../../privacy/gate';
import { throwIfAborted } from '../../../util/abort';
import { cleanMessage } from '../cleanMessage';
import { inventedNames } from '../inventedNames';
import { isWrittenIn } from '../languages';
import { latinLanguageOf } from '../latinLanguages';
import { type MessageLanguage, languageOf, subjectOf } from '../style';
import { REWORD_SCHEMA, type RewordAnswer, readRewordAnswer } from './rewordAnswer';
import { type RewordOrder, rewordPrompt } from './rewordPrompt';
import { type TextChange, wordDiff } from './wordDiff';

/** One change that the person can take or leave. Offsets are UTF-16 units in the message as it was. */
export interface RewordChange extends TextChange {
  /** Why, in the person's language; empty where the model gave no reason. */
  readonly reason: string;
}

export interface Rewording {
  /** The message with all changes. */
  readonly message: string;
  /** Empty when there is nothing to better. */
  readonly changes: readonly RewordChange[];
}

export interface RewordOptions extends RewordOrder {
  readonly model: GatedModel;
}

const ANSWER_TOKENS = 3_000;
const LONGEST_SUBJECT = 72;

/**
 * Has a model better a message, with one chance to correct itself. Trailers are never shown to it and stay.
 * @returns undefined when its answers do not have the form that was asked for
 * @throws ModelError, GateRefusal, or an AbortError
 */
export async function rewordMessage(
  { model, ...order }: RewordOptions,
  signal: AbortSignal,
): Promise<Rewording | undefined> {
  const { text, trailers } = splitTrailers(order.text);
  const prompt = rewordPrompt({ ...order, text });
  const first = await ask(model, prompt, signal);
  throwIfAborted(signal);
  const answer = readRewordAnswer(first);
  const problems = answer ? problemsOf(answer, { ...order, text }) : [NO_JSON];
  let best = answer;
  if (problems.length > 0) {
    const correction = `${problems.join('\n')}\nCorrect this and answer with the JSON alone.`;
    const turns: ChatMessage[] = [
      { role: 'assistant', content: first },
      { role: 'user', content: correction },
    ];
    const second = readRewordAnswer(await ask(model, [...prompt, ...turns], signal));
    throwIfAborted(signal);
    const isBetter = second && problemsOf(second, { ...order, text }).length < problems.length;
    if (isBetter) best = second;
  }
  if (!best) return undefined;
  // What is asked of a model's draft is asked here too: no trailer, nothing invisible, an empty second line.
  const message = cleanMessage(best.message) || text;
  const changes = withReasons(text, wordDiff(text, message), best.changes);
  return { message: message + trailers, changes };
}

const NO_JSON = 'That was not the JSON object that was asked for.';

async function ask(
  model: GatedModel,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
): Promise<string> {
  const maxTokens = Math.min(ANSWER_TOKENS, Math.floor(model.contextTokens / 2));
  const request = { kind: 'chat', messages, maxTokens, files: [] } as const;
  try {
    return await textOf(model, { ...request, answerSchema: REWORD_SCHEMA }, signal);
  } catch (error) {
    // Servers that do not know structured output refuse the whole request.
    if (ModelError.is(error) && error.kind === 'badRequest') return textOf(model, request, signal);
    throw error;
  }
}

async function textOf(
  model: GatedModel,
  request: Parameters<GatedModel['stream']>[1],
  signal: AbortSignal,
): Promise<string> {
  let text = '';
  for await (const event of model.stream('commit', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'text') text += event.text;
  }
  return text;
}

/** The languages that can be told, by the name that a model is given. */
const CODES: Readonly<Record<string, MessageLanguage>> = {
  English: 'en',
  Korean: 'ko',
  Japanese: 'ja',
  Chinese: 'zh',
  Russian: 'ru',
  German: 'de',
  French: 'fr',
  Spanish: 'es',
  Portuguese: 'pt',
};

/** Whether a message is in the language that was asked for, or stayed in the one that it was in, as far as can be told. */
function isInRightLanguage(message: string, { text, task, language }: RewordOrder): boolean {
  const script = languageOf(text);
  const own = script === 'en' ? latinLanguageOf(text) : script;
  const wanted = task === 'translate' ? CODES[language] : own;
  if (task !== 'translate' && languageOf(message) !== script) return false;
  return wanted === undefined || isWrittenIn(wanted, message);
}

/** What is wrong with an answer, in words for the model. */
function problemsOf({ message }: RewordAnswer, order: RewordOrder): string[] {
  const { text, task } = order;
  const problems: string[] = [];
  const invented = inventedNames(message, [text]);
  if (invented.length > 0) problems.push(`The message did not name ${invented.slice(0, 5).join(', ')}.`);
  const [before, after] = [subjectOf(text), subjectOf(message)];
  if (after.length > Math.max(LONGEST_SUBJECT, before.length))
    problems.push(`The subject has ${after.length} characters; at most ${LONGEST_SUBJECT} are allowed.`);
  if (task === 'shorten' && message.length > text.length) problems.push('The message has become longer.');
  if (!isInRightLanguage(message, order)) problems.push('The message is in another language.');
  return problems;
}

/** Gives each place that differs the reason that the model gave for it; a reason for what did not change is left out. */
function withReasons(
  text: string,
  changes: readonly TextChange[],
  listed: RewordAnswer['changes'],
): RewordChange[] {
  const unused = new Set(listed);
  return changes.map((change) => {
    const old = text.slice(change.start, change.end);
    const found =
      [...unused].find(({ before, after }) => overlaps(old, before) && overlaps(change.newText, after)) ??
      [...unused].find(({ before, after }) => overlaps(old, before) || overlaps(change.newText, after));
    if (!found) return { ...change, reason: changes.length === 1 ? (listed[0]?.reason ?? '') : '' };
    // One reason may be for a stretch of several places.
    if (found.before.length <= old.length) unused.delete(found);
    return { ...change, reason: found.reason };
  });
}

function overlaps(a: string, b: string): boolean {
  const [left, right] = [a.trim().toLowerCase(), b.trim().toLowerCase()];
  if (left === '' || right === '') return left === right;
  return left.includes(right) || right.includes(left);
}

/** Takes the trailers off a message: a last paragraph of nothing but `Token: value`. */
export function splitTrailers(message: string): { readonly text: string; readonly trailers: string } {
  const at = message.trimEnd().lastIndexOf('\n\n');
  if (at === -1) return { text: message, trailers: '' };
  const lines = message
    .slice(at + 2)
    .trimEnd()
    .split('\n');
  const isBlock =
    lines.every((line) => /^[A-Za-z][A-Za-z0-9-]*(?:: | #)\S|^\s+\S/.test(line)) &&
    /^\S/.test(lines[0] ?? '');
  return isBlock
    ? { text: message.slice(0, at), trailers: message.slice(at) }
    : { text: message, trailers: '' };
}
