import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { abortError } from '../../util/abort';
import type { PdfText } from './readPdf';

/** Milliseconds and megabytes that one PDF may take. */
const MOST_MS = 20_000;
const MOST_MEMORY_MB = 512;

/**
 * Reads the text of a PDF in a thread of its own, which is ended where the file has it take too long or too much.
 * @throws AbortError
 */
export async function readPdfApart(
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<PdfText | { readonly failure: 'failed' }> {
  const worker = new Worker(join(__dirname, 'pdf.js'), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    env: {},
  });
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS), stop.signal]);
  try {
    return await new Promise((resolve, reject) => {
      const fail = () => resolve({ failure: 'failed' });
      worker.once('message', (text: PdfText) => resolve(text));
      worker.once('error', fail);
      worker.once('exit', fail);
      ended.addEventListener('abort', () => (signal.aborted ? reject(abortError()) : fail()), { once: true });
    });
  } finally {
    stop.abort();
    await worker.terminate();
  }
}
