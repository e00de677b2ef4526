// npm run package: packs the extension into dist/fairwind.vsix.
import { makeExtension } from './lib/extension.mjs';
import { stopChildrenOnSignals } from './lib/processes.mjs';
import { runScript } from './lib/terminal.mjs';

stopChildrenOnSignals();
await runScript(makeExtension);
