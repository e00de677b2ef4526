import type { JsonSchema } from '../../model/chatMessages';

/** What a model says of a message: how it should read, and each change with its reason. */
export interface RewordAnswer {
  readonly message: string;
  readonly changes: readonly { readonly before: string; readonly after: string; readonly reason: string }[];
}

/** The answer's form, for models that can be held to one; others are told and then read strictly. */
export const REWORD_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    message: { type: 'string' },
    changes: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          before: { type: 'string' },
          after: { type: 'string' },
          reason: { type: 'string' },
        },
        required: ['before', 'after', 'reason'],
        additionalProperties: false,
      },
    },
  },
  required: ['message', 'changes'],
  additionalProperties: false,
};

const LONGEST_REASON = 300;

/** Reads the answer; undefined when it does not have the form. Reasoning in tags, fences and words around it do not matter. */
export function readRewordAnswer(text: string): RewordAnswer | undefined {
  const value = parseObject(text.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, ''));
  if (!isRecord(value) || typeof value['message'] !== 'string' || value['message'].trim() === '')
    return undefined;
  const listed: readonly unknown[] = Array.isArray(value['changes']) ? value['changes'] : [];
  const changes = listed.flatMap((change) => {
    if (!isRecord(change)) return [];
    const { before, after, reason } = change;
    if (typeof before !== 'string' || typeof after !== 'string' || typeof reason !== 'string') return [];
    return [{ before, after, reason: oneLine(reason) }];
  });
  return { message: value['message'].replace(/\r\n?/g, '\n').trim(), changes };
}

/** The JSON object of a text: all of it, or what stands between its first and its last brace. */
function parseObject(text: string): unknown {
  for (const candidate of [text, text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next candidate may be one.
    }
  }
  return undefined;
}

/** One line without what a terminal or an editor would not show as it is. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REASON);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
