import { type ChildProcess, fork } from 'node:child_process';
import type {
  LlamaAnswerEvent,
  LlamaCommand,
  LlamaEvent,
  LlamaModelFile,
  LlamaModelInfo,
  LlamaRequest,
} from '../../core/model/llamaMessages';
import { abortError, throwIfAborted } from '../../util/abort';
import type { Disposable } from '../../util/disposable';

/** The process ended before it had answered. */
export class LlamaCrash extends Error {
  constructor(how: string) {
    super(how);
    this.name = 'LlamaCrash';
  }
}

/** llama.cpp read the file and refused it; the message is in its words. */
export class ModelFileError extends Error {}

export interface LlamaProcessOptions {
  /** The bundle of `src/llama`. */
  readonly script: string;
  /** The folder with the native library. */
  readonly runtimeFolder: string;
  readonly file: LlamaModelFile;
  readonly onExit: () => void;
  readonly log: (line: string) => void;
}

/** Characters of the process's last words that are kept to say why it ended. */
const LAST_WORDS = 2_000;

/** A process of its own for one model. It holds nothing but the model, so it is ended by killing it. */
export class LlamaProcess implements Disposable {
  readonly loaded: Promise<LlamaModelInfo>;
  readonly #child: ChildProcess;
  readonly #answers = new Map<number, AnswerQueue>();
  #settleLoad: { resolve(info: LlamaModelInfo): void; reject(error: Error): void } | undefined;
  #lastWords = '';
  #nextId = 1;

  constructor(private readonly options: LlamaProcessOptions) {
    const { script, runtimeFolder, file } = options;
    this.loaded = new Promise((resolve, reject) => (this.#settleLoad = { resolve, reject }));
    // Whoever asks for the model hears of a failure; nobody may be asking when the process is ended.
    this.loaded.catch(() => undefined);
    this.#child = fork(script, [runtimeFolder, String(file.threads)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: childEnvironment(process.env),
      execArgv: [],
    });
    this.#child.on('message', (event) => this.#receive(event as LlamaEvent));
    this.#child.once('error', (error) => this.#end(error.message));
    this.#child.once('exit', (code, signal) => this.#end(signal ?? `exit code ${code}`));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
      options.log(text.trimEnd());
    });
    this.#send({ type: 'load', file });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Streams the answer to one request. Aborting ends it at once here; the process stops at its next step.
   * @throws LlamaCrash when the process ends first, and an AbortError
   */
  async *ask(request: LlamaRequest, signal: AbortSignal): AsyncGenerator<LlamaAnswerEvent, void, undefined> {
    throwIfAborted(signal);
    const id = this.#nextId++;
    const answer = new AnswerQueue();
    this.#answers.set(id, answer);
    const onAbort = () => answer.fail(abortError());
    signal.addEventListener('abort', onAbort, { once: true });
    let isComplete = false;
    try {
      this.#send({ type: 'ask', id, request });
      while (!isComplete) {
        const event = await answer.next();
        isComplete = event.type !== 'text';
        yield event;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#answers.delete(id);
      if (!isComplete) this.#send({ type: 'cancel', id });
    }
  }

  dispose(): void {
    this.#child.kill('SIGKILL');
  }

  #send(command: LlamaCommand): void {
    // A channel that broke is followed by the process's exit, which everyone who waits hears of.
    if (this.#child.connected) this.#child.send(command, () => undefined);
  }

  #receive(event: LlamaEvent): void {
    if (event.type === 'loaded') this.#settleLoad?.resolve(event.info);
    else if (event.type === 'loadFailed') this.#settleLoad?.reject(new ModelFileError(event.detail));
    else this.#answers.get(event.id)?.push(event);
  }

  #end(how: string): void {
    const assertion = /GGML_ASSERT.*/.exec(this.#lastWords)?.[0];
    const crash = new LlamaCrash(assertion === undefined ? how : `${how}: ${assertion}`);
    this.#settleLoad?.reject(crash);
    for (const answer of this.#answers.values()) answer.fail(crash);
    this.options.onExit();
  }
}

/**
 * The environment without what Node, llama.cpp or the editor would act upon. ELECTRON_RUN_AS_NODE stays: in VS Code the
 * engine runs on Electron as Node, and so does its child.
 */
function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOurs = (name: string) => !/^(NODE_|LLAMA_|GGML_|npm_|VSCODE_)/i.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => isOurs(name)));
}

/** The events of one answer, handed from the process's messages to whoever reads. */
class AnswerQueue {
  readonly #events: LlamaAnswerEvent[] = [];
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  push(event: LlamaAnswerEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  fail(error: Error): void {
    this.#error ??= error;
    this.#wake?.();
  }

  async next(): Promise<LlamaAnswerEvent> {
    for (;;) {
      if (this.#error) throw this.#error;
      const event = this.#events.shift();
      if (event) return event;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
