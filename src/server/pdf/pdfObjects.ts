/**
 * The objects of a PDF (ISO 32000-1, 7.3), read from bytes as Latin-1 text: what they hold is numbers, names, strings and
 * references between them. Nothing in a PDF is run.
 */
export type PdfObject =
  | null
  | boolean
  | number
  | PdfName
  | PdfText
  | PdfReference
  | PdfOperator
  | readonly PdfObject[]
  | PdfDictionary;

export class PdfName {
  constructor(readonly name: string) {}
}

/** A string: bytes, each as one UTF-16 unit. */
export class PdfText {
  constructor(readonly bytes: string) {}
}

export class PdfReference {
  constructor(readonly number: number) {}
}

/** A bare word: an operator of a content stream, or `stream`, `endobj` and their like. */
export class PdfOperator {
  constructor(readonly word: string) {}
}

export type PdfDictionary = ReadonlyMap<string, PdfObject>;

/** Arrays and dictionaries in each other, deeper than any file has for a reason. */
const DEEPEST = 60;

const SPACE = /[\0\t\n\f\r ]/;
const DELIMITER = /[\0\t\n\f\r ()<>[\]{}/%]/;

/** Reads objects one after the other. Text that is none is passed over. */
export class PdfReader {
  constructor(
    readonly source: string,
    public at = 0,
    private readonly end = source.length,
  ) {}

  /** The next object; undefined at the end. */
  next(depth = 0): PdfObject | undefined {
    this.#skipSpace();
    if (this.at >= this.end) return undefined;
    const character = this.source.charAt(this.at);
    if (character === '/') return this.#name();
    if (character === '(') return this.#literalText();
    if (character === '<')
      return this.source.charAt(this.at + 1) === '<' ? this.#dictionary(depth) : this.#hexText();
    if (character === '[') return this.#array(depth);
    if (')>]{}'.includes(character)) {
      this.at += 1;
      return new PdfOperator(character);
    }
    return this.#word();
  }

  #skipSpace(): void {
    while (this.at < this.end) {
      const character = this.source.charAt(this.at);
      if (character === '%') {
        while (this.at < this.end && !/[\r\n]/.test(this.source.charAt(this.at))) this.at += 1;
      } else if (SPACE.test(character)) this.at += 1;
      else return;
    }
  }

  #until(pattern: RegExp): string {
    const start = this.at;
    while (this.at < this.end && !pattern.test(this.source.charAt(this.at))) this.at += 1;
    return this.source.slice(start, this.at);
  }

  #name(): PdfName {
    this.at += 1;
    const name = this.#until(DELIMITER);
    return new PdfName(
      name.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    );
  }

  #literalText(): PdfText {
    this.at += 1;
    const pieces: string[] = [];
    for (let open = 1; this.at < this.end; this.at += 1) {
      const character = this.source.charAt(this.at);
      if (character === '(') open += 1;
      if (character === ')' && --open === 0) break;
      pieces.push(character === '\\' ? this.#escape() : character);
    }
    this.at += 1;
    return new PdfText(pieces.join(''));
  }

  #escape(): string {
    this.at += 1;
    const character = this.source.charAt(this.at);
    const octal = /^[0-7]{1,3}/.exec(this.source.slice(this.at, this.at + 3))?.[0];
    if (octal !== undefined) {
      this.at += octal.length - 1;
      return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    }
    if (character === '\r' && this.source.charAt(this.at + 1) === '\n') this.at += 1;
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\r': '', '\n': '' }[character] ?? character;
  }

  #hexText(): PdfText {
    this.at += 1;
    const digits = this.#until(/>/).replace(/[^0-9a-f]/gi, '');
    this.at += 1;
    const pairs = (digits.length % 2 === 0 ? digits : `${digits}0`).match(/../g) ?? [];
    return new PdfText(pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''));
  }

  #array(depth: number): readonly PdfObject[] {
    this.at += 1;
    return joinReferences(this.#objects(']', depth));
  }

  #dictionary(depth: number): PdfDictionary {
    this.at += 2;
    const objects = joinReferences(this.#objects('>', depth));
    if (this.source.charAt(this.at) === '>') this.at += 1;
    const entries = new Map<string, PdfObject>();
    for (let index = 0; index + 1 < objects.length; index++) {
      const key = objects[index];
      if (!(key instanceof PdfName)) continue;
      entries.set(key.name, objects[index + 1] ?? null);
      index += 1;
    }
    return entries;
  }

  #objects(closing: string, depth: number): PdfObject[] {
    const objects: PdfObject[] = [];
    for (;;) {
      const object = depth < DEEPEST ? this.next(depth + 1) : undefined;
      if (object === undefined || (object instanceof PdfOperator && object.word === closing)) return objects;
      if (object instanceof PdfOperator && object.word === 'endobj') return objects;
      objects.push(object);
    }
  }

  #word(): PdfObject {
    const word = this.#until(DELIMITER);
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : new PdfOperator(word);
  }
}

/** `12 0 R` comes as two numbers and a word. */
function joinReferences(objects: readonly PdfObject[]): PdfObject[] {
  const joined: PdfObject[] = [];
  for (const object of objects) {
    const number = joined.at(-2);
    if (object instanceof PdfOperator && object.word === 'R' && typeof number === 'number')
      joined.splice(-2, 2, new PdfReference(number));
    else joined.push(object);
  }
  return joined;
}
