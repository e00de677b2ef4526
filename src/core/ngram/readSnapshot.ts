import { ByteReader, Checksum } from './byteCoding';
import type { DocumentStore } from './documentStore';
import { CHECKSUM_BYTES, MAGIC } from './writeSnapshot';

/** Bytes that are checked in one step. */
const STEP_BYTES = 2 ** 18;
/** Documents that are added in one step: each is only a few words until `indexSlice` reads it. */
const STEP_DOCUMENTS = 8;

/** What became of a snapshot that was to be read. */
export type RestoreResult =
  | { readonly kind: 'restored'; readonly documents: number }
  /** Not a snapshot, one of another version of Fairwind, or a damaged one. Nothing has changed. */
  | { readonly kind: 'unusable'; readonly reason: 'notASnapshot' | 'otherVersion' | 'damaged' };

/** Queues the documents of a snapshot that the store does not have yet, in steps. They are read by `indexSlice`. */
export function* restoreSnapshot(bytes: Uint8Array, store: DocumentStore): Generator<void, RestoreResult> {
  const problem = yield* problemOf(bytes);
  if (problem !== undefined) return { kind: 'unusable', reason: problem };
  const records = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  const reader = new ByteReader(records, MAGIC.length);
  const lexemes: string[] = [];
  let documents = 0;
  for (let record = 1; !reader.isAtEnd; record++) {
    const [id, languageId, version] = [reader.text(), reader.text(), reader.text()];
    const added = Math.min(reader.number(), records.length);
    for (let at = 0; at < added; at++) lexemes.push(reader.text());
    const length = reader.number();
    const start = reader.position;
    reader.skip(length);
    if (store.get(id) === undefined) {
      documents++;
      store.enqueueLines({ id, languageId, version }, () =>
        readLines(new ByteReader(records, start), lexemes),
      );
    }
    if (record % STEP_DOCUMENTS === 0) yield;
  }
  return { kind: 'restored', documents };
}

function* problemOf(
  bytes: Uint8Array,
): Generator<void, 'notASnapshot' | 'otherVersion' | 'damaged' | undefined> {
  if (bytes.length < MAGIC.length + CHECKSUM_BYTES) return 'notASnapshot';
  if (MAGIC.slice(0, -1).some((byte, at) => bytes[at] !== byte)) return 'notASnapshot';
  if (bytes[MAGIC.length - 1] !== MAGIC.at(-1)) return 'otherVersion';
  const end = bytes.length - CHECKSUM_BYTES;
  const checksum = new Checksum();
  for (let at = 0; at < end; at += STEP_BYTES) {
    checksum.add(bytes.subarray(at, Math.min(end, at + STEP_BYTES)));
    yield;
  }
  return checksum.bytes().every((byte, at) => bytes[end + at] === byte) ? undefined : 'damaged';
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
