import type { ChatContextKind } from '../protocol/chat';
import type { ToWebview } from '../protocol/webview';

const CONTEXT_KINDS: ReadonlySet<unknown> = new Set<ChatContextKind>([
  'document',
  'selection',
  'file',
  'folder',
  'symbol',
  'problems',
  'terminal',
  'changes',
  'commit',
  'search',
  'instructions',
  'attachment',
  'image',
]);

type Fields = Readonly<Record<string, unknown>>;

/** What each message must hold. The host makes them from checked data; this guards the page against anything else. */
const CHECKS: Readonly<Record<ToWebview['type'], (message: Fields) => boolean>> = {
  state: ({ state }) =>
    isRecord(state) &&
    isRecord(state['strings']) &&
    isList(state['entries'], isEntry) &&
    isList(state['chips'], isChip) &&
    isModel(state['model']) &&
    isText(state['title']) &&
    isList(state['models'], isRecord) &&
    isList(state['commands'], isRecord),
  entry: ({ entry }) => isEntry(entry),
  delta: ({ id, text, reasoning }) => isText(id) && isText(text) && typeof reasoning === 'boolean',
  removed: ({ id }) => isText(id),
  outcome: ({ id, outcome }) => isText(id) && isOutcome(outcome),
  context: ({ chips }) => isList(chips, isChip),
  contextFound: ({ query, candidates }) => isText(query) && isList(candidates, isRecord),
  model: ({ model, models }) => isModel(model) && isList(models, isRecord),
  commands: ({ commands }) => isList(commands, isRecord),
  conversations: ({ query, conversations }) => isText(query) && isList(conversations, isRecord),
  comparison: ({ questionId, answers }) => isText(questionId) && isList(answers, isEntry),
  applied: ({ id, message, isFailure }) => isText(id) && isText(message) && typeof isFailure === 'boolean',
  title: ({ title }) => typeof title === 'string',
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
  if (!isRecord(value) || !isText(value['id']) || !isText(value['text'])) return false;
  if (value['role'] === 'user') return isList(value['context'], isChip);
  return value['role'] === 'assistant' && isText(value['reasoning']) && isOutcome(value['outcome']);
}

function isOutcome(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { state, message, model, durationMs, action } = value;
  if (state === 'failed') {
    return isText(message) && (action === undefined || action === 'connectModel' || action === 'setKey');
  }
  if (state === 'done') return isText(model) && typeof durationMs === 'number';
  return state === 'streaming' || state === 'stopped';
}

function isChip(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { id, kind, label, tokens, included } = value;
  return (
    isText(id) &&
    CONTEXT_KINDS.has(kind) &&
    isText(label) &&
    typeof tokens === 'number' &&
    typeof included === 'boolean'
  );
}

function isModel(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { state, name, host, isLocal, problem } = value;
  if (state === 'connected') return isText(name) && isText(host) && typeof isLocal === 'boolean';
  if (state === 'none') return problem === undefined || isText(problem);
  return state === 'unknown';
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
