import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseTarGzip } from 'nanotar';
import type { FetchFile } from '../../core/model/fetchFile';
import { download } from './download';
import { DownloadError } from './downloadErrors';
import { type EmbeddedStorage, findRuntime } from './embeddedStorage';
import type { NativePackage } from './nativePackages';

export interface InstallOptions {
  readonly fetchFile: FetchFile;
  /** See `DownloadOptions`. */
  readonly hashScript: string;
  /** The npm registry's address. */
  readonly registry: string;
  /** For this machine; undefined where there is none. */
  readonly nativePackage: NativePackage | undefined;
  readonly storage: EmbeddedStorage;
  readonly onProgress: (receivedBytes: number, totalBytes: number | undefined) => void;
}

/**
 * Installs llama.cpp's native library where it is missing: one package of npm, held to the digest that Fairwind was made
 * with. Nothing of it is run.
 * @throws DownloadError, AbortError
 */
export async function installRuntime(options: InstallOptions, signal: AbortSignal): Promise<void> {
  const { fetchFile, hashScript, registry, nativePackage, storage, onProgress } = options;
  if ((await findRuntime(storage)) !== undefined) return;
  if (nativePackage === undefined) throw new DownloadError('noRuntime', 'llama.cpp');
  const { name, version, integrity } = nativePackage;
  const archive = `${storage.runtimeFolder}.tgz`;
  await download(
    {
      fetchFile,
      hashScript,
      url: `${registry}/${name}/-/${basename(name)}-${version}.tgz`,
      path: archive,
      subject: 'llama.cpp',
      digest: {
        algorithm: 'sha512',
        hex: Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex'),
      },
      onProgress,
    },
    signal,
  );
  await unpackLibraries(archive, storage);
  await rm(archive, { force: true });
}

/** Writes the files of `package/bins/*` side by side. They are moved to their place when all are there. */
async function unpackLibraries(archive: string, storage: EmbeddedStorage): Promise<void> {
  const folder = storage.runtimeFolder;
  const unfinished = `${folder}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const entries = await parseTarGzip(await readFile(archive));
  for (const { name, type, data } of entries)
    if (type === 'file' && data && /^package\/bins\/[^/]+\/[^/]+$/.test(name))
      await writeFile(join(unfinished, basename(name)), data, { mode: 0o755 });
  await mkdir(dirname(folder), { recursive: true });
  await rename(unfinished, folder).catch(async (error: unknown) => {
    // Another window was quicker.
    await rm(unfinished, { recursive: true, force: true });
    if ((await findRuntime(storage)) === undefined) throw error;
  });
}
