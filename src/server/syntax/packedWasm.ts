import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Reads a WebAssembly file that was packed with the engine, beside whose bundle it lies. */
export async function readPackedWasm(name: string): Promise<Uint8Array> {
  // Loaded here, for starting needs neither grammars nor what unpacks them.
  const { brotliDecompress } = await import('node:zlib');
  return promisify(brotliDecompress)(await readFile(join(__dirname, 'grammars', `${name}.wasm.br`)));
}
