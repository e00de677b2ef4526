// npm run bench: packs the extension and prints every table of docs/benchmarks.md that needs nothing but this clone.
import { once } from 'node:events';
import { makeExtension } from './lib/extension.mjs';
import { root, toolchainEnv, toolchainNode } from './lib/node.mjs';
import { spawnOwned, stopChildrenOnSignals } from './lib/processes.mjs';
import { PlainError, runScript } from './lib/terminal.mjs';

/** Each is test/bench/NAME.ts. The n-gram bench is not among them: it wants the paths of repositories to measure on. */
const BENCHES = [
  'engine',
  'activation',
  'chatFrames',
  'chatOpens',
  'completion',
  'requests',
  'context',
  'providers',
  'embedded',
];

stopChildrenOnSignals();
await runScript(async () => {
  await makeExtension();
  for (const name of BENCHES) {
    const bench = spawnOwned(toolchainNode(), ['scripts/benchRun.mjs', name], {
      cwd: root,
      env: toolchainEnv(),
      stdio: 'inherit',
    });
    const [code] = await once(bench, 'exit');
    if (code !== 0) throw new PlainError(`The bench ${name} ended with status ${code}.`);
  }
});
