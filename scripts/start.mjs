// npm start [folder] [--port N]: VS Code in the browser with this Fairwind in it.
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureCodeServer, installExtension, startCodeServer } from './lib/codeServer.mjs';
import { connectDemo, mayConnectDemo, startDemoModel } from './lib/demoModel.mjs';
import { makeExtension, vsixPath } from './lib/extension.mjs';
import { isStopping, stopChildrenOnSignals } from './lib/processes.mjs';
import { openSample } from './lib/sample.mjs';
import { PlainError, runScript, step } from './lib/terminal.mjs';
import { cacheFolder } from './lib/tools.mjs';

const USUAL_PORT = 8123;
const USAGE = 'Usage: npm start [folder] [--port N]';

const DEMO_WORDS = `
In the sample project a tiny llama.cpp model answers, so that everything can be tried offline. It always says the
same few things; README.md shows how to connect a real one. The workspace model learns and answers beside it.`;

/** Written once; from then on the file is the person's own. */
const FIRST_SETTINGS = {
  // VS Code's own chat stays out of the way of the one that is being tried.
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
};

stopChildrenOnSignals(() => console.log('\nStopping VS Code …'));
await runScript(async () => {
  const options = readOptions();
  await makeExtension();
  await ensureCodeServer();
  const profile = {
    userDataDir: join(cacheFolder, 'vscode', 'user-data'),
    extensionsDir: join(cacheFolder, 'vscode', 'extensions'),
  };
  const settingsPath = join(profile.userDataDir, 'User', 'settings.json');
  writeFirstSettings(settingsPath);
  await step('Installing the extension into VS Code', () => installExtension(profile, vsixPath));
  const folder = options.folder ?? (await openSample());
  const port = await choosePort(options.port);
  const isDemo = mayConnectDemo(settingsPath) && options.folder === undefined;
  if (isDemo) {
    connectDemo(settingsPath, await step('Starting a tiny model for the sample project', startDemoModel));
  } else if (mayConnectDemo(settingsPath)) {
    connectDemo(settingsPath, undefined);
  }
  const server = await startCodeServer({ ...profile, folder, port, trusted: options.folder === undefined });
  console.log(`\nFairwind is ready: ${server.url}\nOpen this address in a browser. Ctrl-C stops it.`);
  if (isDemo) console.log(DEMO_WORDS);
  await server.ended;
  if (!isStopping()) throw new PlainError('VS Code in the browser has ended. Start it again with: npm start');
});

/** @returns {{ folder?: string; port?: number }} */
function readOptions() {
  const { values, positionals } = readArguments();
  const paths = [...positionals];
  const portText = values.port ?? takeNpmsPort(paths);
  const [folder, ...more] = paths.map((path) => resolve(process.env['INIT_CWD'] ?? '.', path));
  if (more.length > 0) throw new PlainError(`Only one folder can be opened.\n${USAGE}`);
  if (folder !== undefined && !(existsSync(folder) && statSync(folder).isDirectory()))
    throw new PlainError(`There is no folder ${folder}.\n${USAGE}`);
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536))
    throw new PlainError(`"${portText}" is not a port; use a whole number from 1 to 65535.\n${USAGE}`);
  return { folder, port };
}

/**
 * npm takes "--port 8200" for a setting of its own when no "--" stands before it: some versions with its number, some
 * leave the number among the arguments, where it is taken out.
 * @param {string[]} positionals
 * @returns {string | undefined}
 */
function takeNpmsPort(positionals) {
  const port = process.env['npm_config_port'];
  if (port !== 'true') return port;
  const index = positionals.findIndex((path) => /^\d+$/.test(path));
  return index === -1 ? port : positionals.splice(index, 1)[0];
}

function readArguments() {
  try {
    return parseArgs({ options: { port: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new PlainError(`${/** @type {Error} */ (error).message}\n${USAGE}`);
  }
}

/** @param {string} path */
function writeFirstSettings(path) {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(FIRST_SETTINGS, null, 2)}\n`);
}

/**
 * The wanted port, else the usual one, else any free one (0).
 * @param {number | undefined} wanted
 */
async function choosePort(wanted) {
  if (await isFree(wanted ?? USUAL_PORT)) return wanted ?? USUAL_PORT;
  if (wanted === undefined) return 0;
  throw new PlainError(`Port ${wanted} is in use. Choose another one, or leave "--port" out for a free one.`);
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
