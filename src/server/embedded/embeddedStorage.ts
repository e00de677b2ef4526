import { access } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { parseModelAddress, fileNameOf } from '../../core/model/modelAddress';
import { nativePackage } from './nativePackages';

/** Where downloaded models and the native library lie: a folder that all windows of the person share. */
export interface EmbeddedStorage {
  readonly modelsFolder: string;
  /** Where this version's native library lies once it is installed. */
  readonly runtimeFolder: string;
}

/** @param folder the editor's folder for the extension, over all workspaces */
export function embeddedStorage(folder: string): EmbeddedStorage {
  const { name, version } = nativePackage() ?? { name: 'none', version: '0' };
  return {
    modelsFolder: join(folder, 'models'),
    runtimeFolder: join(folder, 'llama.cpp', `${name.replace('@node-llama-cpp/', '')}-${version}`),
  };
}

/** The folder with the native library, or undefined while it is not installed. */
export async function findRuntime({ runtimeFolder }: EmbeddedStorage): Promise<string | undefined> {
  return (await exists(join(runtimeFolder, 'llama-addon.node'))) ? runtimeFolder : undefined;
}

/**
 * The file of a settings entry's `model`: a path, or an address (see `core/model/modelAddress`) that was downloaded. A
 * download that is not complete has another name and is not found.
 */
export async function findModelFile(
  model: string,
  storage: EmbeddedStorage | undefined,
): Promise<string | undefined> {
  if (isAbsolute(model)) return (await exists(model)) ? model : undefined;
  const address = parseModelAddress(model);
  if (address === undefined || storage === undefined) return undefined;
  const path = join(storage.modelsFolder, fileNameOf(address));
  return (await exists(path)) ? path : undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
