import { join } from 'node:path';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import { readIndexCache, writeIndexCache } from './indexCache';
import type { TimeSlices } from './timeSlices';
import type { CachedModel } from './workspaceModelPort';

const FILE_NAME = 'workspace-model.index';
/** Writing after every saved file would wear the disk for nothing: what is not in the cache is read from its file. */
const SAVE_INTERVAL_MS = 5 * 60 * 1000;

const REASONS = {
  notASnapshot: 'it is none',
  otherVersion: 'another version of Fairwind wrote it',
  damaged: 'it is damaged',
} as const;

export interface ModelCacheOptions {
  readonly model: CachedModel;
  /** The workspace's own storage folder, given by the editor. */
  readonly storagePath: string;
  /** Ids of the workspace folders; a cache of other folders is not used. */
  readonly folders: () => readonly string[];
  readonly slices: TimeSlices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Carries the model over to the next start of the engine. What goes wrong is logged; the model then starts cold. */
export interface ModelCache {
  readonly load: (signal: AbortSignal) => Promise<void>;
  /** Writes the model, unless that was done a short while ago. */
  readonly save: (signal: AbortSignal) => Promise<void>;
}

export function createModelCache({
  model,
  storagePath,
  folders,
  slices,
  clock,
  logger,
}: ModelCacheOptions): ModelCache {
  const path = join(storagePath, FILE_NAME);
  let savedAt: number | undefined;

  async function restore(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const steps = model.restore(bytes);
    for (;;) {
      await slices.breathe(signal);
      const step = steps.next();
      if (step.done !== true) continue;
      const result = step.value;
      if (result.kind === 'unusable') {
        logger.info(`Workspace model: the cache is not used, because ${REASONS[result.reason]}`);
      } else logger.info(`Workspace model: ${result.documents} documents from the cache`);
      return;
    }
  }

  async function* serialize(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for (const piece of model.serialize()) {
      yield piece;
      await slices.breathe(signal);
    }
  }

  return {
    async load(signal) {
      const cached = await readIndexCache(path, folders(), signal);
      if (signal.aborted) return;
      if ('unusable' in cached) logger.info(`Workspace model: no cache, because ${cached.unusable}`);
      else await restore(cached, signal);
    },
    async save(signal) {
      if (savedAt !== undefined && clock.now() - savedAt < SAVE_INTERVAL_MS) return;
      savedAt = clock.now();
      try {
        await writeIndexCache(path, { folders: folders(), model: serialize(signal) }, signal);
      } catch (error) {
        if (!signal.aborted) logger.error('The cache of the workspace model could not be written', error);
      }
    },
  };
}
