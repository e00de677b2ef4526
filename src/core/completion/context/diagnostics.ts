import { LruMap } from '../../../util/lru';
import type { ReplacedLines } from './indexedFile';

/** Documents whose diagnostics are kept. */
const DOCUMENTS_KEPT = 32;
/** Lines above and below the cursor that count. */
const LINES_AROUND = 3;
const MOST_DIAGNOSTICS = 3;
/** What is shown of a message and of a line. UTF-16 units. */
const LONGEST_TEXT = 160;

/** What a language server has to say of a line, counted from 0. */
export interface Diagnostic {
  readonly line: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** The diagnostics of the open documents. One whose line is edited no longer says anything and is dropped. */
export class Diagnostics {
  readonly #known = new LruMap<string, readonly Diagnostic[]>(DOCUMENTS_KEPT);

  /** Takes in the diagnostics of a document, in place of those known. */
  set(uri: string, diagnostics: readonly Diagnostic[]): void {
    this.#known.set(uri, diagnostics);
  }

  edit(uri: string, { startLine, removedLines, lines }: ReplacedLines): void {
    const known = this.#known.get(uri);
    if (!known || known.length === 0) return;
    const end = startLine + removedLines;
    const moved = lines.length - removedLines;
    this.#known.set(
      uri,
      known
        .filter(({ line }) => line < startLine || line >= end)
        .map((each) => (each.line < startLine ? each : { ...each, line: each.line + moved })),
    );
  }

  close(uri: string): void {
    this.#known.delete(uri);
  }

  /** Those near a line, as a compiler would print them, the nearest first; undefined when there are none. */
  describe(uri: string, cursorLine: number, lineAt: (line: number) => string): string | undefined {
    const distance = ({ line }: Diagnostic) => Math.abs(line - cursorLine);
    const near = (this.#known.get(uri) ?? [])
      .filter((each) => distance(each) <= LINES_AROUND)
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, MOST_DIAGNOSTICS)
      .map(({ line, severity, message }) => `${severity}: ${shorten(message)}\n    ${shorten(lineAt(line))}`);
    return near.length === 0 ? undefined : near.join('\n');
  }
}

function shorten(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
}
