import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  EmbeddedModels as EmbeddedModelsPort,
  EmbeddedSpec,
  LoadedEmbeddedModel,
} from '../../core/model/embeddedModels';
import { ModelError, type ModelErrorKind } from '../../core/model/errors';
import { type ModelIdentity, modelLabel } from '../../core/model/languageModel';
import type { LlamaAnswerEvent, LlamaModelInfo, LlamaRequest } from '../../core/model/llamaMessages';
import { orAborted, throwIfAborted } from '../../util/abort';
import type { Clock, Timer } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { LlamaCrash, LlamaProcess, ModelFileError } from './llamaProcess';

/** Crashes in a row after which a model rests. */
const MAX_CRASHES = 3;
/** Milliseconds before it is started again after the first crash; doubled after each further one. */
const FIRST_RESTART_MS = 250;
/** Milliseconds that a model rests after its last crash, also when only one came: then it counts from one again. */
const REST_MS = 300_000;

export interface EmbeddedModelsOptions {
  /** See `EmbeddedModels.host` in `core/model/embeddedModels`. */
  readonly host: string;
  /** The bundle of `src/llama`. */
  readonly script: string;
  readonly threads: number;
  /** The folder with the native library; undefined while it is not installed. */
  readonly runtimeFolder: () => Promise<string | undefined>;
  /** The file of a settings entry's `model`; undefined when it is not on this machine. */
  readonly findFile: (model: string) => Promise<string | undefined>;
  /** Milliseconds without a request after which the model is unloaded; 0 to keep it. */
  readonly unloadAfterMs: () => number;
  /** Asks the person whether one model may take the place of another in memory. Both are names of models. */
  readonly mayReplace: (loaded: string, wanted: string) => Promise<boolean>;
  /** Shows that a model is being loaded until that has ended. */
  readonly showLoading: (name: string, ended: Promise<unknown>) => void;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly logger: Logger;
}

/** Milliseconds within which everyone who waits for a process hears of its one crash. */
const SAME_CRASH_MS = 100;

interface RunningModel {
  readonly key: string;
  /** What the settings entry says. */
  readonly model: string;
  readonly contextTokens: number;
  readonly name: string;
  readonly process: LlamaProcess;
  /** Undefined while it is being loaded. */
  info: LlamaModelInfo | undefined;
}

interface WantedModel {
  readonly identity: ModelIdentity;
  readonly model: string;
  readonly path: string;
  readonly contextTokens: number;
  /** Tells the file and how it is loaded from every other. */
  readonly key: string;
}

/** The models that run in a process of their own on this machine: at most one at a time. */
export class EmbeddedModels implements EmbeddedModelsPort, Disposable {
  readonly host: string;
  #running: RunningModel | undefined;
  #crashes = { key: '', count: 0, at: 0 };
  /** A file that llama.cpp refused is not loaded again until it has changed. */
  readonly #refused = new Map<string, string>();
  #asked = 0;
  #stopIdleTimer: () => void = () => {};

  constructor(private readonly options: EmbeddedModelsOptions) {
    this.host = options.host;
  }

  /** The process that runs now; undefined while there is none. */
  get processId(): number | undefined {
    return this.#running?.process.pid;
  }

  /** See the port. */
  async load(
    identity: ModelIdentity,
    spec: EmbeddedSpec,
    isAsked: boolean,
    signal: AbortSignal,
  ): Promise<LoadedEmbeddedModel> {
    const loaded = this.#running;
    // Not a look at the disk for a model that is in memory: that would cost every keystroke a millisecond.
    if (
      loaded?.info !== undefined &&
      loaded.model === spec.model &&
      loaded.contextTokens === spec.contextTokens
    )
      return this.#handle(identity, loaded, loaded.info);
    const { wanted, runtimeFolder } = await this.#find(identity, spec);
    throwIfAborted(signal);
    const running = await this.#start(wanted, runtimeFolder, isAsked, signal);
    return this.#handle(identity, running, await orAborted(this.#loaded(wanted, running), signal));
  }

  dispose(): void {
    this.#stopIdleTimer();
    this.#running?.process.dispose();
    this.#running = undefined;
  }

  #handle(identity: ModelIdentity, running: RunningModel, info: LlamaModelInfo): LoadedEmbeddedModel {
    return { info, ask: (request, signal) => this.#ask(identity, running, request, signal) };
  }

  async #find(
    identity: ModelIdentity,
    spec: EmbeddedSpec,
  ): Promise<{ readonly wanted: WantedModel; readonly runtimeFolder: string }> {
    const path = await this.options.findFile(spec.model);
    const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (path === undefined || file === undefined) throw failure('modelNotFound', identity);
    const { contextTokens } = spec;
    const key = JSON.stringify([path, contextTokens, file.size, file.mtimeMs]);
    const refused = this.#refused.get(key);
    if (refused !== undefined) throw failure('notAModelServer', identity, refused);
    const runtimeFolder = await this.options.runtimeFolder();
    if (runtimeFolder === undefined) throw failure('unreachable', identity);
    return { wanted: { identity, model: spec.model, path, contextTokens, key }, runtimeFolder };
  }

  async #start(
    wanted: WantedModel,
    runtimeFolder: string,
    isAsked: boolean,
    signal: AbortSignal,
  ): Promise<RunningModel> {
    while (this.#running?.key !== wanted.key) {
      const loaded = this.#running;
      if (loaded === undefined) {
        await this.#restAfterCrash(wanted, signal);
        // Another request may have started it meanwhile.
        if (this.#running === undefined) this.#running = this.#fork(wanted, runtimeFolder);
      } else {
        // A suggestion that nobody asked for throws no model out of the memory.
        const mayReplace =
          isAsked && (await this.options.mayReplace(loaded.name, modelLabel(wanted.identity)));
        throwIfAborted(signal);
        if (!mayReplace) throw failure('otherModelLoaded', wanted.identity, loaded.name);
        if (this.#running === loaded) this.dispose();
      }
    }
    return this.#running;
  }

  #fork(wanted: WantedModel, runtimeFolder: string): RunningModel {
    const { identity, model, path, contextTokens, key } = wanted;
    const { script, threads, logger } = this.options;
    const process = new LlamaProcess({
      script,
      runtimeFolder,
      file: { path, contextTokens, threads },
      onExit: () => {
        if (this.#running?.process === process) this.#running = undefined;
      },
      log: (line) => logger.info(`llama.cpp: ${line}`),
    });
    const name = modelLabel(identity);
    this.options.showLoading(name, process.loaded);
    return { key, model, contextTokens, name, process, info: undefined };
  }

  async #loaded({ identity, key }: WantedModel, running: RunningModel): Promise<LlamaModelInfo> {
    const { process } = running;
    try {
      const info = await process.loaded;
      running.info = info;
      this.#startIdleTimer();
      return info;
    } catch (error) {
      if (error instanceof ModelFileError) {
        this.#refused.set(key, error.message);
        process.dispose();
        throw failure('notAModelServer', identity, error.message);
      }
      throw this.#noteCrash(identity, key, error);
    }
  }

  async *#ask(
    identity: ModelIdentity,
    { key, process }: RunningModel,
    request: LlamaRequest,
    signal: AbortSignal,
  ): AsyncGenerator<LlamaAnswerEvent, void, undefined> {
    this.#asked++;
    this.#stopIdleTimer();
    try {
      yield* process.ask(request, signal);
      this.#crashes.count = 0;
    } catch (error) {
      throw this.#noteCrash(identity, key, error);
    } finally {
      this.#asked--;
      this.#startIdleTimer();
    }
  }

  /** Counts a crash, and says it in the words of models. Other errors are given back as they are. */
  #noteCrash(model: ModelIdentity, key: string, error: unknown): unknown {
    if (!(error instanceof LlamaCrash)) return error;
    // Everyone who waits for the process hears of its one crash.
    const { clock, logger } = this.options;
    const isNew = this.#crashes.key !== key || clock.now() - this.#crashes.at > SAME_CRASH_MS;
    const count =
      this.#crashes.key === key && clock.now() - this.#crashes.at < REST_MS ? this.#crashes.count : 0;
    if (isNew) {
      this.#crashes = { key, count: count + 1, at: clock.now() };
      logger.warn(`llama.cpp ended while it ran ${modelLabel(model)}: ${error.message}`);
    }
    return failure('serverFailed', model, error.message);
  }

  /** @throws ModelError `serverFailed` while the model rests after it crashed too often */
  async #restAfterCrash({ identity, key }: WantedModel, signal: AbortSignal): Promise<void> {
    const { count, at } = this.#crashes;
    if (this.#crashes.key !== key || count === 0) return;
    const since = this.options.clock.now() - at;
    if (count >= MAX_CRASHES && since < REST_MS) throw failure('serverFailed', identity, `${count} ×`);
    const restMs = FIRST_RESTART_MS * 2 ** (count - 1) - since;
    if (restMs > 0) await orAborted(wait(restMs), signal);
  }

  #startIdleTimer(): void {
    this.#stopIdleTimer();
    const unloadAfterMs = this.options.unloadAfterMs();
    if (this.#asked > 0 || unloadAfterMs === 0) return;
    this.#stopIdleTimer = this.options.timer.schedule(unloadAfterMs, () => this.dispose());
  }
}

function failure(kind: ModelErrorKind, model: ModelIdentity, detail?: string): ModelError {
  return new ModelError({ kind, model, ...(detail !== undefined && { detail }) });
}
