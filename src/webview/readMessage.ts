import type { ToWebview } from '../protocol/webview';

type Fields = Readonly<Record<string, unknown>>;

/** What each message must hold. The host makes them from checked data; this guards the page against anything else. */
const CHECKS: Readonly<Record<ToWebview['type'], (message: Fields) => boolean>> = {
  state: ({ state }) =>
    isRecord(state) &&
    isRecord(state['strings']) &&
    isList(state['entries'], isEntry) &&
    isList(state['chips'], isChip) &&
    isModel(state['model']),
  entry: ({ entry }) => isEntry(entry),
  delta: ({ id, text, reasoning }) => isText(id) && isText(text) && typeof reasoning === 'boolean',
  removed: ({ id }) => isText(id),
  outcome: ({ id, outcome }) => isText(id) && isOutcome(outcome),
  context: ({ chips }) => isList(chips, isChip),
  model: ({ model }) => isModel(model),
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
  const { kind, path, startLine, endLine, included } = value;
  const hasLines = typeof startLine === 'number' && typeof endLine === 'number';
  return (
    (kind === 'document' || kind === 'selection') && isText(path) && hasLines && typeof included === 'boolean'
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
