// Builds the bundles: the extension, the engine and the chat page. `--watch` rebuilds on change.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { build, context } from 'esbuild';
import { packGrammars } from './scripts/lib/grammars.mjs';
import { nodeLlamaCpp } from './scripts/lib/llamaBundle.mjs';

const watch = process.argv.includes('--watch');
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  legalComments: 'none',
  logLevel: 'warning',
};

const TREE_SITTER = '@vscode/tree-sitter-wasm';
const YAML = 'yaml';

/** What is loaded when it is first needed, each as a file of its own, so that starting does not read it. */
const LOADED_LATE = {
  openai: 'openai',
  ollama: 'ollama',
  '@anthropic-ai/sdk': 'anthropic',
  '@google/genai/web': 'gemini',
  'simple-git': 'simple-git',
  [YAML]: 'yaml',
  [TREE_SITTER]: 'tree-sitter',
  'vscode-languageclient/node': 'vscode-languageclient',
  './secretRules': 'secrets',
  './startEngine': 'engine',
};

/** @type {import('esbuild').Plugin} */
const loadLate = {
  name: 'load-late',
  setup({ onResolve }) {
    onResolve(
      { filter: new RegExp(`^(${Object.keys(LOADED_LATE).join('|').replaceAll('.', '\\.')})$`) },
      ({ path, kind }) =>
        kind === 'dynamic-import' ? { path: `./${LOADED_LATE[path]}.js`, external: true } : undefined,
    );
  },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...shared,
    entryPoints: {
      extension: 'src/vscode/extension.ts',
      server: 'src/server/main.ts',
      pdf: 'src/server/pdf/pdfWorker.ts',
      hook: 'src/server/commitHook/main.ts',
      supervisor: 'src/llama/supervise.ts',
      ...Object.fromEntries(
        Object.entries(LOADED_LATE)
          .filter(([name]) => name !== TREE_SITTER && name !== YAML)
          .map(([name, file]) => [file, name.replace(/^\.\//, './src/server/')]),
      ),
    },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    plugins: [loadLate],
    // As require(): Node finds the names that a minified CommonJS file exports only by running it, not by import().
    supported: { 'dynamic-import': false },
  },
  {
    // What it has for browsers are ES modules, of which only reading is taken.
    ...shared,
    stdin: { contents: `export { parse } from '${YAML}';`, resolveDir: '.' },
    outfile: 'dist/yaml.js',
    platform: 'browser',
    target: 'node20',
    format: 'cjs',
  },
  {
    // It has a variable of its own named require, so its import() must stay what it is.
    ...shared,
    entryPoints: { 'tree-sitter': TREE_SITTER },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  },
  {
    ...shared,
    entryPoints: { llama: 'src/llama/main.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Optional packages that are not reached: native builds, and one of the downloader's.
    external: ['@node-llama-cpp/*', '@reflink/*'],
    plugins: [nodeLlamaCpp],
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  },
  {
    ...shared,
    entryPoints: {
      webview: 'src/webview/main.tsx',
      sent: 'src/webview/sent/main.tsx',
      usage: 'src/webview/usage/main.tsx',
    },
    outdir: 'dist',
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
];

for (const name of existsSync('dist') ? readdirSync('dist') : []) {
  if (/\.(js|css)$/.test(name)) rmSync(`dist/${name}`);
}
await packGrammars();
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
