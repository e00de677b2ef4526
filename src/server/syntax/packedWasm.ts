import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const decompress = promisify(brotliDecompress);

/** Reads a WebAssembly file that was packed with the engine, beside whose bundle it lies. */
export async function readPackedWasm(name: string): Promise<Uint8Array> {
  return decompress(await readFile(join(__dirname, 'grammars', `${name}.wasm.br`)));
}
