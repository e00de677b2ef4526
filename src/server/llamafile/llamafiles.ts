import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, stat } from 'node:fs/promises';
import { ModelError } from '../../core/model/errors';
import type { OfferedModel } from '../../core/model/modelServer';
import { throwIfAborted } from '../../util/abort';
import type { Timer } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { sleep } from '../../util/sleep';

/** Its own, so that no usual port of another model server is taken: from here on, one for each path. */
const FIRST_PORT = 41_000;
const PORTS = 8_000;
/** How many ports are tried, where another program has them. */
const MOST_TRIES = 5;
/** Milliseconds between two looks whether it answers. A large model is read for minutes. */
const LOOK_EVERY_MS = 1_000;
/** Characters of its last words that are kept to say why it ended. */
const LAST_WORDS = 2_000;
const ANY_EXECUTE_BIT = 0o111;
const OWNER_EXECUTE_BIT = 0o100;

/** A llamafile that this engine has started. */
export interface RunningLlamafile {
  readonly path: string;
  readonly baseUrl: string;
}

/** Why a llamafile does not run. `detail` is in its own words. */
export class LlamafileError extends Error {
  constructor(
    readonly why: 'notFound' | 'ended',
    readonly detail: string,
  ) {
    super(`${why}: ${detail}`);
    this.name = 'LlamafileError';
  }
}

export interface LlamafilesOptions {
  /** The bundle of `src/llama/supervise.ts`. */
  readonly supervisor: string;
  /** The models that a server lists. @throws ModelError while it does not answer; AbortError */
  readonly list: (baseUrl: string, signal: AbortSignal) => Promise<readonly OfferedModel[]>;
  readonly timer: Timer;
  readonly logger: Logger;
}

/**
 * The llamafiles that run as servers on this machine, each a program and a model in one file. They answer 127.0.0.1
 * alone and end with the engine, however that ends.
 */
export class Llamafiles implements Disposable {
  readonly #running = new Map<string, LlamafileProcess>();

  constructor(private readonly options: LlamafilesOptions) {}

  get running(): readonly RunningLlamafile[] {
    return [...this.#running.values()].map(({ path, baseUrl }) => ({ path, baseUrl }));
  }

  /**
   * Starts a file as a server, and resolves when it answers. One that runs already is left as it is.
   * @throws LlamafileError, and AbortError, after which it does not run
   */
  async start(
    path: string,
    signal: AbortSignal,
  ): Promise<RunningLlamafile & { readonly models: readonly OfferedModel[] }> {
    await makeExecutable(path);
    throwIfAborted(signal);
    for (let attempt = 0; ; attempt++) {
      const running = this.#running.get(path) ?? this.#spawn(path, portOf(path, attempt));
      try {
        const models = await this.#untilItAnswers(running, signal);
        return { path, baseUrl: running.baseUrl, models };
      } catch (error) {
        this.stop(path);
        if (attempt === MOST_TRIES || !isPortTaken(error)) throw error;
      }
    }
  }

  /** Ends one. Does nothing where it does not run. */
  stop(path: string): void {
    this.#running.get(path)?.end();
    this.#running.delete(path);
  }

  dispose(): void {
    for (const { path } of this.running) this.stop(path);
  }

  #spawn(path: string, port: number): LlamafileProcess {
    const { supervisor, logger } = this.options;
    const running = new LlamafileProcess({ supervisor, path, port, log: (line) => logger.debug(line) });
    this.#running.set(path, running);
    void running.ended.then(() => {
      if (this.#running.get(path) === running) this.#running.delete(path);
    });
    return running;
  }

  async #untilItAnswers(
    { baseUrl, ended }: LlamafileProcess,
    signal: AbortSignal,
  ): Promise<readonly OfferedModel[]> {
    let words: string | undefined;
    void ended.then((last) => (words = last));
    for (;;) {
      await Promise.race([sleep(this.options.timer, LOOK_EVERY_MS, signal), ended]);
      throwIfAborted(signal);
      const models = words === undefined ? await this.#ask(baseUrl, signal) : undefined;
      // Another program may have the port and answer in its place.
      if (words !== undefined) throw new LlamafileError('ended', words);
      if (models) return models;
    }
  }

  async #ask(baseUrl: string, signal: AbortSignal): Promise<readonly OfferedModel[] | undefined> {
    try {
      return await this.options.list(baseUrl, signal);
    } catch (error) {
      if (ModelError.is(error)) return undefined;
      throw error;
    }
  }
}

class LlamafileProcess {
  readonly path: string;
  readonly baseUrl: string;
  /** Resolves with its last words. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #lastWords = '';

  constructor(options: {
    readonly supervisor: string;
    readonly path: string;
    readonly port: number;
    readonly log: (line: string) => void;
  }) {
    const { supervisor, path, port } = options;
    this.path = path;
    this.baseUrl = `http://127.0.0.1:${port}`;
    const args = ['--server', '--nobrowser', '--host', '127.0.0.1', '--port', String(port)];
    this.#child = fork(supervisor, [path, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
        options.log(text.trimEnd());
      });
    this.ended = new Promise((resolve) => {
      this.#child.once('error', ({ message }) => resolve(message));
      this.#child.once('close', () => resolve(this.#lastWords.trim()));
    });
  }

  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}

/** The same for the same file, so that the address in the settings stays right. */
function portOf(path: string, attempt: number): number {
  const number = createHash('sha256').update(path).digest().readUInt32BE();
  return FIRST_PORT + ((number + attempt) % PORTS);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof LlamafileError && /bind|address already in use|EADDRINUSE/i.test(error.detail);
}

/** A browser saves what it downloads without the right to run it; whoever has it started wants it to run. */
async function makeExecutable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new LlamafileError('notFound', path);
  if (process.platform !== 'win32' && (found.mode & ANY_EXECUTE_BIT) === 0)
    await chmod(path, found.mode | OWNER_EXECUTE_BIT);
}
