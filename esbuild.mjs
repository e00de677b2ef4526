// Builds the bundles: the extension, the engine and the chat page. `--watch` rebuilds on change.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { build, context } from 'esbuild';
import { packGrammars } from './scripts/lib/grammars.mjs';
import { nodeLlamaCpp } from './scripts/lib/llamaBundle.mjs';
import { oneVscodeApi } from './scripts/lib/vscodeApi.mjs';
import { OWN_LATE, PACKAGES_LATE, lateBuild, loadLate } from './scripts/lib/loadedLate.mjs';

const watch = process.argv.includes('--watch');
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  legalComments: 'none',
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...shared,
    entryPoints: {
      extension: 'src/vscode/extension.ts',
      server: 'src/server/main.ts',
      pdf: 'src/server/pdf/pdfWorker.ts',
      hash: 'src/server/embedded/hashWorker.ts',
      hook: 'src/server/commitHook/main.ts',
      supervisor: 'src/llama/supervise.ts',
      ...Object.fromEntries(
        Object.entries(OWN_LATE).map(([name, file]) => [file, name.replace(/^\.\//, './src/server/')]),
      ),
    },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    plugins: [loadLate, oneVscodeApi],
    // A name of VS Code's API that the plugin missed would be undefined when it is used.
    logOverride: { 'import-is-undefined': 'error' },
    // As require(): Node finds the names that a minified CommonJS file exports only by running it, not by import().
    supported: { 'dynamic-import': false },
  },
  ...Object.keys(PACKAGES_LATE).map((name) => ({ ...shared, ...lateBuild(name) })),
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
