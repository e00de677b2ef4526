import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { FetchFile } from '../../core/model/fetchFile';
import { fileNameOf, parseModelAddress } from '../../core/model/modelAddress';
import { throwIfAborted } from '../../util/abort';
import { download } from './download';
import { DownloadError } from './downloadErrors';
import type { EmbeddedStorage } from './embeddedStorage';
import { findHubFile } from './hub';
import { installRuntime } from './installRuntime';
import { nativePackage } from './nativePackages';

export interface DownloadSources {
  readonly fetchFile: FetchFile;
  /** See `DownloadOptions`. */
  readonly hashScript: string;
  /** Addresses of the hub and of the npm registry. */
  readonly hub: string;
  readonly registry: string;
}

/** How far a download is. `runtime` is llama.cpp itself, which comes before the first model. */
export interface DownloadProgress {
  readonly part: 'runtime' | 'model';
  readonly receivedBytes: number;
  readonly totalBytes: number | undefined;
}

/** A model file that is on this machine. */
export interface DownloadedModel {
  readonly path: string;
  readonly sizeBytes: number;
  /** As the hub gives it; the file was held to it. Absent for a file that was not downloaded. */
  readonly sha256?: string;
}

/**
 * Downloads llama.cpp where it is missing, and then the model.
 * @param model what `model` of an embedded entry says; for a path only llama.cpp is downloaded
 * @throws DownloadError, AbortError
 */
export async function downloadModel(
  model: string,
  {
    sources,
    storage,
    onProgress,
  }: {
    readonly sources: DownloadSources;
    readonly storage: EmbeddedStorage;
    readonly onProgress: (progress: DownloadProgress) => void;
  },
  signal: AbortSignal,
): Promise<DownloadedModel> {
  const address = parseModelAddress(model);
  const own = isAbsolute(model) ? await stat(model).catch(() => undefined) : undefined;
  if (address === undefined && own === undefined) throw new DownloadError('badAddress', model);
  const { fetchFile, hashScript, hub, registry } = sources;
  const tell = (part: DownloadProgress['part']) => (receivedBytes: number, totalBytes: number | undefined) =>
    onProgress({ part, receivedBytes, totalBytes });
  await installRuntime(
    { fetchFile, hashScript, registry, nativePackage: nativePackage(), storage, onProgress: tell('runtime') },
    signal,
  );
  throwIfAborted(signal);
  if (address === undefined) return { path: model, sizeBytes: own?.size ?? 0 };
  const path = join(storage.modelsFolder, fileNameOf(address));
  const there = await stat(path).catch(() => undefined);
  const digests = await readDigests(storage);
  const known = digests[fileNameOf(address)];
  if (there && known !== undefined) return { path, sizeBytes: there.size, sha256: known };
  const file = await findHubFile(address, { hub, fetchFile }, signal);
  if (known !== undefined && known !== file.sha256) throw new DownloadError('changed', model);
  const { url, size, sha256 } = file;
  await download(
    {
      fetchFile,
      hashScript,
      url,
      path,
      subject: model,
      digest: { algorithm: 'sha256', hex: sha256 },
      size,
      onProgress: tell('model'),
    },
    signal,
  );
  await writeDigests(storage, { ...(await readDigests(storage)), [fileNameOf(address)]: sha256 });
  return { path, sizeBytes: size, sha256 };
}

/** Deletes a model's file, what had come of it, and the digest that a new download would be held to. */
export async function removeModel(model: string, storage: EmbeddedStorage): Promise<void> {
  const address = parseModelAddress(model);
  if (address === undefined) return;
  const name = fileNameOf(address);
  const path = join(storage.modelsFolder, name);
  for (const file of [path, `${path}.part`, `${path}.part.json`]) await rm(file, { force: true });
  const digests = Object.entries(await readDigests(storage)).filter(([known]) => known !== name);
  await writeDigests(storage, Object.fromEntries(digests));
}

/** The bytes that are there of a model; undefined when nothing is. */
export async function bytesOnDisk(
  model: string,
  storage: EmbeddedStorage,
): Promise<{ readonly bytes: number; readonly isComplete: boolean } | undefined> {
  const address = parseModelAddress(model);
  if (address === undefined) return undefined;
  const path = join(storage.modelsFolder, fileNameOf(address));
  const file = await stat(path).catch(() => undefined);
  if (file) return { bytes: file.size, isComplete: true };
  const part = await stat(`${path}.part`).catch(() => undefined);
  return part && { bytes: part.size, isComplete: false };
}

/** SHA-256 by file name: what a file was when it was first downloaded. */
type Digests = Readonly<Record<string, string>>;

const digestsPath = ({ modelsFolder }: EmbeddedStorage) => join(modelsFolder, 'digests.json');

async function readDigests(storage: EmbeddedStorage): Promise<Digests> {
  try {
    const digests: unknown = JSON.parse(await readFile(digestsPath(storage), 'utf8'));
    if (typeof digests !== 'object' || digests === null) return {};
    return Object.fromEntries(
      Object.entries(digests).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

async function writeDigests(storage: EmbeddedStorage, digests: Digests): Promise<void> {
  await mkdir(storage.modelsFolder, { recursive: true });
  const temporary = `${digestsPath(storage)}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify(digests));
  await rename(temporary, digestsPath(storage));
}
