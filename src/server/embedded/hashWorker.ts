import { type Hash, createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { HashOrder, HashTask } from './fileHash';

/** Bytes that are read at a time. */
const PIECE_BYTES = 1024 * 1024;

/** Hashes a file that grows, in a thread of its own, as far as it is told that it has grown. */
const { path, algorithm } = workerData as HashTask;
const piece = Buffer.allocUnsafe(PIECE_BYTES);
let hash: Hash = createHash(algorithm);
let position = 0;

function readTo(end: number): void {
  const file = openSync(path, 'r');
  try {
    while (position < end) {
      const bytes = readSync(file, piece, 0, Math.min(PIECE_BYTES, end - position), position);
      // The file was begun anew meanwhile; the order to do the same with its hash follows.
      if (bytes === 0) return;
      hash.update(piece.subarray(0, bytes));
      position += bytes;
    }
  } finally {
    closeSync(file);
  }
}

parentPort?.on('message', (order: HashOrder) => {
  if (order.type === 'grown') readTo(order.bytes);
  else if (order.type === 'restart') {
    hash = createHash(algorithm);
    position = 0;
  } else parentPort?.postMessage({ hex: hash.copy().digest('hex'), bytes: position });
});
