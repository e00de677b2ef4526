import { isLineStart } from './vocabulary';

/** No line. Lines count from 1. */
export const NO_LINE = 0;

/** Share of the room that may be taken; what is left keeps lines of every length placeable. */
const FULL_SHARE = 0.92;
/** How many bytes one token and one line take in the arena's own arrays. */
const BYTES_PER_TOKEN = 8;
const BYTES_PER_LINE = 24;

/**
 * The tokens of all documents, one run per line, lines linked in the order of their document.
 * Replacing a line touches only that line; the room of a removed line is given to the next line of the same length.
 */
export class TokenArena {
  tokens: Int32Array;
  /** The line of each position. */
  lineOf: Int32Array;
  lineStart: Int32Array;
  lineLength: Int32Array;
  linePrevious: Int32Array;
  lineNext: Int32Array;
  lineDocument: Int32Array;
  /** Line number in its document, counted from 0. */
  lineNumber: Int32Array;
  lineIndent: Uint16Array;
  #tokenEnd = 1;
  #lineEnd = 1;
  #liveTokens = 0;
  readonly #freeLines: number[] = [];
  readonly #freeRuns = new Map<number, number[]>();

  /**
   * @param tokenCapacity tokens that room is made for now
   * @param maxTokens tokens there will ever be room for
   */
  constructor(
    tokenCapacity: number,
    private readonly maxTokens: number,
  ) {
    const lines = Math.ceil(tokenCapacity / 8);
    this.tokens = new Int32Array(tokenCapacity);
    this.lineOf = new Int32Array(tokenCapacity);
    this.lineStart = new Int32Array(lines);
    this.lineLength = new Int32Array(lines);
    this.linePrevious = new Int32Array(lines);
    this.lineNext = new Int32Array(lines);
    this.lineDocument = new Int32Array(lines);
    this.lineNumber = new Int32Array(lines);
    this.lineIndent = new Uint16Array(lines);
  }

  get capacity(): number {
    return this.tokens.length;
  }

  get liveTokens(): number {
    return this.#liveTokens;
  }

  /** Whether nearly all the room there will ever be is taken. */
  get isFull(): boolean {
    return this.#liveTokens > FULL_SHARE * this.maxTokens;
  }

  get memoryBytes(): number {
    return this.tokens.length * BYTES_PER_TOKEN + this.lineStart.length * (BYTES_PER_LINE + 2);
  }

  /** Adds a line between two lines of a document (or `NO_LINE`). Returns the line; `NO_LINE` when there is no room. */
  addLine(tokens: Int32Array, length: number, previous: number, next: number): number {
    const start = this.#takeRun(length);
    if (start === undefined) return NO_LINE;
    const line = this.#freeLines.pop() ?? this.#appendLine();
    this.tokens.set(tokens.subarray(0, length), start);
    this.lineOf.fill(line, start, start + length);
    this.lineStart[line] = start;
    this.lineLength[line] = length;
    this.link(previous, line);
    this.link(line, next);
    this.#liveTokens += length;
    return line;
  }

  removeLine(line: number): void {
    const start = this.lineStart[line] ?? 0;
    const length = this.lineLength[line] ?? 0;
    this.link(this.linePrevious[line] ?? NO_LINE, this.lineNext[line] ?? NO_LINE);
    this.#freeRun(start, length);
    this.lineOf.fill(NO_LINE, start, start + length);
    this.#freeLines.push(line);
    this.lineLength[line] = 0;
    this.#liveTokens -= length;
  }

  /** A line, each equally likely; `NO_LINE` when the draw fails. */
  randomLine(random: () => number): number {
    const line = this.lineOf[Math.floor(random() * this.#tokenEnd)] ?? NO_LINE;
    return random() * (this.lineLength[line] ?? 0) < 2 ? line : NO_LINE;
  }

  /** The position before `position` in its document, or 0 at the document's start. */
  before(position: number): number {
    if (!isLineStart(this.tokens[position] ?? 0)) return position - 1;
    const previous = this.linePrevious[this.lineOf[position] ?? NO_LINE] ?? NO_LINE;
    return previous === NO_LINE ? 0 : (this.lineStart[previous] ?? 0) + (this.lineLength[previous] ?? 0) - 1;
  }

  /** Makes `next` follow `previous`; either may be `NO_LINE`. */
  link(previous: number, next: number): void {
    if (previous !== NO_LINE) this.lineNext[previous] = next;
    if (next !== NO_LINE) this.linePrevious[next] = previous;
  }

  #takeRun(length: number): number | undefined {
    const exact = this.#freeRuns.get(length)?.pop();
    if (exact !== undefined) return exact;
    return this.#tokenEnd + length <= this.maxTokens ? this.#appendRun(length) : this.#splitRun(length);
  }

  /** Takes the front of a longer free run, when nothing can be appended any more. */
  #splitRun(length: number): number | undefined {
    for (const [longer, runs] of this.#freeRuns) {
      if (longer < length) continue;
      const start = runs.pop();
      if (start === undefined) continue;
      if (longer > length) this.#freeRun(start + length, longer - length);
      return start;
    }
    return undefined;
  }

  #freeRun(start: number, length: number): void {
    const runs = this.#freeRuns.get(length);
    if (runs === undefined) this.#freeRuns.set(length, [start]);
    else runs.push(start);
  }

  #appendRun(length: number): number {
    const start = this.#tokenEnd;
    this.#tokenEnd += length;
    if (this.#tokenEnd > this.tokens.length) this.#growTokens();
    return start;
  }

  #appendLine(): number {
    const line = this.#lineEnd++;
    if (this.#lineEnd > this.lineStart.length) this.#growLines();
    return line;
  }

  #growTokens(): void {
    const capacity = Math.min(this.maxTokens, grownCapacity(this.#tokenEnd));
    this.tokens = grown(this.tokens, capacity);
    this.lineOf = grown(this.lineOf, capacity);
  }

  #growLines(): void {
    const capacity = grownCapacity(this.#lineEnd);
    this.lineStart = grown(this.lineStart, capacity);
    this.lineLength = grown(this.lineLength, capacity);
    this.linePrevious = grown(this.linePrevious, capacity);
    this.lineNext = grown(this.lineNext, capacity);
    this.lineDocument = grown(this.lineDocument, capacity);
    this.lineNumber = grown(this.lineNumber, capacity);
    const indents = new Uint16Array(capacity);
    indents.set(this.lineIndent);
    this.lineIndent = indents;
  }
}

/** A quarter more than is needed, so that growing stays cheap and the slack small. */
function grownCapacity(needed: number): number {
  return Math.ceil(needed * 1.25) + 1024;
}

export function grown(source: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const target = new Int32Array(capacity);
  target.set(source);
  return target;
}
