import { type GrowingTable, growTo, newGrowingTable } from './growingTable';
import { isLineStart } from './vocabulary';

/** No line. Lines count from 1. */
export const NO_LINE = 0;

/** Share of the room that may be taken; what is left keeps lines of every length placeable. */
const FULL_SHARE = 0.92;

/**
 * The tokens of all documents, one run per line, lines linked in the order of their document.
 * Replacing a line touches only that line; the room of a removed line is given to the next line of the same length.
 */
export class TokenArena {
  readonly tokens: GrowingTable;
  /** The line of each position. */
  readonly lineOf: GrowingTable;
  readonly lineStart: GrowingTable;
  readonly lineLength: GrowingTable;
  readonly linePrevious: GrowingTable;
  readonly lineNext: GrowingTable;
  readonly lineDocument: GrowingTable;
  /** Line number in its document, counted from 0. */
  readonly lineNumber: GrowingTable;
  readonly lineIndent: GrowingTable;
  #tokenEnd = 1;
  #lineEnd = 1;
  #liveTokens = 0;
  readonly #freeLines: number[] = [];
  readonly #freeRuns = new Map<number, number[]>();

  /** @param maxTokens tokens there will ever be room for */
  constructor(private readonly maxTokens: number) {
    // Every line has a token, and line 0 is none.
    const maxLines = maxTokens + 1;
    this.tokens = newGrowingTable(maxTokens);
    this.lineOf = newGrowingTable(maxTokens);
    this.lineStart = newGrowingTable(maxLines);
    this.lineLength = newGrowingTable(maxLines);
    this.linePrevious = newGrowingTable(maxLines);
    this.lineNext = newGrowingTable(maxLines);
    this.lineDocument = newGrowingTable(maxLines);
    this.lineNumber = newGrowingTable(maxLines);
    this.lineIndent = newGrowingTable(maxLines);
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
    const lineBytes = this.#lineTables().reduce((sum, table) => sum + table.byteLength, 0);
    return this.tokens.byteLength + this.lineOf.byteLength + lineBytes;
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
    growTo(this.tokens, this.#tokenEnd);
    growTo(this.lineOf, this.#tokenEnd);
    return start;
  }

  #appendLine(): number {
    const line = this.#lineEnd++;
    for (const table of this.#lineTables()) growTo(table, this.#lineEnd);
    return line;
  }

  #lineTables(): readonly GrowingTable[] {
    const { lineStart, lineLength, linePrevious, lineNext, lineDocument, lineNumber, lineIndent } = this;
    return [lineStart, lineLength, linePrevious, lineNext, lineDocument, lineNumber, lineIndent];
  }
}
