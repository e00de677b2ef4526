import type { ImageInput } from '../../model/chatMessages';
import type { TokenUsage } from '../../model/languageModel';
import { isContextKind } from '../contextKinds';
import type { AnswerEnd, ConversationRecord, KeptContextItem, SentForm } from './records';

type Fields = Readonly<Record<string, unknown>>;
type Reader<T> = (fields: Fields) => T | undefined;

const READERS: {
  readonly [T in ConversationRecord['type']]: Reader<Extract<ConversationRecord, { type: T }>>;
} = {
  conversation: ({ version, id, at }) =>
    version === 1 && isId(id) && isNumber(at) ? { type: 'conversation', version, id, at } : undefined,
  context: ({ id, item }) => {
    const kept = readContextItem(item);
    return isId(id) && kept ? { type: 'context', id, item: kept } : undefined;
  },
  question: ({ id, parent, at, text, context, sent, isLocal }) => {
    if (!isId(id) || !(parent === null || isId(parent)) || !isNumber(at)) return undefined;
    if (typeof text !== 'string' || !isTexts(context)) return undefined;
    const form = readSentForm(sent);
    const question = { type: 'question', id, parent, at, text, context } as const;
    return { ...question, ...(form && { sent: form }), ...(isLocal === true && { isLocal }) };
  },
  answer: ({ id, parent, at, run }) =>
    isId(id) && isId(parent) && isNumber(at) && isId(run)
      ? { type: 'answer', id, parent, at, run }
      : undefined,
  continued: ({ id, run }) => (isId(id) && isId(run) ? { type: 'continued', id, run } : undefined),
  text: ({ id, run, offset, text, reasoning }) =>
    isId(id) && isId(run) && isCount(offset) && typeof text === 'string'
      ? { type: 'text', id, run, offset, text, ...(reasoning === true && { reasoning }) }
      : undefined,
  end: ({ id, run, end }) => {
    const read = readEnd(end);
    return isId(id) && isId(run) && read ? { type: 'end', id, run, end: read } : undefined;
  },
  shown: ({ id }) => (isId(id) ? { type: 'shown', id } : undefined),
  title: ({ title }) => (typeof title === 'string' ? { type: 'title', title } : undefined),
  model: ({ modelId }) => (modelId === null || isId(modelId) ? { type: 'model', modelId } : undefined),
  summary: ({ id, text }) =>
    isId(id) && typeof text === 'string' ? { type: 'summary', id, text } : undefined,
  digest: ({ title, turns, at }) =>
    typeof title === 'string' && isCount(turns) && isNumber(at)
      ? { type: 'digest', title, turns, at }
      : undefined,
};

/**
 * Reads one line's value. A file can hold anything, so only known fields of the right kind are taken over: undefined
 * for what is not exactly a record.
 */
export function readRecord(value: unknown): ConversationRecord | undefined {
  if (!isFields(value)) return undefined;
  const { type } = value;
  if (typeof type !== 'string' || !Object.hasOwn(READERS, type)) return undefined;
  return (READERS as Readonly<Record<string, Reader<ConversationRecord>>>)[type]?.(value);
}

function readContextItem(value: unknown): KeptContextItem | undefined {
  if (!isFields(value)) return undefined;
  const { kind, label, languageId, startLine, endLine, text, files, note } = value;
  if (!isContextKind(kind) || typeof label !== 'string' || typeof languageId !== 'string') return undefined;
  if (typeof text !== 'string' || !isTexts(files)) return undefined;
  const image = readImage(value['image']);
  return {
    kind,
    label,
    languageId,
    text,
    files,
    ...(isCount(startLine) && { startLine }),
    ...(isCount(endLine) && { endLine }),
    ...(image && { image }),
    ...(typeof note === 'string' && { note }),
  };
}

const MEDIA_TYPES: readonly ImageInput['mediaType'][] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
];

function readImage(value: unknown): ImageInput | undefined {
  if (!isFields(value) || typeof value['data'] !== 'string') return undefined;
  const mediaType = MEDIA_TYPES.find((known) => known === value['mediaType']);
  return mediaType && { mediaType, data: value['data'] };
}

function readSentForm(value: unknown): SentForm | undefined {
  if (!isFields(value)) return undefined;
  const { content, command } = value;
  if (typeof content !== 'string') return undefined;
  return { content, ...(typeof command === 'string' && { command }) };
}

function readEnd(value: unknown): AnswerEnd | undefined {
  if (!isFields(value)) return undefined;
  switch (value['state']) {
    case 'stopped':
      return { state: 'stopped' };
    case 'failed': {
      const { message, action } = value;
      if (typeof message !== 'string') return undefined;
      const isKnown = action === 'connectModel' || action === 'setKey';
      return { state: 'failed', message, ...(isKnown && { action }) };
    }
    case 'done':
      return readDone(value);
    default:
      return undefined;
  }
}

function readDone({
  model,
  durationMs,
  reasoningMs,
  usage,
  cost,
  isCutOff,
  omitted,
  followUps,
}: Fields): AnswerEnd | undefined {
  if (typeof model !== 'string' || !isNumber(durationMs) || typeof isCutOff !== 'boolean') return undefined;
  const tokens = readUsage(usage);
  return {
    state: 'done',
    model,
    durationMs,
    isCutOff,
    ...(isNumber(reasoningMs) && { reasoningMs }),
    ...(tokens && { usage: tokens }),
    ...(typeof cost === 'string' && { cost }),
    ...(isTexts(omitted) && { omitted }),
    ...(isTexts(followUps) && { followUps }),
  };
}

function readUsage(value: unknown): TokenUsage | undefined {
  if (!isFields(value)) return undefined;
  const { promptTokens, answerTokens, cachedPromptTokens, isEstimated } = value;
  if (!isCount(promptTokens) || !isCount(answerTokens)) return undefined;
  return {
    promptTokens,
    answerTokens,
    ...(isCount(cachedPromptTokens) && { cachedPromptTokens }),
    ...(isEstimated === true && { isEstimated }),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 200;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return isNumber(value) && Number.isInteger(value) && value >= 0;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
