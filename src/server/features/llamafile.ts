import { basename, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver/node';
import {
  type LlamafileListResult,
  type LlamafileParams,
  type LlamafileStartResult,
  Method,
} from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';
import { LlamafileError, Llamafiles } from '../llamafile/llamafiles';
import { systemTimer } from '../systemClock';

/** Serves the starting and stopping of llamafiles. Nothing is started before the editor asks for it. */
export function registerLlamafile({ connection, modelServers, logger, disposables }: EngineContext): void {
  const llamafiles = disposables.add(
    new Llamafiles({
      supervisor: join(__dirname, 'supervisor.js'),
      list: (baseUrl, signal) => modelServers.list({ provider: 'llamacpp', baseUrl }, signal),
      timer: systemTimer,
      logger,
    }),
  );
  connection.onRequest(Method.llamafileStart, ({ path }: LlamafileParams, token: CancellationToken) =>
    withAbortSignal(token, async (signal): Promise<LlamafileStartResult> => {
      const { baseUrl, models } = await llamafiles.start(path, signal);
      return { baseUrl, models };
    }).catch((error: unknown) => toResponseError(explain(error, path))),
  );
  connection.onRequest(Method.llamafileStop, ({ path }: LlamafileParams) => {
    llamafiles.stop(path);
    return null;
  });
  connection.onRequest(Method.llamafileList, (): LlamafileListResult => ({ running: llamafiles.running }));
}

function explain(error: unknown, path: string): unknown {
  if (!(error instanceof LlamafileError)) return error;
  const name = basename(path);
  const words =
    error.why === 'notFound'
      ? l10n.t('There is no file {0}. Choose the llamafile again.', path)
      : l10n.t('{0} ended instead of answering: {1}', name, lastLine(error.detail));
  return new EngineError('llamafileFailed', words);
}

/** What a program says last is mostly why it ended. */
function lastLine(words: string): string {
  return words.split('\n').findLast((line) => line.trim() !== '') ?? l10n.t('it said nothing');
}
