import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Bindings, Llama } from 'node-llama-cpp';

let firstError = '';

/** What llama.cpp complained of first; what it says after that is only that something failed. */
export function llamaComplaint(): string {
  return firstError;
}

/**
 * Loads llama.cpp.
 * @param folder with `llama-addon.node` and its libraries, as the platform packages of node-llama-cpp have them
 * @param maxThreads node-llama-cpp would take at least four, which is a hundred times slower on two cores
 */
export async function loadLlama(folder: string, maxThreads: number): Promise<Llama> {
  const bindingPath = join(folder, 'llama-addon.node');
  const buildMetadata: unknown = JSON.parse(await readFile(join(folder, '_nlcBuildMetadata.json'), 'utf8'));
  return Llama._create({
    bindings: createRequire(bindingPath)(bindingPath) as Bindings,
    bindingPath,
    buildType: 'prebuilt',
    buildMetadata,
    maxThreads,
    logLevel: 'error',
    logger: (_level, message) => {
      firstError ||= message.trim();
      process.stderr.write(message);
    },
    vramPadding: 0,
    ramPadding: 0,
    debug: false,
    tempDir: false,
  });
}
