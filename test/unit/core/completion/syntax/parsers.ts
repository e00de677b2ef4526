import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wasmFolder } from '../../../../../scripts/lib/grammars.mjs';
import { SyntaxParsers } from '../../../../../src/server/syntax/syntaxParsers';
import { silentLogger } from '../../../../../src/util/logger';

/** Parsers with the grammars of the package itself, so that tests need no build. */
export function createTestParsers(): SyntaxParsers {
  return new SyntaxParsers({
    readWasm: (name) => readFile(join(wasmFolder, `${name}.wasm`)),
    logger: silentLogger,
  });
}
