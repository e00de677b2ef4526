import type { NetworkSettings } from '../core/config/networkSettings';
import type { ModelIdentity } from '../core/model/languageModel';
import type { ModelServers, ReachableAddress, ServerProvider } from '../core/model/modelServer';
import { isLoopback } from './address';
import { anthropicHeaders } from './anthropic';
import { Connection, type WireHeaders, bearerHeaders } from './connection';
import { geminiHeaders } from './gemini';
import { LOCAL_ADDRESSES, recogniseServer } from './localServers';
import { modelListUrl, readModelList } from './modelLists';
import { deleteModel, pullModel } from './ollamaLibrary';
import { Transport, type TransportTimeouts } from './transport';

export interface ModelServersOptions {
  /** How the editor reaches the network, asked for on every request. */
  readonly network: () => NetworkSettings;
  /** The environment, which may name a proxy. The process's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
}

/** This machine answers at once or not at all: a port that is silent must not hold up the list of the others. */
const LOCAL_TIMEOUTS: TransportTimeouts = { connectMs: 500, firstByteMs: 1_500, idleMs: 1_500 };
/** Ollama is silent for a while when it checks the sum of a large file that it has downloaded. */
const TIMEOUTS: TransportTimeouts = { connectMs: 10_000, firstByteMs: 30_000, idleMs: 120_000 };

const HEADERS: Readonly<Partial<Record<ServerProvider, WireHeaders>>> = {
  anthropic: anthropicHeaders,
  gemini: geminiHeaders,
};

/** Makes the connections to servers. Their sockets are closed by `dispose`. */
export function createModelServers({ network, env = process.env }: ModelServersOptions): ModelServers {
  const quick = new Transport({ timeouts: LOCAL_TIMEOUTS, network, env });
  const patient = new Transport({ timeouts: TIMEOUTS, network, env });
  const connect = (
    address: ReachableAddress,
    transport: Transport,
    getKey: () => Promise<string | undefined>,
  ) =>
    new Connection({
      identity: identify(address),
      transport,
      getKey,
      streamType: 'application/x-ndjson',
      headers: HEADERS[address.provider] ?? bearerHeaders,
    });
  return {
    local: (addresses = LOCAL_ADDRESSES) =>
      addresses.map((address) => {
        const provider = address.isOllamas === true ? 'ollama' : 'llamacpp';
        const withoutKey = () => Promise.resolve(undefined);
        const connection = connect({ provider, baseUrl: address.baseUrl }, quick, withoutKey);
        return {
          identity: connection.identity,
          ask: (call) => recogniseServer(connection, address, call),
        };
      }),
    at(address, getKey) {
      const { provider, baseUrl } = address;
      const connection = connect(address, patient, getKey);
      return {
        identity: connection.identity,
        list: async (call) =>
          readModelList(provider, await connection.json(modelListUrl(provider, baseUrl), call)),
        pull: (model, call) => pullModel(connection, { baseUrl, model }, call),
        delete: (model, call) => deleteModel(connection, { baseUrl, model }, call),
      };
    },
    dispose() {
      quick.dispose();
      patient.dispose();
    },
  };
}

function identify({ provider, baseUrl, name }: ReachableAddress): ModelIdentity {
  const url = new URL(baseUrl);
  return { id: name ?? url.host, provider, model: '', host: url.host, isLocal: isLoopback(url) };
}
