// Bundles test/bench/NAME.ts and runs it on the toolchain's Node: node scripts/benchRun.mjs NAME [ARGS…]
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, toolchainEnv, toolchainNode } from './lib/node.mjs';

const [name, ...args] = process.argv.slice(2);
if (!name) {
  console.error('Usage: node scripts/benchRun.mjs NAME [ARGS…], where test/bench/NAME.ts exists.');
  process.exit(2);
}

const { build } = await import('esbuild');
const outfile = join(root, '.cache', 'bench', `${name}.cjs`);
mkdirSync(join(root, '.cache', 'bench'), { recursive: true });
await build({
  entryPoints: [join(root, 'test', 'bench', `${name}.ts`)],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  outfile,
  packages: 'external',
  plugins: [
    {
      // Our scripts find the repository from where they stand, so they are not bundled to another place.
      name: 'scripts-in-place',
      setup({ onResolve }) {
        onResolve({ filter: /scripts\/lib\/.*\.mjs$/ }, ({ path, resolveDir }) => ({
          path: resolve(resolveDir, path),
          external: true,
        }));
      },
    },
  ],
  logLevel: 'warning',
});
const child = spawn(toolchainNode(), ['--expose-gc', outfile, ...args], {
  stdio: 'inherit',
  env: toolchainEnv(),
  cwd: root,
});
child.on('exit', (code) => process.exit(code ?? 1));
