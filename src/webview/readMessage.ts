import { isContextKind } from '../core/chat/contextKinds';
import type { ToWebview } from '../protocol/webview';

const IMAGE_TYPES: ReadonlySet<unknown> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

/** What each message must hold. The host makes them from checked data; this guards the page against anything else. */
const CHECKS: Readonly<Record<ToWebview['type'], (message: Fields) => boolean>> = {
  state: ({ state }) =>
    isRecord(state) &&
    isRecord(state['strings']) &&
    isText(state['title']) &&
    isOptional(state['conversationId'], isText) &&
    isList(state['entries'], isEntry) &&
    isList(state['chips'], isChip) &&
    isModel(state['model']) &&
    isList(state['models'], isModelChoice) &&
    isList(state['commands'], isCommand),
  entry: ({ entry }) => isEntry(entry),
  delta: ({ id, text, reasoning }) => isText(id) && isText(text) && isFlag(reasoning),
  removed: ({ id }) => isText(id),
  outcome: ({ id, outcome }) => isText(id) && isOutcome(outcome),
  context: ({ chips }) => isList(chips, isChip),
  contextFound: ({ query, candidates }) => isText(query) && isList(candidates, isCandidate),
  model: ({ model, models }) => isModel(model) && isList(models, isModelChoice),
  commands: ({ commands }) => isList(commands, isCommand),
  conversations: ({ query, conversations }) => isText(query) && isList(conversations, isSummary),
  comparison: ({ questionId, answers }) => isText(questionId) && isList(answers, isAnswer),
  applied: ({ id, message, isFailure }) => isText(id) && isText(message) && isFlag(isFailure),
  title: ({ title }) => isText(title),
  showHistory: () => true,
  prefill: ({ text }) => isText(text),
  focus: () => true,
};

/** Reads a message of the extension host: undefined for anything that is not one of the known messages. */
export function readMessage(raw: unknown): ToWebview | undefined {
  if (!isRecord(raw) || typeof raw['type'] !== 'string' || !Object.hasOwn(CHECKS, raw['type']))
    return undefined;
  return CHECKS[raw['type'] as ToWebview['type']](raw) ? (raw as unknown as ToWebview) : undefined;
}

function isEntry(value: unknown): boolean {
  return isRecord(value) && value['role'] === 'user' ? isQuestion(value) : isAnswer(value);
}

const isQuestion: Check = shaped({
  id: isText,
  text: isText,
  context: (value) => isList(value, isChip),
  alternatives: (value) => isOptional(value, isAlternatives),
});

const isAnswer: Check = shaped({
  role: (value) => value === 'assistant',
  id: isText,
  text: isText,
  reasoning: isText,
  outcome: isOutcome,
  alternatives: (value) => isOptional(value, isAlternatives),
});

const isAlternatives: Check = shaped({ position: isCount, count: isCount });

function isOutcome(value: unknown): boolean {
  if (!isRecord(value)) return false;
  switch (value['state']) {
    case 'streaming':
    case 'stopped':
      return true;
    case 'failed':
      return (
        isText(value['message']) &&
        isOptional(value['action'], (action) => action === 'connectModel' || action === 'setKey')
      );
    case 'done':
      return isDone(value);
    default:
      return false;
  }
}

const isUsage: Check = shaped({
  promptTokens: isCount,
  answerTokens: isCount,
  isEstimated: (value) => isOptional(value, isFlag),
});

const isDone: Check = shaped({
  model: isText,
  durationMs: isCount,
  isCutOff: isFlag,
  reasoningMs: (value) => isOptional(value, isCount),
  usage: (value) => isOptional(value, isUsage),
  cost: (value) => isOptional(value, isText),
  omitted: (value) => isOptional(value, isTexts),
  followUps: (value) => isOptional(value, isTexts),
  canRestore: (value) => isOptional(value, isFlag),
});

/** A picture that may stand in a `data:` address: nothing but base64 of a type that cannot hold script. */
const isImage: Check = shaped({
  mediaType: (value) => IMAGE_TYPES.has(value),
  data: (value) => isText(value) && /^[A-Za-z0-9+/]*={0,2}$/.test(value),
});

const isChip: Check = shaped({
  id: isText,
  kind: isKind,
  label: isText,
  tokens: isCount,
  included: isFlag,
  isSuggested: isFlag,
  startLine: (value) => isOptional(value, isCount),
  endLine: (value) => isOptional(value, isCount),
  note: (value) => isOptional(value, isText),
  problem: (value) => isOptional(value, isText),
  preview: (value) => isOptional(value, isImage),
});

const isCandidate: Check = shaped({
  id: isText,
  kind: isKind,
  label: isText,
  detail: (value) => isOptional(value, isText),
});

const isModelChoice: Check = shaped({ id: isText, name: isText, host: isText, isLocal: isFlag });

const isCommand: Check = shaped({
  name: isText,
  description: isText,
  argumentHint: (value) => isOptional(value, isText),
  isPromptFile: isFlag,
});

const isSummary: Check = shaped({
  id: isText,
  title: isText,
  updatedAt: isCount,
  turns: isCount,
  excerpt: (value) => isOptional(value, isText),
  isOpen: isFlag,
});

function isModel(value: unknown): boolean {
  if (!isRecord(value)) return false;
  switch (value['state']) {
    case 'connected':
      return isModelChoice(value) && isCount(value['contextTokens']);
    case 'none':
      return isOptional(value['problem'], isText);
    default:
      return value['state'] === 'unknown';
  }
}

/** A record each of whose named fields passes its check; other fields are ignored. */
function shaped(fields: Readonly<Record<string, Check>>): Check {
  return (value) => isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
}

function isKind(value: unknown): boolean {
  return isContextKind(value);
}

function isTexts(value: unknown): boolean {
  return isList(value, isText);
}

function isList(value: unknown, isItem: Check): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isOptional(value: unknown, check: Check): boolean {
  return value === undefined || check(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** A finite number that is not negative. */
function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
