/** A value that a configuration file writes out: what is computed there is `undefined`. */
export type Literal =
  string | number | boolean | null | undefined | readonly Literal[] | { readonly [key: string]: Literal };

/** Deeper nesting is no configuration that a person wrote. */
const DEEPEST = 32;

/**
 * Reads the object that a JavaScript or TypeScript configuration file exports, without running any of it: literals are
 * read, everything else (names, calls, spreads, functions) is passed over. Undefined when there is no such object.
 * Comments and trailing commas are allowed, so that it reads JSON with comments too.
 */
export function readExportedObject(source: string): { readonly [key: string]: Literal } | undefined {
  const start = /(?:module\.exports\s*=|export\s+default|^\s*(?=\{))\s*(?:[\w$.]+\s*\(\s*)?/m.exec(source);
  const atStart = start && objectAt(source, start.index + start[0].length);
  if (atStart) return atStart;
  // `const config = {…}; export default config;`
  const name = /(?:module\.exports\s*=|export\s+default)\s*([\w$]+)/.exec(source)?.[1];
  if (name === undefined) return undefined;
  const declared = new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\b[^={]*=\\s*`).exec(
    source,
  );
  return declared ? objectAt(source, declared.index + declared[0].length) : undefined;
}

function objectAt(source: string, offset: number): { readonly [key: string]: Literal } | undefined {
  const reader = new LiteralReader(source, offset);
  const value = reader.value(0);
  return isObject(value) ? value : undefined;
}

/** Whether a literal is an object with keys. */
export function isObject(value: Literal): value is { readonly [key: string]: Literal } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const WORDS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };

/** Reads literals from left to right. It always moves on, so it ends with the source. */
class LiteralReader {
  constructor(
    private readonly source: string,
    private at: number,
  ) {}

  /** The value that begins here, up to the comma or bracket behind it. */
  value(depth: number): Literal {
    this.#skipBlank();
    const literal = this.#literal(depth);
    this.#skipBlank();
    const isWhole =
      /^[,\]})]?$/.test(this.#peek()) ||
      /^(?:as|satisfies)\b|^;/.test(this.source.slice(this.at, this.at + 10));
    this.#skipToEndOfValue();
    return isWhole ? literal : undefined;
  }

  #literal(depth: number): Literal {
    const next = this.#peek();
    if (depth > DEEPEST) return undefined;
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    if (next === "'" || next === '"' || next === '`') return this.#string();
    const word = /^-?[\w$.]+/.exec(this.source.slice(this.at, this.at + 40))?.[0];
    if (word === undefined) return undefined;
    this.at += word.length;
    if (WORDS.has(word)) return WORDS.get(word);
    return /^-?\d/.test(word) && Number.isFinite(Number(word)) ? Number(word) : undefined;
  }

  #object(depth: number): Literal {
    const entries: [string, Literal][] = [];
    this.at++;
    for (;;) {
      this.#skipBlank();
      if (this.#ends('}')) return Object.fromEntries(entries);
      const before = this.at;
      const key = this.#key();
      this.#skipBlank();
      if (key !== undefined && this.#peek() === ':') {
        this.at++;
        const value = this.value(depth + 1);
        if (key !== '__proto__') entries.push([key, value]);
      } else this.#skipToEndOfValue();
      if (this.#peek() === ',') this.at++;
      if (this.at === before) this.at++;
    }
  }

  #array(depth: number): Literal {
    const items: Literal[] = [];
    this.at++;
    for (;;) {
      this.#skipBlank();
      if (this.#ends(']')) return items;
      const before = this.at;
      items.push(this.value(depth + 1));
      if (this.#peek() === ',') this.at++;
      if (this.at === before) this.at++;
    }
  }

  #key(): string | undefined {
    const next = this.#peek();
    if (next === "'" || next === '"') return this.#string();
    const name = /^[\w$]+/.exec(this.source.slice(this.at, this.at + 100))?.[0];
    this.at += name?.length ?? 0;
    return name;
  }

  /** Undefined for a template with something computed in it. */
  #string(): string | undefined {
    const quote = this.#peek();
    let text = '';
    let isComputed = false;
    for (this.at++; this.at < this.source.length; this.at++) {
      const character = this.#peek();
      if (character === quote) {
        this.at++;
        return isComputed ? undefined : text;
      }
      if (quote === '`' && this.source.startsWith('${', this.at)) isComputed = true;
      if (character !== '\\') text += character;
      else text += ESCAPES[this.source.charAt(++this.at)] ?? this.#peek();
    }
    return undefined;
  }

  /** Moves to the comma or bracket that ends a value, over whatever it is computed with. */
  #skipToEndOfValue(): void {
    const open: string[] = [];
    while (this.at < this.source.length) {
      this.#skipBlank();
      const next = this.#peek();
      if (next === "'" || next === '"' || next === '`') {
        this.#string();
        continue;
      }
      if (open.length === 0 && /[,\]}):;]/.test(next)) return;
      const closer = CLOSERS[next];
      if (closer !== undefined) open.push(closer);
      else if (next === open.at(-1)) open.pop();
      this.at++;
    }
  }

  #ends(closer: string): boolean {
    if (this.at >= this.source.length) return true;
    if (this.#peek() !== closer) return false;
    this.at++;
    return true;
  }

  #skipBlank(): void {
    const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    blank.lastIndex = this.at;
    this.at += blank.exec(this.source)?.[0].length ?? 0;
  }

  #peek(): string {
    return this.source.charAt(this.at);
  }
}
