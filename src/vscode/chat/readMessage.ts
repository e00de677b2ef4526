import type { CodeBlockData, FromWebview } from '../../protocol/webview';

/** Text longer than this is not something a person typed or a button copied. UTF-16 units. */
const MAX_TEXT = 16 * 1024 * 1024;
/** Base64 of the largest file that can be pasted, 20 MB. */
const MAX_DATA = 28 * 1024 * 1024;
const MAX_LIST = 500;

type Fields = Readonly<Record<string, unknown>>;
type Message<T extends FromWebview['type']> = Extract<FromWebview, { type: T }>;

const READERS: { readonly [T in FromWebview['type']]: (fields: Fields) => Message<T> | undefined } = {
  ready: () => ({ type: 'ready' }),
  send: ({ text }) => (isText(text) ? { type: 'send', text } : undefined),
  stop: () => ({ type: 'stop' }),
  regenerate: ({ id, modelId }) =>
    isId(id) && isOptional(modelId, isId)
      ? { type: 'regenerate', id, ...(modelId !== undefined && { modelId }) }
      : undefined,
  continue: ({ id }) => (isId(id) ? { type: 'continue', id } : undefined),
  edit: ({ id, text }) => (isId(id) && isText(text) ? { type: 'edit', id, text } : undefined),
  showAlternative: ({ id, step }) =>
    isId(id) && (step === 1 || step === -1) ? { type: 'showAlternative', id, step } : undefined,
  compare: ({ id }) => (isId(id) ? { type: 'compare', id } : undefined),
  chooseAnswer: ({ id }) => (isId(id) ? { type: 'chooseAnswer', id } : undefined),
  branch: ({ id }) => (isId(id) ? { type: 'branch', id } : undefined),
  includeContext: ({ id, included }) =>
    isId(id) && typeof included === 'boolean' ? { type: 'includeContext', id, included } : undefined,
  removeContext: ({ id }) => (isId(id) ? { type: 'removeContext', id } : undefined),
  neverSuggestDocument: () => ({ type: 'neverSuggestDocument' }),
  pickContext: () => ({ type: 'pickContext' }),
  findContext: ({ query }) => (isWords(query) ? { type: 'findContext', query } : undefined),
  addContext: ({ candidateId }) => (isId(candidateId) ? { type: 'addContext', candidateId } : undefined),
  attach: ({ name, mediaType, data }) =>
    isWords(name) && isWords(mediaType) && isBase64(data)
      ? { type: 'attach', name, mediaType, data }
      : undefined,
  attachUris: ({ uris }) =>
    Array.isArray(uris) && uris.length <= MAX_LIST && uris.every(isWords)
      ? { type: 'attachUris', uris }
      : undefined,
  openContext: ({ id }) => (isId(id) ? { type: 'openContext', id } : undefined),
  chooseModel: ({ modelId }) =>
    isOptional(modelId, isId)
      ? { type: 'chooseModel', ...(modelId !== undefined && { modelId }) }
      : undefined,
  copy: ({ text }) => (isText(text) ? { type: 'copy', text } : undefined),
  insert: ({ text }) => (isText(text) ? { type: 'insert', text } : undefined),
  apply: ({ id, blocks }) => {
    if (!isId(id) || !Array.isArray(blocks) || blocks.length === 0 || blocks.length > MAX_LIST)
      return undefined;
    const read = blocks.map(readBlock);
    return read.every((block) => block !== undefined) ? { type: 'apply', id, blocks: read } : undefined;
  },
  newFile: (fields) => {
    const block = readBlock(fields['block']);
    return block && { type: 'newFile', block };
  },
  insertInTerminal: ({ text }) => (isText(text) ? { type: 'insertInTerminal', text } : undefined),
  restore: ({ id }) => (isId(id) ? { type: 'restore', id } : undefined),
  openLink: ({ url }) => (isText(url) && isWebAddress(url) ? { type: 'openLink', url } : undefined),
  openFile: ({ path, line }) =>
    isPath(path) && isOptional(line, isLine)
      ? { type: 'openFile', path, ...(line !== undefined && { line }) }
      : undefined,
  newConversation: () => ({ type: 'newConversation' }),
  findConversations: ({ query }) => (isWords(query) ? { type: 'findConversations', query } : undefined),
  openConversation: ({ id }) => (isId(id) ? { type: 'openConversation', id } : undefined),
  renameConversation: ({ id, title }) =>
    isId(id) && isWords(title) ? { type: 'renameConversation', id, title } : undefined,
  deleteConversation: ({ id }) => (isId(id) ? { type: 'deleteConversation', id } : undefined),
  exportConversation: ({ id }) => (isId(id) ? { type: 'exportConversation', id } : undefined),
  importConversation: () => ({ type: 'importConversation' }),
  connectModel: () => ({ type: 'connectModel' }),
  setKey: () => ({ type: 'setKey' }),
};

/**
 * Reads a message of the chat page. The page shows what a model wrote, so nothing it sends is believed unchecked:
 * undefined for anything that is not exactly one of the known messages.
 */
export function readMessage(raw: unknown): FromWebview | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const fields = raw as Fields;
  const { type } = fields;
  if (typeof type !== 'string' || !Object.hasOwn(READERS, type)) return undefined;
  return (READERS as Readonly<Record<string, (fields: Fields) => FromWebview | undefined>>)[type]?.(fields);
}

function readBlock(value: unknown): CodeBlockData | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { text, language, path } = value as Fields;
  if (!isText(text) || !isWords(language) || !isOptional(path, isPath)) return undefined;
  return { text, language, ...(path !== undefined && { path }) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT;
}

/** A line of words, or none. */
function isWords(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 10_000;
}

function isPath(value: unknown): value is string {
  return isWords(value) && value !== '' && !value.includes('\0');
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 1_000;
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function isBase64(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_DATA && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}

function isOptional<T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || is(value);
}

/** Only http and https leave the page; `command:`, `vscode:`, `file:` and the rest are not links. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:';
}
