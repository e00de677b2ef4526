// npm run code [folder]: the desktop VS Code on PATH with this Fairwind in it.
import { resolve } from 'node:path';
import { makeExtension, vsixPath } from './lib/extension.mjs';
import { runQuietly, stopChildrenOnSignals } from './lib/processes.mjs';
import { openSample } from './lib/sample.mjs';
import { PlainError, runScript, step } from './lib/terminal.mjs';

stopChildrenOnSignals();
await runScript(async () => {
  await code(['--version']).catch(() => {
    throw new PlainError(
      'There is no "code" on PATH. In VS Code run "Shell Command: Install \'code\' command in PATH", ' +
        'or use the one in the browser: npm start',
    );
  });
  await makeExtension();
  await step('Installing the extension into VS Code', () =>
    code(['--install-extension', vsixPath, '--force']),
  );
  const [, , path] = process.argv;
  const folder = path === undefined ? await openSample() : resolve(process.env['INIT_CWD'] ?? '.', path);
  await code([folder]);
  console.log(`VS Code is open on ${folder}. If it was open before, run "Developer: Reload Window" there.`);
});

/** @param {readonly string[]} args */
function code(args) {
  return runQuietly('code', args, { shell: process.platform === 'win32', what: `code ${args[0]}` });
}
