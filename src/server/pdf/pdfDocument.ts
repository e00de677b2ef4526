import { inflateSync } from 'node:zlib';
import {
  type PdfDictionary,
  PdfName,
  type PdfObject,
  PdfOperator,
  PdfReader,
  PdfReference,
  PdfText,
} from './pdfObjects';

/** Bytes of one stream when it is unpacked, and of all. */
const MOST_STREAM_BYTES = 32 * 1024 * 1024;
const MOST_BYTES = 256 * 1024 * 1024;
/** Objects that a file may have, and references that one may lead over. */
const MOST_OBJECTS = 500_000;
const MOST_STEPS = 20;

export interface PdfStream {
  readonly dictionary: PdfDictionary;
  readonly start: number;
}

/**
 * The objects of a file. They are found by looking for them and not by the file's own table, which is often wrong; of two
 * with one number the later counts, as in files that were saved by appending.
 */
export class PdfDocument {
  readonly #source: string;
  readonly #places = new Map<number, number>();
  readonly #packed = new Map<number, PdfObject>();
  #unpackedBytes = 0;
  trailer: PdfDictionary = new Map();

  constructor(bytes: Uint8Array) {
    this.#source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    this.#findObjects();
    this.#readTrailers();
    this.#unpackObjects();
  }

  /** What a reference leads to, or the object itself. */
  resolve(object: PdfObject | undefined): PdfObject | undefined {
    let at = object;
    for (let steps = 0; at instanceof PdfReference && steps < MOST_STEPS; steps++) at = this.#read(at.number);
    return at instanceof PdfReference ? undefined : at;
  }

  dictionary(object: PdfObject | undefined): PdfDictionary | undefined {
    const resolved = this.resolve(object);
    return resolved instanceof Map ? (resolved as PdfDictionary) : undefined;
  }

  array(object: PdfObject | undefined): readonly PdfObject[] {
    const resolved = this.resolve(object);
    return Array.isArray(resolved) ? (resolved as readonly PdfObject[]) : [];
  }

  name(object: PdfObject | undefined): string | undefined {
    const resolved = this.resolve(object);
    return resolved instanceof PdfName ? resolved.name : undefined;
  }

  number(object: PdfObject | undefined): number | undefined {
    const resolved = this.resolve(object);
    return typeof resolved === 'number' ? resolved : undefined;
  }

  /** The unpacked bytes of a stream as Latin-1; empty where it is none, or packed in a way that text is not. */
  streamText(object: PdfObject | undefined): string {
    const place = object instanceof PdfReference ? this.#places.get(object.number) : undefined;
    const stream = place === undefined ? undefined : this.#streamAt(place);
    return stream ? this.#unpack(stream) : '';
  }

  #findObjects(): void {
    for (const match of this.#source.matchAll(/(?<![\d.])(\d{1,9})[\s\0]+\d{1,5}[\s\0]+obj(?![a-zA-Z])/g)) {
      if (this.#places.size >= MOST_OBJECTS) return;
      this.#places.set(Number(match[1]), match.index + match[0].length);
    }
  }

  /** The trailers of old files, and the dictionaries of the streams that newer ones have in their place. */
  #readTrailers(): void {
    for (const match of this.#source.matchAll(/trailer/g)) {
      const trailer = new PdfReader(this.#source, match.index + 7).next();
      if (trailer instanceof Map) this.trailer = new Map([...this.trailer, ...(trailer as PdfDictionary)]);
    }
    for (const place of this.#places.values()) {
      const dictionary = this.#dictionaryAt(place, '/XRef');
      if (dictionary?.has('Root')) this.trailer = new Map([...dictionary, ...this.trailer]);
    }
  }

  #dictionaryAt(place: number, sign: string): PdfDictionary | undefined {
    if (!this.#source.slice(place, place + 2_000).includes(sign)) return undefined;
    const object = new PdfReader(this.#source, place).next();
    return object instanceof Map ? (object as PdfDictionary) : undefined;
  }

  /** Objects that stand packed in a stream (7.5.7). */
  #unpackObjects(): void {
    for (const place of this.#places.values()) {
      const dictionary = this.#dictionaryAt(place, '/ObjStm');
      if (!dictionary || this.name(dictionary.get('Type')) !== 'ObjStm') continue;
      const stream = this.#streamAt(place);
      const text = stream ? this.#unpack(stream) : '';
      const first = this.number(dictionary.get('First')) ?? 0;
      const header = new PdfReader(text, 0, first);
      for (;;) {
        const number = header.next();
        const offset = header.next();
        if (typeof number !== 'number' || typeof offset !== 'number' || this.#packed.size >= MOST_OBJECTS)
          break;
        const object = new PdfReader(text, first + offset).next();
        if (object !== undefined && !this.#places.has(number)) this.#packed.set(number, object);
      }
    }
  }

  #read(number: number): PdfObject | undefined {
    const place = this.#places.get(number);
    return place === undefined ? this.#packed.get(number) : new PdfReader(this.#source, place).next();
  }

  #streamAt(place: number): PdfStream | undefined {
    const reader = new PdfReader(this.#source, place);
    const dictionary = reader.next();
    const word = reader.next();
    if (!(dictionary instanceof Map) || !(word instanceof PdfOperator) || word.word !== 'stream')
      return undefined;
    const start =
      reader.at + (/^\r?\n|^\r/.exec(this.#source.slice(reader.at, reader.at + 2))?.[0].length ?? 0);
    return { dictionary: dictionary as PdfDictionary, start };
  }

  #unpack({ dictionary, start }: PdfStream): string {
    const length = this.number(dictionary.get('Length')) ?? -1;
    const isRight =
      length >= 0 && /^\s*endstream/.test(this.#source.slice(start + length, start + length + 20));
    const end = isRight ? start + length : this.#source.indexOf('endstream', start);
    let text = this.#source.slice(start, end === -1 ? undefined : end);
    const filter = this.resolve(dictionary.get('Filter'));
    const filters = filter instanceof PdfName ? [filter] : this.array(filter);
    for (const each of filters) {
      const name = this.name(each);
      const unpacked = name === undefined ? undefined : FILTERS[name]?.(text);
      if (unpacked === undefined) return '';
      text = unpacked;
    }
    this.#unpackedBytes += text.length;
    if (this.#unpackedBytes > MOST_BYTES) throw new Error('The PDF unpacks to too much.');
    return text;
  }
}

/** How text is packed; images have ways of their own, and are passed over. */
const FILTERS: Readonly<Record<string, (text: string) => string | undefined>> = {
  FlateDecode: inflate,
  Fl: inflate,
  ASCIIHexDecode: (text) => readText(`<${text.replace(/>[^]*$/, '')}>`),
  ASCII85Decode: ascii85,
  A85: ascii85,
};

function readText(source: string): string | undefined {
  const text = new PdfReader(source).next();
  return text instanceof PdfText ? text.bytes : undefined;
}

function inflate(text: string): string | undefined {
  const bytes = Buffer.from(text, 'latin1');
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_STREAM_BYTES, finishFlush: 2 }).toString('latin1');
  } catch {
    return undefined;
  }
}

function ascii85(text: string): string {
  const digits = text
    .replace(/^\s*<~/, '')
    .replace(/~>[^]*$/, '')
    .replace(/\s+/g, '')
    .replace(/z/g, '!!!!!');
  const pieces: string[] = [];
  for (let at = 0; at < digits.length; at += 5) {
    const group = digits.slice(at, at + 5);
    let value = 0;
    for (const character of group.padEnd(5, 'u')) value = value * 85 + (character.charCodeAt(0) - 33);
    const bytes = [24, 16, 8, 0].map((shift) => String.fromCharCode(Math.floor(value / 2 ** shift) & 0xff));
    pieces.push(bytes.join('').slice(0, group.length - 1));
  }
  return pieces.join('');
}
