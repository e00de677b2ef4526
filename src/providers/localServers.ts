import type { CallOptions } from '../core/model/languageModel';
import type { FoundServer, LocalAddress } from '../core/model/modelServer';
import { joinUrl } from './address';
import { textOf } from './answer';
import type { Connection } from './connection';
import { fieldsOf, modelListUrl, readModelList } from './modelLists';
import { findServerByOwner } from './openaiServers';

/**
 * The usual ports, as the servers' own documentation gives them: Ollama; llama.cpp and llamafile; a second llamafile;
 * LM Studio; vLLM. By address, not by name, so that no resolver is asked.
 */
export const LOCAL_ADDRESSES: readonly LocalAddress[] = [
  { baseUrl: 'http://127.0.0.1:11434', isOllamas: true },
  { baseUrl: 'http://127.0.0.1:8080' },
  { baseUrl: 'http://127.0.0.1:8081' },
  { baseUrl: 'http://127.0.0.1:1234' },
  { baseUrl: 'http://127.0.0.1:8000' },
];

/**
 * Asks what answers at an address, with GET requests alone. A model server is known by its own words: Ollama by
 * `/api/version`, all others by `owned_by` in `/v1/models`. Where something else answers, such as a web server that the
 * person works on, it is asked once and left alone.
 * @returns undefined when it is no model server that is known
 * @throws ModelError when nobody answers, or with anything but JSON; AbortError
 */
export async function recogniseServer(
  connection: Connection,
  { baseUrl, isOllamas = false }: LocalAddress,
  call: CallOptions,
): Promise<FoundServer | undefined> {
  if (isOllamas) return askOllama(connection, baseUrl, call);
  const list = await connection.json(modelListUrl('llamacpp', baseUrl), call);
  const entries = list['data'];
  const owner = Array.isArray(entries) ? textOf(fieldsOf(entries[0])['owned_by']) : undefined;
  const server = findServerByOwner(owner);
  if (server?.name === undefined) return undefined;
  if (server.betterProvider === 'ollama') return askOllama(connection, baseUrl, call);
  const models = readModelList('openai', list);
  if (server.betterProvider !== 'llamacpp')
    return { name: server.name, provider: 'openai', baseUrl: `${baseUrl}/v1`, models };
  const name = await askLlamaCpp(connection, baseUrl, call);
  return { name, provider: 'llamacpp', baseUrl, models };
}

async function askOllama(
  connection: Connection,
  baseUrl: string,
  call: CallOptions,
): Promise<FoundServer | undefined> {
  const version = textOf((await connection.json(joinUrl(baseUrl, '/api/version'), call))['version']);
  if (version === undefined) return undefined;
  const models = readModelList('ollama', await connection.json(modelListUrl('ollama', baseUrl), call));
  return { name: `Ollama ${version}`, provider: 'ollama', baseUrl, models };
}

/** The name of a server that calls itself llama.cpp: a llamafile is one, too, and is its own model file. */
async function askLlamaCpp(connection: Connection, baseUrl: string, call: CallOptions): Promise<string> {
  const props = await connection.json(joinUrl(baseUrl, '/props'), call);
  if (textOf(props['model_path'])?.endsWith('.llamafile') === true) return 'llamafile';
  const build = textOf(props['build_info']);
  return build === undefined ? 'llama.cpp' : `llama.cpp ${build}`;
}
