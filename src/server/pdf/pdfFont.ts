import { decodeWindows1252 } from '../windows1252';
import { fromCode, textOfGlyph } from './glyphNames';
import type { PdfDocument } from './pdfDocument';
import { type PdfDictionary, PdfName, PdfOperator, PdfReader, PdfText } from './pdfObjects';

/** One character of a shown string. */
export interface ShownGlyph {
  /** Its text; undefined where the font does not tell. */
  readonly text: string | undefined;
  /** How far it moves on, in thousandths of the font's size. */
  readonly width: number;
  readonly isSpace: boolean;
}

/** A font as far as it says what its codes stand for. */
export class PdfFont {
  readonly #texts = new Map<number, string>();
  readonly #widths = new Map<number, number>();
  readonly #isWide: boolean;
  readonly #isUnicode: boolean;
  readonly #hasTexts: boolean;
  #defaultWidth = 500;

  constructor(
    private readonly document: PdfDocument,
    font: PdfDictionary,
  ) {
    this.#isWide = document.name(font.get('Subtype')) === 'Type0';
    const encoding = document.name(font.get('Encoding')) ?? '';
    this.#isUnicode = /^Uni\w+-(?:UCS2|UTF16)-/.test(encoding);
    readCMap(document.streamText(font.get('ToUnicode')), this.#texts);
    this.#hasTexts = this.#texts.size > 0;
    if (this.#isWide)
      this.#readWideWidths(document.dictionary(document.array(font.get('DescendantFonts'))[0]));
    else this.#readSimple(font, encoding);
  }

  /** The characters of a shown string. */
  *glyphs(bytes: string): Generator<ShownGlyph, void, undefined> {
    const step = this.#isWide ? 2 : 1;
    for (let at = 0; at + step <= bytes.length; at += step) {
      const code = this.#isWide
        ? bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)
        : bytes.charCodeAt(at);
      const text = this.#texts.get(code) ?? this.#fallback(code);
      const width = this.#widths.get(code) ?? this.#defaultWidth;
      yield { text, width, isSpace: !this.#isWide && code === 32 };
    }
  }

  #fallback(code: number): string | undefined {
    if (this.#isWide) return this.#isUnicode ? fromCode(code) : undefined;
    return this.#hasTexts ? undefined : decodeWindows1252(Uint8Array.of(code));
  }

  /** A font of one byte a character: names of glyphs at codes, and widths (9.6). */
  #readSimple(font: PdfDictionary, encoding: string): void {
    const first = this.document.number(font.get('FirstChar')) ?? 0;
    for (const [index, width] of this.document.array(font.get('Widths')).entries())
      this.#widths.set(first + index, this.document.number(width) ?? 0);
    if (this.#hasTexts) return;
    if (encoding === 'MacRomanEncoding') {
      const mac = new TextDecoder('macintosh');
      for (let code = 128; code < 256; code++) this.#texts.set(code, mac.decode(Uint8Array.of(code)));
    }
    let code = 0;
    for (const each of this.document.array(
      this.document.dictionary(font.get('Encoding'))?.get('Differences'),
    )) {
      if (typeof each === 'number') code = each;
      else if (each instanceof PdfName) {
        const text = textOfGlyph(each.name);
        if (text !== undefined) this.#texts.set(code, text);
        code += 1;
      }
    }
  }

  /** `W` gives widths as `first [w w w]` or `first last w` (9.7.4.3). */
  #readWideWidths(font: PdfDictionary | undefined): void {
    this.#defaultWidth = this.document.number(font?.get('DW')) ?? 1_000;
    const widths = this.document.array(font?.get('W'));
    for (let index = 0; index < widths.length;) {
      const first = this.document.number(widths[index]) ?? 0;
      const second = this.document.resolve(widths[index + 1]);
      if (Array.isArray(second)) {
        for (const [offset, width] of second.entries())
          this.#widths.set(first + offset, this.document.number(width as number) ?? 0);
        index += 2;
      } else {
        const width = this.document.number(widths[index + 2]) ?? 0;
        const last = Math.min(typeof second === 'number' ? second : 0, 0xffff);
        for (let code = first; code <= last; code++) this.#widths.set(code, width);
        index += 3;
      }
    }
  }
}

/** Reads what codes stand for (9.10.3): `<01> <0041>`, and ranges of them. */
function readCMap(source: string, texts: Map<number, string>): void {
  const reader = new PdfReader(source);
  let objects: unknown[] = [];
  for (let object = reader.next(); object !== undefined; object = reader.next()) {
    if (!(object instanceof PdfOperator)) {
      objects.push(object);
      continue;
    }
    if (object.word === 'endbfchar') readCharacters(objects, texts);
    else if (object.word === 'endbfrange') readRanges(objects, texts);
    objects = [];
  }
}

function readCharacters(objects: readonly unknown[], texts: Map<number, string>): void {
  for (let index = 0; index + 1 < objects.length; index += 2) {
    const [code, text] = objects.slice(index, index + 2);
    if (code instanceof PdfText && text instanceof PdfText) texts.set(codeOf(code), utf16(text.bytes));
  }
}

function readRanges(objects: readonly unknown[], texts: Map<number, string>): void {
  for (let index = 0; index + 2 < objects.length; index += 3) {
    const [from, to, target] = objects.slice(index, index + 3);
    if (!(from instanceof PdfText) || !(to instanceof PdfText)) continue;
    const first = codeOf(from);
    const last = Math.min(codeOf(to), first + 0xffff);
    for (let code = first; code <= last; code++) {
      const each: unknown = Array.isArray(target) ? target[code - first] : target;
      if (!(each instanceof PdfText)) continue;
      texts.set(code, Array.isArray(target) ? utf16(each.bytes) : utf16(movedOn(each.bytes, code - first)));
    }
  }
}

function codeOf({ bytes }: PdfText): number {
  return Array.from(bytes.slice(-4)).reduce((code, byte) => code * 256 + byte.charCodeAt(0), 0);
}

/** A range counts in the last two bytes of its target. */
function movedOn(bytes: string, by: number): string {
  const last = codeOf(new PdfText(bytes.slice(-2))) + by;
  return bytes.slice(0, -2) + String.fromCharCode((last >> 8) & 0xff, last & 0xff);
}

function utf16(bytes: string): string {
  return new TextDecoder('utf-16be').decode(Buffer.from(bytes, 'latin1'));
}
