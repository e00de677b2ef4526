import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wasmFolder } from '../../../scripts/lib/grammars.mjs';
import type { FindSyntaxParser } from '../../../src/core/completion/syntax/syntaxParser';
import { GRAMMAR_OF, SyntaxParsers } from '../../../src/server/syntax/syntaxParsers';
import { silentLogger } from '../../../src/util/logger';

/** The parsers of all languages, loaded; none at all with `--no-syntax`, which measures what they bring. */
export async function loadParsers(): Promise<FindSyntaxParser> {
  if (process.argv.includes('--no-syntax')) return () => undefined;
  const parsers = new SyntaxParsers({
    readWasm: (name) => readFile(join(wasmFolder, `${name}.wasm`)),
    logger: silentLogger,
  });
  for (const languageId of Object.keys(GRAMMAR_OF)) await parsers.load(languageId);
  return parsers.find;
}
