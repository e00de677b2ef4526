// Bundles test/bench/NAME.ts and runs it on the toolchain's Node: node scripts/benchRun.mjs NAME [ARGS…]
import { spawn } from 'node:child_process';
import { bundle } from './lib/bundle.mjs';
import { root, toolchainEnv, toolchainNode } from './lib/node.mjs';

const [name, ...args] = process.argv.slice(2);
if (!name) {
  console.error('Usage: node scripts/benchRun.mjs NAME [ARGS…], where test/bench/NAME.ts exists.');
  process.exit(2);
}

const script = await bundle(`test/bench/${name}.ts`);
const child = spawn(toolchainNode(), ['--expose-gc', script, ...args], {
  stdio: 'inherit',
  env: toolchainEnv(),
  cwd: root,
});
child.on('exit', (code) => process.exit(code ?? 1));
