import { parentPort, workerData } from 'node:worker_threads';
import { readPdf } from './readPdf';

/** Reads one PDF and ends. */
parentPort?.postMessage(readPdf(workerData as Uint8Array));
