import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { MODEL_CATALOGUE, fitOf, recommendedModel } from '../../core/model/modelCatalogue';
import type {
  EmbeddedDownloadParams,
  EmbeddedDownloadProgress,
  EmbeddedDownloadResult,
  EmbeddedListResult,
  EmbeddedRemoveParams,
} from '../../protocol/embedded';
import { Method } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import { DownloadError } from '../embedded/downloadErrors';
import type { EmbeddedModels } from '../embedded/embeddedModels';
import { type EmbeddedStorage, findRuntime } from '../embedded/embeddedStorage';
import { explainDownload } from '../embedded/explainDownload';
import { readMachine } from '../embedded/machine';
import type { DownloadSources } from '../embedded/modelDownloads';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';

/** Milliseconds between two messages of how far a download is. */
const PROGRESS_EVERY_MS = 250;

const downloadProgress = new ProgressType<EmbeddedDownloadProgress>();

export interface EmbeddedFeature {
  /** Undefined where the editor gave no folder to keep models in. */
  readonly storage: EmbeddedStorage | undefined;
  readonly models: EmbeddedModels;
  readonly sources: () => DownloadSources;
}

/** Serves the catalogue of embedded models: what there is, what fits this machine, download and removal. */
export function registerEmbedded(
  { connection, clock }: Pick<EngineContext, 'connection' | 'clock'>,
  { storage, models, sources }: EmbeddedFeature,
): void {
  connection.onRequest(Method.embeddedList, () => list(storage));
  connection.onRequest(
    Method.embeddedDownload,
    (params: EmbeddedDownloadParams, token: CancellationToken) => {
      let lastTold = -Infinity;
      const tell = (progress: EmbeddedDownloadProgress) => {
        if (params.partialResultToken === undefined || clock.now() - lastTold < PROGRESS_EVERY_MS) return;
        lastTold = clock.now();
        void connection.sendProgress(downloadProgress, params.partialResultToken, progress);
      };
      return withAbortSignal(token, async (signal): Promise<EmbeddedDownloadResult> => {
        const { downloadModel } = await loadDownloads();
        return downloadModel(
          params.model,
          {
            sources: sources(),
            storage: needed(storage),
            onProgress: (progress) => tell(withTotal(progress)),
          },
          signal,
        );
      }).catch(toDownloadResponse);
    },
  );
  connection.onRequest(Method.embeddedRemove, async ({ model }: EmbeddedRemoveParams) => {
    // A file that is in memory could not be deleted on Windows.
    models.dispose();
    const { removeModel } = await loadDownloads();
    await removeModel(model, needed(storage)).catch(toDownloadResponse);
    return null;
  });
}

/** Threads, archives and the hub are of no use until a person looks at models. */
const loadDownloads = () => import('../embedded/modelDownloads');

async function list(storage: EmbeddedStorage | undefined): Promise<EmbeddedListResult> {
  const machine = readMachine();
  const recommended = recommendedModel(machine);
  const { bytesOnDisk } = await loadDownloads();
  const models = MODEL_CATALOGUE.map(async (model) => {
    const onDisk = storage && (await bytesOnDisk(model.id, storage));
    return {
      id: model.id,
      name: model.name,
      licence: model.licence,
      aboutBytes: model.aboutBytes,
      aboutMemoryBytes: model.aboutMemoryBytes,
      fit: fitOf(model, machine),
      isRecommended: model.id === recommended?.id,
      isDownloaded: onDisk?.isComplete === true,
      downloadedBytes: onDisk?.bytes ?? 0,
    };
  });
  return {
    isRuntimeInstalled: storage !== undefined && (await findRuntime(storage)) !== undefined,
    models: await Promise.all(models),
  };
}

function needed(storage: EmbeddedStorage | undefined): EmbeddedStorage {
  if (storage) return storage;
  throw new EngineError('refused', l10n.t('This editor gives Fairwind no folder to keep models in.'));
}

function withTotal({
  part,
  receivedBytes,
  totalBytes,
}: {
  readonly part: 'runtime' | 'model';
  readonly receivedBytes: number;
  readonly totalBytes: number | undefined;
}): EmbeddedDownloadProgress {
  return { part, receivedBytes, ...(totalBytes !== undefined && { totalBytes }) };
}

function toDownloadResponse(error: unknown) {
  return toResponseError(
    error instanceof DownloadError ? new EngineError('downloadFailed', explainDownload(error)) : error,
  );
}
