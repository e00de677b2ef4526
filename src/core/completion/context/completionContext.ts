import type { ContextPiece } from '../../model/languageModel';
import { LruMap } from '../../../util/lru';
import type { TextPosition } from '../../text/textDocumentSnapshot';
import type { CursorWindow } from '../cursorWindow';
import { type LineRange, type PieceSource, rankPieces } from './candidates';
import type { OpenFile, ReplacedLines } from './indexedFile';
import { type Definition, KnownDefinitions } from './knownDefinitions';
import { type Diagnostic, Diagnostics } from './diagnostics';
import { nearNames } from './nearNames';
import { OpenFileIndex } from './openFileIndex';
import { type PackedPiece, packPieces, renderPiece, tokensOf } from './packPieces';
import { RecentEdits } from './recentEdits';

/** Documents whose last pieces are remembered, so that they are sent again in the same order. */
const DOCUMENTS_REMEMBERED = 32;
/** Share of the budget that recently edited places may take. */
const RECENT_EDITS_SHARE = 0.25;
/** Share of the budget that diagnostics may take. */
const DIAGNOSTICS_SHARE = 0.25;
/** The name under which a model is shown diagnostics, which are no file. */
const DIAGNOSTICS_PATH = 'diagnostics.txt';

/** The cursor for which context is wanted. */
export interface ContextRequest {
  readonly uri: string;
  readonly languageId: string;
  readonly cursor: TextPosition;
  /** What the model is sent of the document itself. */
  readonly window: Pick<CursorWindow, 'prefix' | 'suffix'>;
  /** Tokens for all pieces together, as `estimateTokens` counts them. */
  readonly budget: number;
}

/**
 * Context beyond the file: it follows the open files edit by edit, and for a cursor chooses the pieces of them that
 * are most like its surroundings, declare the names near it, or were edited last.
 */
export class CompletionContext {
  readonly #index = new OpenFileIndex();
  readonly #edits = new RecentEdits();
  readonly #definitions = new KnownDefinitions(this.#index);
  readonly #diagnostics = new Diagnostics();
  readonly #sent = new LruMap<string, readonly PieceSource[]>(DOCUMENTS_REMEMBERED);

  /** Takes in a file, in place of what was known of it. */
  open(file: OpenFile, lines: readonly string[]): void {
    this.#definitions.forgetExcerptsOf(file.uri);
    this.#index.open(file, lines);
  }

  /** @throws RangeError when the file is not open or has no such lines; it is then to be opened anew */
  edit(uri: string, change: ReplacedLines): void {
    const place = this.#index.edit(uri, change);
    this.#diagnostics.edit(uri, change);
    if (place) this.#edits.add(place);
  }

  /** Takes in what a name of an open document means. */
  define(uri: string, name: string, definition: Definition): void {
    this.#definitions.set(uri, name, definition);
  }

  /**
   * A file or folder has changed where it is not open: what was known of definitions in it is forgotten.
   * Returns whether anything was.
   */
  changedOnDisk(uri: string): boolean {
    return this.#definitions.forgetExcerptsOf(uri);
  }

  /** Takes in what a language server has to say of an open document, in place of what it said before. */
  diagnose(uri: string, diagnostics: readonly Diagnostic[]): void {
    if (this.has(uri)) this.#diagnostics.set(uri, diagnostics);
  }

  /** Forgets a file and all that was known of it. */
  close(uri: string): void {
    this.#index.close(uri);
    this.#sent.delete(uri);
    this.#diagnostics.close(uri);
    this.#definitions.forgetNamesOf(uri);
    this.#definitions.forgetExcerptsOf(uri);
  }

  has(uri: string): boolean {
    return this.#index.file(uri) !== undefined;
  }

  /** The pieces for a cursor: those that stay the same from key to key first, recent edits and diagnostics last. */
  piecesFor(request: ContextRequest): ContextPiece[] {
    const { uri, languageId, budget } = request;
    const window = windowLines(request);
    const edits = this.#editsWithin(budget * RECENT_EDITS_SHARE, window);
    const ranked = rankPieces(this.#index, {
      names: nearNames(request.window),
      languageId,
      window,
      definitionOf: (name) => this.#definitions.find(uri, name),
    });
    const diagnostics = this.#diagnosticsPiece(request);
    const taken = [...edits, ...diagnostics];
    const left = budget - taken.reduce((sum, { tokens }) => sum + tokens, 0);
    const previous = this.#sent.get(uri) ?? [];
    const packed = packPieces({ ranked, previous, taken: edits, budget: left });
    this.#sent.set(
      uri,
      packed.map(({ source }) => source),
    );
    return [...packed, ...taken].map(({ piece }) => piece);
  }

  /** What language servers say of the lines around the cursor, as a file of its own. */
  #diagnosticsPiece({ uri, cursor, budget }: ContextRequest): { piece: ContextPiece; tokens: number }[] {
    const file = this.#index.file(uri);
    const lineAt = (line: number) => file?.linesBetween(line, line + 1)[0] ?? '';
    const text = this.#diagnostics.describe(uri, cursor.line, lineAt);
    if (text === undefined) return [];
    const piece = { path: DIAGNOSTICS_PATH, uri, text };
    const tokens = tokensOf(piece);
    return tokens > budget * DIAGNOSTICS_SHARE ? [] : [{ piece, tokens }];
  }

  /** The most recent edits that fit, most recent last. */
  #editsWithin(budget: number, window: LineRange): PackedPiece[] {
    let left = budget;
    const fitting = this.#edits
      .pieces(this.#index, window)
      .map(renderPiece)
      .reverse()
      .filter(({ piece, tokens }) => {
        if (piece.text === '' || tokens > left) return false;
        left -= tokens;
        return true;
      });
    return fitting.reverse();
  }
}

function windowLines({ uri, cursor, window }: ContextRequest): LineRange {
  const startLine = cursor.line - countLineEnds(window.prefix);
  const endLine = cursor.line + countLineEnds(window.suffix) + (window.suffix.endsWith('\n') ? 0 : 1);
  return { uri, startLine, endLine };
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
