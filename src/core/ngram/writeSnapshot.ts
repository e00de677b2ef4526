import { ByteWriter, Checksum } from './byteCoding';
import type { DocumentStore } from './documentStore';
import type { IndexedDocument } from './documents';
import { NO_LINE } from './tokenArena';

/** `FWNG` and the version of the layout; a snapshot of any other version is not read. */
export const MAGIC = [0x46, 0x57, 0x4e, 0x47, 2];
/** A checksum of all bytes before it ends the snapshot. */
export const CHECKSUM_BYTES = 4;
/** A piece is handed out when it has this many bytes. */
const PIECE_BYTES = 2 ** 15;

/**
 * Writes the documents of a store, one after the other: its name, the lexemes that no document before it has, and its
 * lines as numbers of lexemes in the order in which they were written.
 * Contexts are not written; they are eight times larger and found again as fast as they could be read.
 */
export function* writeSnapshot(store: DocumentStore): Generator<Uint8Array, void> {
  const checksum = new Checksum();
  const lexemes = new WrittenLexemes(store);
  const [piece, body] = [new ByteWriter(), new ByteWriter()];
  piece.append(Uint8Array.from(MAGIC));
  for (const document of store.documents) {
    if (store.isWaiting(document.id)) continue;
    writeLines(store, document, lexemes, body);
    for (const text of [document.id, document.languageId, document.version]) piece.text(text);
    const added = lexemes.takeNew();
    piece.number(added.length);
    for (const text of added) piece.text(text);
    piece.number(body.length);
    piece.append(body.take());
    if (piece.length >= PIECE_BYTES) yield takePiece(piece, checksum);
  }
  yield takePiece(piece, checksum);
  yield checksum.bytes();
}

function takePiece(piece: ByteWriter, checksum: Checksum): Uint8Array {
  const bytes = piece.take();
  checksum.add(bytes);
  return bytes;
}

function writeLines(
  { index: { arena } }: DocumentStore,
  document: IndexedDocument,
  lexemes: WrittenLexemes,
  body: ByteWriter,
): void {
  body.number(document.lines.length);
  for (const line of document.lines) {
    const length = line === NO_LINE ? 0 : (arena.lineLength[line] ?? 0);
    body.number(length);
    if (length === 0) continue;
    body.number(arena.lineIndent[line] ?? 0);
    const start = arena.lineStart[line] ?? 0;
    for (let at = start + 1; at < start + length; at++) {
      const token = arena.tokens[at] ?? 0;
      body.number((lexemes.placeOf(token >> 1) << 1) | (token & 1));
    }
  }
}

/**
 * The lexemes written so far, each with its place in the order of writing. The number of a lexeme may be given to
 * another text while a snapshot is written, which is why the text counts.
 */
class WrittenLexemes {
  readonly #texts: string[] = [];
  readonly #places: number[] = [];
  #new: string[] = [];
  #count = 0;

  constructor(private readonly store: DocumentStore) {}

  placeOf(lexeme: number): number {
    const text = this.store.vocabulary.text(lexeme);
    while (this.#texts.length <= lexeme) {
      this.#texts.push('');
      this.#places.push(0);
    }
    if (this.#texts[lexeme] !== text) {
      this.#texts[lexeme] = text;
      this.#places[lexeme] = this.#count++;
      this.#new.push(text);
    }
    return this.#places[lexeme] ?? 0;
  }

  /** The lexemes that were new since the last call, in the order of their places. */
  takeNew(): string[] {
    const texts = this.#new;
    this.#new = [];
    return texts;
  }
}
