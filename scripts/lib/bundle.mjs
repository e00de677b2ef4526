// Bundles a TypeScript file of the tests or benches into one file that Node runs.
import { join, resolve } from 'node:path';
import { root } from './node.mjs';

/**
 * Bundles `entry` (a path in the repository) into .cache/bundles and returns the bundle's path.
 * @param {string} entry
 */
export async function bundle(entry) {
  const { build } = await import('esbuild');
  const source = join(root, entry);
  const outfile = join(root, '.cache', 'bundles', entry.replace(/\.ts$/, '.cjs'));
  await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    outfile,
    packages: 'external',
    logLevel: 'warning',
    // A bundle stands elsewhere than its source, which finds its neighbours from where it stands.
    define: { 'import.meta.dirname': JSON.stringify(resolve(source, '..')) },
    plugins: [scriptsInPlace],
  });
  return outfile;
}

/** @type {import('esbuild').Plugin} Our scripts find the repository from where they stand, so they are not bundled. */
const scriptsInPlace = {
  name: 'scripts-in-place',
  setup({ onResolve }) {
    onResolve({ filter: /scripts\/lib\/.*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      external: true,
    }));
  },
};
