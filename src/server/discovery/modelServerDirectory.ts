import type {
  FoundServer,
  ModelServers,
  OfferedModel,
  PullProgress,
  ReachableAddress,
} from '../../core/model/modelServer';
import { askServer } from '../../core/privacy/gate';
import type { SentLog } from '../../core/privacy/sentLog';
import { ModelError } from '../../core/model/errors';
import type { Clock } from '../../util/clock';
import type { KeyStore } from '../keyStore';

export interface ModelServerDirectoryOptions {
  readonly servers: ModelServers;
  readonly keys: Pick<KeyStore, 'get'>;
  readonly log: SentLog;
  readonly clock: Clock;
}

/** Servers before a model of theirs is chosen. Each question is in the log of what was sent, with the role `check`. */
export class ModelServerDirectory {
  constructor(private readonly options: ModelServerDirectoryOptions) {}

  /** The model servers of this machine, in the order of their usual ports. What does not answer is left out. */
  async findLocal(signal: AbortSignal): Promise<readonly FoundServer[]> {
    const found = await Promise.all(
      this.options.servers.local().map((question) =>
        askServer(this.options, question.identity, (call) => question.ask(call), signal).catch(
          (error: unknown) => {
            // Mostly nobody is there, and sometimes somebody else: both are what was to be found out.
            if (ModelError.is(error)) return undefined;
            throw error;
          },
        ),
      ),
    );
    return found.filter((server) => server !== undefined);
  }

  /** The models that a server lists. @throws ModelError, AbortError */
  list(address: ReachableAddress, signal: AbortSignal): Promise<readonly OfferedModel[]> {
    const server = this.#at(address);
    return askServer(this.options, server.identity, (call) => server.list(call), signal);
  }

  /** Has Ollama download a model. @throws ModelError, AbortError */
  pull(
    { baseUrl, model }: OllamaModel,
    onProgress: (progress: PullProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const server = this.#at({ provider: 'ollama', baseUrl, name: model });
    const pull = async (call: Parameters<typeof server.pull>[1]) => {
      for await (const progress of server.pull(model, call)) onProgress(progress);
    };
    return askServer(this.options, server.identity, pull, signal);
  }

  /** Has Ollama delete a model. @throws ModelError, AbortError */
  delete({ baseUrl, model }: OllamaModel, signal: AbortSignal): Promise<void> {
    const server = this.#at({ provider: 'ollama', baseUrl, name: model });
    return askServer(this.options, server.identity, (call) => server.delete(model, call), signal);
  }

  #at(address: ReachableAddress) {
    const { provider, baseUrl } = address;
    const { origin } = new URL(baseUrl);
    return this.options.servers.at(address, () =>
      this.options.keys.get({ id: origin, provider, baseUrl, model: '' }),
    );
  }
}

interface OllamaModel {
  readonly baseUrl: string;
  readonly model: string;
}
