import type { ModelRequest } from '../model/languageModel';
import type { GateRule } from './gate';
import { findByPattern } from './secretPatterns';

/** A secret in a text, in UTF-16 units. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** What it is, in words. */
  readonly kind: string;
}

/** Finds secrets by rules that are kept elsewhere. */
export type FindSecrets = (text: string) => Promise<readonly SecretSpan[]>;

/**
 * What a model is shown in place of a secret. Suggestions that repeat it are cut before it; in edits the secrets are put
 * back (`restoreSecrets`).
 */
export const SECRET_MARK = '[secret masked by Fairwind]';

/**
 * The gate's rule that masks secrets in everything that is bound for another machine. A model on this machine gets the
 * text as it is, for it goes nowhere.
 */
export function createMaskSecretsRule(findSecrets: FindSecrets): GateRule {
  return {
    name: 'maskSecrets',
    async apply(request, { destination }) {
      if (destination.isLocal) return { request };
      const masker = new Masker(findSecrets);
      const masked = await masker.maskRequest(request);
      return { request: masked, maskedSecrets: masker.kinds };
    },
  };
}

class Masker {
  readonly kinds: string[] = [];

  constructor(private readonly findSecrets: FindSecrets) {}

  /** Masks every text of a request. The texts before and after a cursor are one text that is cut in two. */
  async maskRequest(request: ModelRequest): Promise<ModelRequest> {
    if (request.kind !== 'completion') return this.#maskValue(request);
    const { prefix, suffix, ...others } = request;
    const around = await this.#maskAround(prefix, suffix);
    return { ...(await this.#maskValue(others)), ...around };
  }

  async #maskValue<T>(value: T): Promise<T> {
    if (typeof value === 'string') return (await this.#mask(value)) as T & string;
    if (Array.isArray(value))
      return (await Promise.all(value.map((item) => this.#maskValue(item)))) as T & unknown[];
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    const entries = Object.entries(value).map(async ([key, item]): Promise<[string, unknown]> => {
      return [key, await this.#maskValue(item)];
    });
    return Object.fromEntries(await Promise.all(entries)) as T & object;
  }

  async #mask(text: string): Promise<string> {
    const spans = await this.#find(text);
    return replaceSpans(text, spans);
  }

  async #maskAround(prefix: string, suffix: string): Promise<{ prefix: string; suffix: string }> {
    const spans = await this.#find(prefix + suffix);
    const cursor = prefix.length;
    const before = spans.map(({ start, end }) => ({ start, end: Math.min(end, cursor) }));
    const after = spans.map(({ start, end }) => ({ start: Math.max(0, start - cursor), end: end - cursor }));
    return { prefix: replaceSpans(prefix, before), suffix: replaceSpans(suffix, after) };
  }

  async #find(text: string): Promise<readonly SecretSpan[]> {
    const spans = await secretsToMask(text, this.findSecrets);
    this.kinds.push(...spans.map(({ kind }) => kind));
    return spans;
  }
}

const SHORTEST_SECRET = 8;

/** What is masked in a text: what the kept rules find and what patterns add, in order and apart from each other. */
export async function secretsToMask(text: string, findSecrets: FindSecrets): Promise<readonly SecretSpan[]> {
  if (text.length < SHORTEST_SECRET) return [];
  const known = (await findSecrets(text)).map((span) => ({ ...span, end: endOfWord(text, span.end) }));
  return joinOverlapping([...known, ...findByPattern(text)]);
}

/** Some rules report a place that begins before the secret and has its length, so the end is moved to where it ends. */
function endOfWord(text: string, end: number): number {
  let at = end;
  while (at < text.length && /[\w+/=.~-]/.test(text.charAt(at))) at++;
  return at;
}

function joinOverlapping(spans: SecretSpan[]): SecretSpan[] {
  const joined: SecretSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) {
      joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}

/** The text with a mark in place of each span. */
export function replaceSpans(text: string, spans: readonly Pick<SecretSpan, 'start' | 'end'>[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of spans) {
    if (start >= end) continue;
    result += text.slice(at, start) + SECRET_MARK;
    at = end;
  }
  return result + text.slice(at);
}
