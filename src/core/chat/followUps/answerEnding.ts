/**
 * The machine-readable ending of an answer, which the rules ask for: `<!-- next: one | two -->`. It saves a second
 * request for next messages. Models write it in the middle, forget its end, wrap it in a fence or leave it out; whatever
 * they do, the person sees nothing of it, and everything else. In a code block it is the person's own text, unless the
 * answer ends with it. It is a comment of HTML, so that even a page that gets it shows nothing.
 */
import { openFence } from '../openFence';
import { cleanFollowUps } from './cleanFollowUps';

const OPENING = /^[ \t]*<!--\s*next\s*:/i;
const CLOSING = '-->';
/** UTF-16 units after which an ending that was never closed is over. */
const LONGEST_ENDING = 1_000;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Takes the ending out of an answer while it streams. Every piece of text is given on as soon as it is sure. */
export class AnswerEnding {
  /** What came and is not decided: the start of a line with the blank lines before it, or what may be an ending. */
  #pending = '';
  /** Whether the line that `#pending` goes on with has begun with text that was given on. */
  #isInLine = false;
  #lastCharacter = '';
  /** The fence of the code block that is open. */
  #fence: string | undefined;
  #written: readonly string[] = [];
  /** What of the line behind an ending is dropped with it. */
  #behindEnding: RegExp | undefined;

  /** @param begun what the person sees of the answer already, where it goes on from there */
  constructor(begun = '') {
    this.#fence = openFence(begun);
    this.#isInLine = begun !== '' && !begun.endsWith('\n');
    this.#lastCharacter = begun.at(-1) ?? '';
  }

  /** Adds a piece of the answer; gives the text that is sure to be the person's to see. */
  push(piece: string): string {
    this.#pending += piece;
    return this.#decide();
  }

  /**
   * The rest at the end of the answer, and the next messages that the model wrote.
   * @param wasCut true when the model stopped at its limit: the last message may then be half a one
   */
  finish(wasCut: boolean): { readonly text: string; readonly followUps: readonly string[] } {
    const text = this.#decide() + this.#decideRest(wasCut);
    return { text, followUps: cleanFollowUps(this.#written) };
  }

  #decide(): string {
    let text = '';
    for (;;) {
      if (!this.#dropBehindEnding()) return text;
      const [before, wasInLine] = [this.#pending, this.#isInLine];
      text += this.#isInLine ? this.#inLine() : this.#atLineStart();
      if (this.#pending === before && this.#isInLine === wasInLine) return text;
    }
  }

  /** Drops the rest of the line that an ending stood on; false while more of it may come. */
  #dropBehindEnding(): boolean {
    if (this.#behindEnding === undefined) return true;
    const rest = this.#behindEnding.exec(this.#pending)?.[0] ?? '';
    this.#pending = this.#pending.slice(rest.length);
    if (this.#pending === '' && !rest.endsWith('\n')) return false;
    this.#behindEnding = undefined;
    return true;
  }

  /** Gives on the text of a line that has begun, up to its end or to where an ending may begin. */
  #inLine(): string {
    const line = lineOf(this.#pending);
    const isWhole = line.length < this.#pending.length;
    const start = this.#fence === undefined ? this.#findEnding(line, isWhole) : -1;
    if (start === -1) {
      this.#isInLine = !isWhole;
      return this.#take(line.length);
    }
    const text = this.#take(start);
    if (OPENING.test(this.#pending)) this.#skipEnding(0);
    return text;
  }

  /** Where in a line an ending stands, or may be about to when the line goes on. What is quoted as code is none. */
  #findEnding(line: string, isWhole: boolean): number {
    for (let at = line.indexOf('<'); at !== -1; at = line.indexOf('<', at + 1)) {
      const before = at === 0 ? this.#lastCharacter : line.charAt(at - 1);
      const rest = line.slice(at);
      if (before !== '`' && (OPENING.test(rest) || (!isWhole && isBegun(rest)))) return at;
    }
    return -1;
  }

  /** Blank lines are held, for they may stand before an ending. */
  #atLineStart(): string {
    const blank = blankOf(this.#pending);
    const rest = this.#pending.slice(blank);
    if (rest.trim() === '' || isBegun(rest)) return '';
    if (OPENING.test(rest)) return this.#fence === undefined ? this.#skipEnding(blank) : this.#inFence(blank);
    if (FENCE.test(rest) || isFenceBegun(rest)) return this.#atFence(blank);
    this.#isInLine = true;
    return this.#take(blank);
  }

  /** Drops an ending, once it is clear where it ends. */
  #skipEnding(start: number): string {
    const rest = this.#pending.slice(start);
    const gap = /\n[ \t]*\r?\n/.exec(rest)?.index ?? Infinity;
    const close = rest.indexOf(CLOSING);
    if (close !== -1 && close < gap) return this.#skip(start, rest.slice(0, close), close + CLOSING.length);
    if (gap === Infinity && rest.length <= LONGEST_ENDING) return '';
    const ending = gap === Infinity ? lineOf(rest) : rest.slice(0, gap);
    return this.#skip(start, ending, ending.length);
  }

  /** In a code block an ending is text, unless nothing follows it. */
  #inFence(blank: number): string {
    const line = lineOf(this.#pending.slice(blank));
    const isLast = this.#pending.slice(blank + line.length).trim() === '';
    return isLast && line.length <= LONGEST_ENDING ? '' : this.#take(blank + line.length);
  }

  /** A line that opens or closes a code block. One that holds nothing but an ending is dropped with it. */
  #atFence(blank: number): string {
    const rest = this.#pending.slice(blank);
    const line = lineOf(rest);
    if (line.length === rest.length) return '';
    const inside = rest.slice(line.length + 1);
    const mark = FENCE.exec(line)?.[1];
    if (this.#fence === undefined && mark !== undefined) {
      if (/^[ \t]*$/.test(inside) || (isBegun(inside) && !inside.startsWith('\n'))) return '';
      if (OPENING.test(inside)) {
        const wrapped = WRAPPED.exec(inside);
        if (wrapped?.[2] !== undefined)
          return this.#skip(blank, wrapped[1] ?? '', line.length + 1 + wrapped[0].length);
        if (isWrappedBegun(inside)) return '';
      }
    }
    this.#fence = this.#fenceAfter(mark, line);
    return this.#take(blank + line.length);
  }

  #fenceAfter(mark: string | undefined, line: string): string | undefined {
    if (this.#fence === undefined) return mark;
    return mark?.startsWith(this.#fence) === true && line.trim() === mark ? undefined : this.#fence;
  }

  /** What is held when nothing more comes: an ending that was not closed, or text. */
  #decideRest(wasCut: boolean): string {
    const blank = this.#isInLine ? 0 : blankOf(this.#pending);
    const rest = this.#pending.slice(blank);
    const opened = FENCE.test(rest) && this.#fence === undefined ? rest.slice(lineOf(rest).length + 1) : rest;
    if (OPENING.test(opened)) {
      const [ending = '', after] = opened.split(CLOSING);
      const messages = readEnding(ending);
      this.#written = after === undefined && wasCut ? messages.slice(0, -1) : messages;
      this.#pending = this.#pending.slice(0, blank);
    } else if (this.#fence === undefined && isBegun(opened) && opened.trim().length >= 2) {
      this.#pending = this.#pending.slice(0, blank);
    }
    return this.#take(this.#pending.length);
  }

  /** Gives on what stands before `start`, removes `length` characters from there, and reads the ending in them. */
  #skip(start: number, ending: string, length: number): string {
    this.#written = readEnding(ending);
    const text = this.#take(start);
    this.#pending = this.#pending.slice(length);
    this.#behindEnding = this.#isInLine ? /^[ \t]*/ : /^[ \t]*\r?\n?/;
    return text;
  }

  #take(length: number): string {
    const text = this.#pending.slice(0, length);
    this.#pending = this.#pending.slice(length);
    this.#lastCharacter = text.at(-1) ?? this.#lastCharacter;
    return text;
  }
}

/** An ending, and the fence behind it. */
const WRAPPED = /^([^]*?)-->\s*?\n?[ \t]*(`{3,}|~{3,})[ \t]*(?=\r?\n)/;

/** Whether a code block that begins with an ending may hold nothing else. */
function isWrappedBegun(inside: string): boolean {
  const end = inside.indexOf(CLOSING);
  if (end === -1) return inside.length <= LONGEST_ENDING;
  return /^\s*[`~]*[ \t]*\r?$/.test(inside.slice(end + CLOSING.length));
}

function readEnding(ending: string): string[] {
  return ending.replace(OPENING, '').split(/[|\n]/);
}

function lineOf(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** The length of the blank lines at the start of a text. */
function blankOf(text: string): number {
  return /^(?:[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0;
}

/** Whether a text is the beginning of an ending, and not yet its whole opening. */
function isBegun(text: string): boolean {
  const dense = text.replace(/\s+/g, '').toLowerCase();
  return dense !== '' && '<!--next'.startsWith(dense);
}

function isFenceBegun(text: string): boolean {
  return /^ {0,3}(?:`{1,2}|~{1,2})$/.test(text);
}
