import type { PdfDocument } from './pdfDocument';
import { PdfFont } from './pdfFont';
import { type PdfDictionary, PdfName, type PdfObject, PdfOperator, PdfReader, PdfText } from './pdfObjects';

/** Forms in each other. */
const DEEPEST_FORM = 8;
/** Operators of one page. */
const MOST_OPERATORS = 2_000_000;
/** Numbers before an operator; more are no content. */
const MOST_OPERANDS = 200;

/** `[a b c d e f]` of 8.3.3. */
type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Reads the text of pages. Fonts are read once for a document. */
export class ContentReader {
  readonly #fonts = new Map<PdfDictionary, PdfFont>();

  constructor(private readonly document: PdfDocument) {}

  /** The text of a content stream, with lines and words as they stand on the page, in the order they were written. */
  read(content: string, resources: PdfDictionary | undefined): string {
    const page = new PageText();
    this.#run(content, { resources, page, matrix: IDENTITY, depth: 0 });
    return page.text;
  }

  #run(content: string, place: Place): void {
    const reader = new PdfReader(content);
    const state = new TextState(place.matrix);
    let operands: PdfObject[] = [];
    for (let object = reader.next(); object !== undefined; object = reader.next()) {
      if (!(object instanceof PdfOperator)) {
        if (operands.length < MOST_OPERANDS) operands.push(object);
        continue;
      }
      place.page.countOperator();
      if (object.word === 'BI') skipInlineImage(reader);
      else if (object.word === 'Do') this.#runForm(operands[0], state, place);
      else if (object.word === 'Tf')
        state.setFont(this.#font(operands[0], place.resources), numberOf(operands[1]));
      else state.apply(object.word, operands, place.page);
      operands = [];
    }
  }

  #runForm(name: PdfObject | undefined, state: TextState, place: Place): void {
    if (!(name instanceof PdfName) || place.depth >= DEEPEST_FORM) return;
    const reference = this.document.dictionary(place.resources?.get('XObject'))?.get(name.name);
    const content = this.document.streamText(reference);
    const form = this.document.dictionary(reference);
    if (content === '' || this.document.name(form?.get('Subtype')) !== 'Form') return;
    const own = this.document.array(form?.get('Matrix')).map(numberOf);
    const matrix = own.length === 6 ? multiply(own as unknown as Matrix, state.matrix) : state.matrix;
    const resources = this.document.dictionary(form?.get('Resources')) ?? place.resources;
    this.#run(content, { ...place, resources, matrix, depth: place.depth + 1 });
  }

  #font(name: PdfObject | undefined, resources: PdfDictionary | undefined): PdfFont | undefined {
    if (!(name instanceof PdfName)) return undefined;
    const reference = this.document.dictionary(resources?.get('Font'))?.get(name.name);
    const key = this.document.dictionary(reference);
    if (!key) return undefined;
    const known = this.#fonts.get(key);
    if (known) return known;
    const font = new PdfFont(this.document, key);
    this.#fonts.set(key, font);
    return font;
  }
}

interface Place {
  readonly resources: PdfDictionary | undefined;
  readonly page: PageText;
  readonly matrix: Matrix;
  readonly depth: number;
}

/** The graphics and text state as far as it says where text stands (9.3, 9.4). */
class TextState {
  #saved: Matrix[] = [];
  #font: PdfFont | undefined;
  #size = 1;
  #leading = 0;
  #characterSpace = 0;
  #wordSpace = 0;
  #text: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;

  constructor(public matrix: Matrix) {}

  setFont(font: PdfFont | undefined, size: number): void {
    this.#font = font;
    this.#size = size;
  }

  apply(operator: string, operands: readonly PdfObject[], page: PageText): void {
    const [first, second] = operands;
    switch (operator) {
      case 'q':
        if (this.#saved.length < 100) this.#saved.push(this.matrix);
        break;
      case 'Q':
        this.matrix = this.#saved.pop() ?? this.matrix;
        break;
      case 'cm':
        if (operands.length >= 6) this.matrix = multiply(matrixOf(operands), this.matrix);
        break;
      case 'BT':
        this.#text = this.#line = IDENTITY;
        break;
      case 'Tc':
        this.#characterSpace = numberOf(first);
        break;
      case 'Tw':
        this.#wordSpace = numberOf(first);
        break;
      case 'TL':
        this.#leading = numberOf(first);
        break;
      case 'Td':
        this.#move(numberOf(first), numberOf(second));
        break;
      case 'TD':
        this.#leading = -numberOf(second);
        this.#move(numberOf(first), numberOf(second));
        break;
      case 'Tm':
        if (operands.length >= 6) this.#text = this.#line = matrixOf(operands);
        break;
      case 'T*':
        this.#move(0, -this.#leading);
        break;
      case 'Tj':
        this.#show(first, page);
        break;
      case "'":
        this.#move(0, -this.#leading);
        this.#show(first, page);
        break;
      case '"':
        this.#move(0, -this.#leading);
        this.#show(operands[2], page);
        break;
      case 'TJ':
        for (const each of Array.isArray(first) ? (first as readonly PdfObject[]) : []) {
          if (typeof each === 'number') this.#advance((-each / 1_000) * this.#size);
          else this.#show(each, page);
        }
        break;
    }
  }

  #move(x: number, y: number): void {
    this.#text = this.#line = multiply([1, 0, 0, 1, x, y], this.#line);
  }

  #advance(x: number): void {
    this.#text = multiply([1, 0, 0, 1, x, 0], this.#text);
  }

  #show(text: PdfObject | undefined, page: PageText): void {
    if (!(text instanceof PdfText) || !this.#font) return;
    for (const glyph of this.#font.glyphs(text.bytes)) {
      const start = multiply(this.#text, this.matrix);
      const space = this.#characterSpace + (glyph.isSpace ? this.#wordSpace : 0);
      this.#advance((glyph.width / 1_000) * this.#size + space);
      const end = multiply(this.#text, this.matrix);
      page.add(glyph.text, start, end, Math.abs(this.#size) * Math.hypot(start[2], start[3]));
    }
  }
}

/** Puts characters together to lines and words, by where they stand. */
class PageText {
  readonly #pieces: string[] = [];
  #operators = 0;
  #end: { readonly x: number; readonly y: number } | undefined;

  get text(): string {
    return (
      this.#pieces
        .join('')
        // Ligatures, whose letters nobody would find otherwise.
        .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
        .replace(/[ \t]+\n/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    );
  }

  countOperator(): void {
    if (++this.#operators > MOST_OPERATORS) throw new Error('The page has too much on it.');
  }

  /** @param size of the font on the page */
  add(text: string | undefined, start: Matrix, end: Matrix, size: number): void {
    if (this.#end && text !== undefined) {
      const down = Math.abs(start[5] - this.#end.y);
      const along = start[4] - this.#end.x;
      if (down > size * 0.5) this.#pieces.push(down > size * 2 ? '\n\n' : '\n');
      else if ((along > size * 0.2 || along < -size) && text !== ' ' && this.#pieces.at(-1) !== ' ')
        this.#pieces.push(' ');
    }
    if (text !== undefined) this.#pieces.push(text);
    this.#end = { x: end[4], y: end[5] };
  }
}

function skipInlineImage(reader: PdfReader): void {
  const end = /[\s\0]EI(?=[\s\0]|$)/.exec(reader.source.slice(reader.at));
  reader.at = end ? reader.at + end.index + 3 : reader.source.length;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

function matrixOf(operands: readonly PdfObject[]): Matrix {
  return operands.slice(-6).map(numberOf) as unknown as Matrix;
}

function numberOf(object: PdfObject | undefined): number {
  return typeof object === 'number' && Number.isFinite(object) ? object : 0;
}
