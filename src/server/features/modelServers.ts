import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { isHttpUrl } from '../../core/config/models';
import { type PullProgress, hasServer } from '../../core/model/modelServer';
import {
  Method,
  type ModelsFindResult,
  type ModelsOfferedParams,
  type ModelsOfferedResult,
  type OllamaDeleteParams,
  type OllamaPullParams,
  type TextDelta,
} from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';

const textProgress = new ProgressType<TextDelta>();

/** Serves what is asked of servers before a model of theirs is chosen, and the management of Ollama's models. */
export function registerModelServers({ connection, modelServers }: EngineContext): void {
  // Without parameters, JSON-RPC hands over the token alone, or behind a null.
  connection.onRequest(Method.modelsFind, (...given: readonly unknown[]) =>
    withAbortSignal(given.at(-1) as CancellationToken, async (signal): Promise<ModelsFindResult> => {
      return { servers: await modelServers.findLocal(signal) };
    }).catch(toResponseError),
  );
  connection.onRequest(Method.modelsOffered, (params: ModelsOfferedParams, token: CancellationToken) =>
    withAbortSignal(token, async (signal): Promise<ModelsOfferedResult> => {
      const { provider, baseUrl, name } = params;
      if (!hasServer(provider)) throw wrongAddress(baseUrl);
      const address = { provider, baseUrl: httpUrl(baseUrl), ...(name !== undefined && { name }) };
      return { models: await modelServers.list(address, signal) };
    }).catch(toResponseError),
  );
  connection.onRequest(Method.ollamaPull, (params: OllamaPullParams, token: CancellationToken) =>
    withAbortSignal(token, async (signal) => {
      const { partialResultToken, baseUrl, model } = params;
      let last = '';
      const tell = (progress: PullProgress) => {
        const text = describeProgress(progress);
        // Ollama tells of every few kilobytes; the words change with every percent.
        if (text === last || partialResultToken === undefined) return;
        last = text;
        void connection.sendProgress(textProgress, partialResultToken, { text });
      };
      await modelServers.pull({ baseUrl: httpUrl(baseUrl), model }, tell, signal);
      return null;
    }).catch(toResponseError),
  );
  connection.onRequest(
    Method.ollamaDelete,
    ({ baseUrl, model }: OllamaDeleteParams, token: CancellationToken) =>
      withAbortSignal(token, async (signal) => {
        await modelServers.delete({ baseUrl: httpUrl(baseUrl), model }, signal);
        return null;
      }).catch(toResponseError),
  );
}

function httpUrl(address: string): string {
  if (isHttpUrl(address)) return address;
  throw wrongAddress(address);
}

function wrongAddress(address: string): EngineError {
  return new EngineError('noModel', l10n.t('{0} is not an http or https address.', address));
}

const MEGABYTE = 1_000_000;

function describeProgress({ status, completedBytes = 0, totalBytes }: PullProgress): string {
  if (totalBytes === undefined) return status;
  const percent = Math.floor((100 * completedBytes) / totalBytes);
  return l10n.t('{0} % of {1} MB', percent, Math.ceil(totalBytes / MEGABYTE));
}
