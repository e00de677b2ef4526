// Builds the bundles: the extension, the engine and the chat page. `--watch` rebuilds on change.
import { rmSync } from 'node:fs';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  legalComments: 'none',
  logLevel: 'warning',
};

/** Packages that the engine loads when it first needs them: each is a file of its own, so that starting does not read it. */
const LOADED_LATE = ['openai', 'ollama', 'simple-git'];

/** @type {import('esbuild').Plugin} */
const loadLate = {
  name: 'load-late',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${LOADED_LATE.join('|')})$`) }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${path}.js`, external: true } : undefined,
    );
  },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...shared,
    entryPoints: { extension: 'src/vscode/extension.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: {
      server: 'src/server/main.ts',
      ...Object.fromEntries(LOADED_LATE.map((name) => [name, name])),
    },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: [loadLate],
  },
  {
    ...shared,
    entryPoints: { webview: 'src/webview/main.tsx' },
    outdir: 'dist',
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
];

for (const name of ['extension.js', 'server.js', 'webview.js', 'webview.css'])
  rmSync(`dist/${name}`, { force: true });
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
