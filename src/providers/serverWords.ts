const MAX_LENGTH = 300;
/** What keys look like in the wild, for servers that repeat a part of one: OpenAI, Hugging Face, Groq, Google. */
const KEY_SHAPES = /\b(?:sk|pk|hf|gsk|xai|AIza)[-_]?[\w*-]{12,}|\bBearer\s+[^\s"']+/g;

/**
 * What a server said about a failure, for people: its message out of the JSON or HTML around it, on one line, without
 * the key, at most 300 UTF-16 units. Empty when it said nothing.
 */
export function serverWords(body: string, key: string | undefined): string {
  let words = readMessage(body);
  // Keys go before the text is cut, or half a key could stay.
  if (key !== undefined && key !== '') words = words.replaceAll(key, '…');
  words = words
    .replace(KEY_SHAPES, '…')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return words.length <= MAX_LENGTH ? words : `${wholeCharacters(words.slice(0, MAX_LENGTH - 1))}…`;
}

/** The message of the error shapes in use: OpenAI and llama.cpp, Ollama, FastAPI (vLLM), a page's title, plain text. */
function readMessage(body: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    if (!/^\s*</.test(body)) return body;
    return /<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? '';
  }
  return findMessage(parsed) ?? '';
}

function findMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return findMessage(value[0]);
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  // `msg` is FastAPI's; its neighbour `input` would repeat the prompt.
  for (const name of ['error', 'message', 'detail', 'msg']) {
    const found = findMessage(fields[name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Drops the first half of a surrogate pair whose second half was cut off. */
function wholeCharacters(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
