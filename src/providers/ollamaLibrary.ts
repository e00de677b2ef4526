import { ModelError } from '../core/model/errors';
import type { CallOptions } from '../core/model/languageModel';
import type { PullProgress } from '../core/model/modelServer';
import { joinUrl, withoutV1 } from './address';
import { parseRecord, textOf, tokenCount } from './answer';
import type { Connection } from './connection';
import { readLines } from './lines';

/**
 * Has Ollama download a model (`/api/pull`), and yields how far it is. Ending the loop early closes the socket, upon
 * which Ollama stops; what it has is kept for the next time.
 * @throws ModelError, `streamCut` when the end of the download was not told; AbortError
 */
export async function* pullModel(
  connection: Connection,
  { baseUrl, model }: { readonly baseUrl: string; readonly model: string },
  call: CallOptions,
): AsyncGenerator<PullProgress, void, undefined> {
  const url = joinUrl(withoutV1(baseUrl), '/api/pull');
  const { body, context } = await connection.post(url, JSON.stringify({ model, stream: true }), call);
  let status = '';
  for await (const line of readLines(body)) {
    const record = parseRecord(line, context);
    status = textOf(record['status']) ?? '';
    const completedBytes = tokenCount(record['completed']);
    const totalBytes = tokenCount(record['total']);
    yield {
      status,
      ...(completedBytes !== undefined && { completedBytes }),
      ...(totalBytes !== undefined && { totalBytes }),
    };
  }
  if (status !== 'success') throw new ModelError({ kind: 'streamCut', model: connection.identity });
}

/** Has Ollama delete a model (`/api/delete`). @throws ModelError, AbortError */
export async function deleteModel(
  connection: Connection,
  { baseUrl, model }: { readonly baseUrl: string; readonly model: string },
  call: CallOptions,
): Promise<void> {
  await connection.delete(joinUrl(withoutV1(baseUrl), '/api/delete'), JSON.stringify({ model }), call);
}
