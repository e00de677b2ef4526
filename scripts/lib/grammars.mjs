// Packs the Tree-sitter grammars that the engine loads into dist/grammars, compressed with brotli.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { root } from './node.mjs';

/** Tree-sitter itself and the grammars of the languages that people write most, by the names of their files. */
export const WASM_FILES = [
  'tree-sitter',
  'tree-sitter-c-sharp',
  'tree-sitter-go',
  'tree-sitter-java',
  'tree-sitter-javascript',
  'tree-sitter-php',
  'tree-sitter-python',
  'tree-sitter-rust',
  'tree-sitter-tsx',
  'tree-sitter-typescript',
];

/** Where the package has the files. */
export const wasmFolder = join(root, 'node_modules', '@vscode', 'tree-sitter-wasm', 'wasm');

/**
 * Writes `dist/grammars/NAME.wasm.br` for each file that is not there yet or older than its source. A grammar is mostly
 * tables that repeat over megabytes, which brotli finds and the zip format of the package does not: 0.72 MB and not 1.2.
 */
export async function packGrammars() {
  const target = join(root, 'dist', 'grammars');
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(target))
    if (!WASM_FILES.some((file) => name === `${file}.wasm.br`)) rmSync(join(target, name));
  await Promise.all(
    WASM_FILES.map((name) => pack(join(wasmFolder, `${name}.wasm`), join(target, `${name}.wasm.br`))),
  );
}

/** @param {string} from @param {string} to */
async function pack(from, to) {
  if (existsSync(to) && statSync(to).mtimeMs >= statSync(from).mtimeMs) return;
  const wasm = readFileSync(from);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
  };
  writeFileSync(to, await promisify(brotliCompress)(wasm, { params }));
}
