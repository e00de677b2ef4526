import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../util/disposable';

export type HashAlgorithm = 'sha256' | 'sha512';

/** What the thread is made for. */
export interface HashTask {
  readonly path: string;
  readonly algorithm: HashAlgorithm;
}

/** What the thread is told. It does one after the other. */
export type HashOrder =
  /** So many bytes are in the file. */
  { readonly type: 'grown'; readonly bytes: number } | { readonly type: 'restart' | 'digest' };

/**
 * The hash of a file while it is written. It is made in a thread of its own from what is already in the file, which the
 * system still has in memory: the thread that reads from the network would otherwise do both, one after the other.
 */
export class FileHash implements Disposable {
  readonly #worker: Worker;
  readonly #failed: Promise<never>;

  /** @param script the built `hashWorker` */
  constructor(script: string, task: HashTask) {
    this.#worker = new Worker(script, { workerData: task, env: {} });
    this.#failed = new Promise<never>((_, reject) => this.#worker.once('error', reject));
    // Whoever asks for the digest hears of it.
    this.#failed.catch(() => undefined);
  }

  /** @param bytes in the file from its start, all of them written */
  grown(bytes: number): void {
    this.#tell({ type: 'grown', bytes });
  }

  /** The file begins anew. */
  restart(): void {
    this.#tell({ type: 'restart' });
  }

  /** The hash in hexadecimal, of so many bytes. Rejects with what kept the file from being read. */
  async digest(): Promise<{ readonly hex: string; readonly bytes: number }> {
    const answered = once(this.#worker, 'message');
    this.#tell({ type: 'digest' });
    const [answer] = (await Promise.race([answered, this.#failed])) as [{ hex: string; bytes: number }];
    return answer;
  }

  dispose(): void {
    void this.#worker.terminate();
  }

  #tell(order: HashOrder): void {
    this.#worker.postMessage(order);
  }
}
