/** A folder as an editor gives the engine one over all workspaces, with llama.cpp installed in it and a tiny model. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ensureLlama } from '../../scripts/lib/llama.mjs';
import { embeddedStorage } from '../../src/server/embedded/embeddedStorage';
import { nativePackage } from '../../src/server/embedded/nativePackages';
import { tinyGguf } from './tinyGguf';

export interface EmbeddedFolder extends AsyncDisposable {
  readonly path: string;
  readonly uri: string;
  /** A model file that lies in no folder of Fairwind's. */
  readonly modelPath: string;
}

/** The built bundle of the process that runs llama.cpp. */
export const llamaScript = join(import.meta.dirname, '../../dist/llama.js');
/** The built thread that hashes downloads. */
export const hashScript = join(import.meta.dirname, '../../dist/hash.js');

/** Where npm put the native library for this machine. */
export async function nativeLibraryFolder(): Promise<string> {
  const { name } = nativePackage()!;
  const packages = dirname(dirname(dirname(await ensureLlama())));
  return join(packages, name, 'bins', name.replace('@node-llama-cpp/', ''));
}

/** Puts llama.cpp where the engine finds it installed. @param folder the one over all workspaces */
export async function installNativeLibrary(folder: string): Promise<void> {
  const { runtimeFolder } = embeddedStorage(folder);
  await mkdir(dirname(runtimeFolder), { recursive: true });
  await symlink(await nativeLibraryFolder(), runtimeFolder);
}

export async function makeEmbeddedFolder({ withRuntime = true } = {}): Promise<EmbeddedFolder> {
  const path = await mkdtemp(join(tmpdir(), 'fairwind-embedded-'));
  const modelPath = join(path, 'tiny.gguf');
  await writeFile(modelPath, tinyGguf());
  if (withRuntime) await installNativeLibrary(path);
  return {
    path,
    uri: pathToFileURL(path).href,
    modelPath,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** The processes that run llama.cpp for an engine, by its process id. */
export async function llamaProcessesOf(enginePid: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === enginePid && args.includes('llama.js') ? [Number(pid)] : [];
  });
}
