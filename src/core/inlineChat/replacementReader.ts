import { indentOf, isBlank } from '../text/lines';
import type { EditRegion } from './editRegion';

const FENCE = /^[ \t]*(`{3,}|~{3,})[^`]*$/;

/**
 * Takes the replacement out of a model's answer while it streams: the content of its first fenced block, line by line,
 * moved to the indentation of the place. Words before and after the block are dropped. An answer without a block is
 * taken whole, at its end.
 */
export class ReplacementReader {
  /** The line that is still arriving. */
  #line = '';
  /** Lines that came before any block: words about it, or an answer without one. */
  #outside: string[] = [];
  #fence: string | undefined;
  #isOver = false;
  #shift: ((line: string) => string) | undefined;
  #isFirst = true;
  /** Empty lines are given when something follows them. */
  #emptyLines = 0;

  constructor(private readonly region: Pick<EditRegion, 'kind' | 'indentation'>) {}

  /** True once the block is closed: nothing after it counts. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Adds a piece of the answer and gives what it adds to the replacement: whole lines. */
  add(piece: string): string {
    const lines = (this.#line + piece).split(/\r?\n/);
    this.#line = lines.pop() ?? '';
    return lines.map((line) => this.#read(line)).join('');
  }

  /** The rest at the end of the answer. */
  finish(): string {
    const last = this.#read(this.#line);
    this.#line = '';
    if (this.#fence !== undefined) return last;
    return this.#outside.map((line) => this.#give(line)).join('');
  }

  #read(line: string): string {
    if (this.#isOver) return '';
    if (this.#fence === undefined) {
      this.#fence = FENCE.exec(line)?.[1];
      if (this.#fence === undefined) this.#outside.push(line);
      return '';
    }
    if (!closes(line, this.#fence)) return this.#give(line);
    this.#isOver = true;
    return '';
  }

  #give(line: string): string {
    if (isBlank(line)) {
      if (!this.#isFirst) this.#emptyLines++;
      return '';
    }
    this.#shift ??= this.#shiftFor(line);
    const before = this.#isFirst ? '' : '\n'.repeat(this.#emptyLines + 1);
    this.#isFirst = false;
    this.#emptyLines = 0;
    return before + this.#shift(line).trimEnd();
  }

  #shiftFor(first: string): (line: string) => string {
    return this.region.kind === 'part' ? (line) => line.trim() : moveTo(this.region.indentation, first);
  }
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
}

/** How lines whose first one is `first` come to begin with `indentation`, the steps between them kept. */
function moveTo(indentation: string, first: string): (line: string) => string {
  const own = indentOf(first);
  if (own === indentation) return (line) => line;
  if (indentation.endsWith(own)) {
    const missing = indentation.slice(0, indentation.length - own.length);
    return (line) => missing + line;
  }
  return (line) => (line.startsWith(own) ? indentation + line.slice(own.length) : line);
}
