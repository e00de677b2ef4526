// One `require('vscode')` for the whole extension. A bundler copies all of the API for each module that imports it: some
// ten thousand properties, which was a third of the time to activate.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

const SOURCES = join(root, 'src', 'vscode');
const NAMESPACE = 'vscode-api';

/**
 * Imports of `vscode` by the extension's sources become names of one module.
 * @type {import('esbuild').Plugin}
 */
export const oneVscodeApi = {
  name: 'one-vscode-api',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ importer }) =>
      importer.startsWith(SOURCES) ? { path: 'vscode', namespace: NAMESPACE } : undefined,
    );
    onLoad({ filter: /.*/, namespace: NAMESPACE }, () => {
      const names = usedNames().map((name) => `export const ${name} = api.${name};`);
      return { contents: [`const api = require('vscode');`, ...names].join('\n') };
    });
  },
};

/** What the sources name of the API. What is no value of it, such as a type, is dropped from the bundle again. */
function usedNames() {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const texts = files.map((name) => readFileSync(join(SOURCES, name), 'utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\bvscode\s*\.\s*([A-Za-z]\w*)/g)].map(([, name]) => name),
  );
  return [...new Set(names)].sort();
}
