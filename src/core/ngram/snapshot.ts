import { ByteReader, ByteWriter, checksum } from './byteCoding';
import type { DocumentStore } from './documentStore';
import type { IndexedDocument } from './documents';
import { NO_LINE } from './tokenArena';

/** `FWNG` and the version of the layout; a snapshot of any other version is not read. */
const MAGIC = [0x46, 0x57, 0x4e, 0x47, 1];
const CHECKSUM_BYTES = 4;
const HEADER_BYTES = MAGIC.length + CHECKSUM_BYTES;

/** What became of a snapshot that was to be read. */
export type RestoreResult =
  | { readonly kind: 'restored'; readonly documents: number }
  /** Not a snapshot, one of another version of Fairwind, or a damaged one. Nothing has changed. */
  | { readonly kind: 'unusable'; readonly reason: 'notASnapshot' | 'otherVersion' | 'damaged' };

/**
 * Writes the documents of a store: a table of lexemes, then per document its lines as numbers into that table.
 * Contexts are not written; they are eight times larger and found again as fast as they could be read.
 */
export function writeSnapshot(store: DocumentStore): Uint8Array {
  const lexemes = new Map<number, number>();
  const documents = new ByteWriter();
  let count = 0;
  for (const document of store.documents) {
    if (store.isWaiting(document.id)) continue;
    count++;
    const body = writeDocument(store, document, lexemes);
    for (const text of [document.id, document.languageId, document.version]) documents.text(text);
    documents.number(body.length);
    documents.append(body);
  }
  const payload = new ByteWriter();
  payload.number(lexemes.size);
  for (const lexeme of lexemes.keys()) payload.text(store.vocabulary.text(lexeme));
  payload.number(count);
  payload.append(documents.bytes());
  return withHeader(payload.bytes());
}

function writeDocument(
  { index: { arena } }: DocumentStore,
  document: IndexedDocument,
  lexemes: Map<number, number>,
): Uint8Array {
  const body = new ByteWriter();
  body.number(document.lines.length);
  for (const line of document.lines) {
    const length = line === NO_LINE ? 0 : (arena.lineLength[line] ?? 0);
    body.number(length);
    if (length === 0) continue;
    body.number(arena.lineIndent[line] ?? 0);
    const start = arena.lineStart[line] ?? 0;
    for (let at = start + 1; at < start + length; at++) {
      const token = arena.tokens[at] ?? 0;
      const place = lexemes.get(token >> 1) ?? lexemes.size;
      lexemes.set(token >> 1, place);
      body.number((place << 1) | (token & 1));
    }
  }
  return body.bytes();
}

function withHeader(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + payload.length);
  bytes.set(MAGIC);
  bytes.set(payload, HEADER_BYTES);
  const sum = checksum(bytes, HEADER_BYTES);
  for (let at = 0; at < CHECKSUM_BYTES; at++) bytes[MAGIC.length + at] = sum >>> (8 * at);
  return bytes;
}

/** Queues the documents of a snapshot that the store does not have yet. They are read by `indexSlice`. */
export function restoreSnapshot(bytes: Uint8Array, store: DocumentStore): RestoreResult {
  const problem = problemOf(bytes);
  if (problem !== undefined) return { kind: 'unusable', reason: problem };
  const reader = new ByteReader(bytes, HEADER_BYTES);
  const lexemes = Array.from({ length: reader.number() }, () => reader.text());
  const count = reader.number();
  let documents = 0;
  for (let document = 0; document < count && !reader.isAtEnd; document++) {
    const [id, languageId, version] = [reader.text(), reader.text(), reader.text()];
    const length = reader.number();
    const start = reader.position;
    reader.skip(length);
    if (store.get(id) !== undefined) continue;
    documents++;
    store.enqueueLines({ id, languageId, version }, () => readLines(new ByteReader(bytes, start), lexemes));
  }
  return { kind: 'restored', documents };
}

function problemOf(bytes: Uint8Array): 'notASnapshot' | 'otherVersion' | 'damaged' | undefined {
  if (bytes.length < HEADER_BYTES) return 'notASnapshot';
  if (MAGIC.slice(0, -1).some((byte, at) => bytes[at] !== byte)) return 'notASnapshot';
  if (bytes[MAGIC.length - 1] !== MAGIC.at(-1)) return 'otherVersion';
  let stored = 0;
  for (let at = 0; at < CHECKSUM_BYTES; at++) stored |= (bytes[MAGIC.length + at] ?? 0) << (8 * at);
  return stored >>> 0 === checksum(bytes, HEADER_BYTES) ? undefined : 'damaged';
}

/** The lines of a document as text: what the tokenizer reads from it are the tokens that were written. */
function readLines(reader: ByteReader, lexemes: readonly string[]): string[] {
  const count = reader.number();
  const lines: string[] = [];
  while (lines.length < count && !reader.isAtEnd) {
    const length = reader.number();
    let text = length === 0 ? '' : ' '.repeat(reader.number());
    for (let at = 1; at < length; at++) {
      const token = reader.number();
      text += ((token & 1) === 1 ? ' ' : '') + (lexemes[token >> 1] ?? '');
    }
    lines.push(text);
  }
  return lines;
}
