import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import type { Settings } from '../../core/config/settings';
import type { Logger } from '../../util/logger';
import { systemClock, systemTimer } from '../systemClock';
import { EmbeddedModels } from './embeddedModels';
import { type EmbeddedStorage, findModelFile, findRuntime } from './embeddedStorage';
import { readMachine, threadsFor } from './machine';

const MINUTE_MS = 60_000;

/** Builds the embedded models of one engine, which still need a way to be downloaded: see `registerEmbedded`. */
export function createEmbedded({
  connection,
  settings,
  storage,
  logger,
}: {
  readonly connection: Connection;
  readonly settings: () => Settings;
  readonly storage: EmbeddedStorage | undefined;
  readonly logger: Logger;
}): EmbeddedModels {
  return new EmbeddedModels({
    host: l10n.t('this machine (embedded)'),
    script: join(__dirname, 'llama.js'),
    threads: threadsFor(readMachine()),
    runtimeFolder: async () => storage && findRuntime(storage),
    findFile: (model) => findModelFile(model, storage),
    unloadAfterMs: () => settings()['fairwind.embedded.unloadAfterMinutes'] * MINUTE_MS,
    mayReplace: (loaded, wanted) => askToReplace(connection, loaded, wanted),
    showLoading: (name, ended) => void showLoading(connection, name, ended),
    clock: systemClock,
    timer: systemTimer,
    logger,
  });
}

/** Asks the person before a model is taken out of the memory. */
async function askToReplace(connection: Connection, loaded: string, wanted: string): Promise<boolean> {
  const load = { title: l10n.t('Load {0}', wanted) };
  const answer = await connection.window.showInformationMessage(
    l10n.t('{0} is loaded, and only one embedded model is at a time. Unload it to load {1}?', loaded, wanted),
    load,
    { title: l10n.t('Keep {0}', loaded) },
  );
  return answer?.title === load.title;
}

/** Shows in the editor's status bar that a model is being loaded, which takes seconds for a large one. */
async function showLoading(connection: Connection, name: string, ended: Promise<unknown>): Promise<void> {
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin(l10n.t('Loading {0}…', name));
  await ended.catch(() => undefined);
  progress.done();
}
