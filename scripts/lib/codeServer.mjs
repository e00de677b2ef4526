// VS Code in the browser (code-server): installed once into .cache, started on a folder of ours or the person's.
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npm } from './install.mjs';
import { toolchainEnv, toolchainNode } from './node.mjs';
import { runQuietly, spawnOwned, stopProcess } from './processes.mjs';
import { PlainError } from './terminal.mjs';
import { ensureTool } from './tools.mjs';

const START_TIMEOUT_MS = 60_000;

/**
 * Folders that make one VS Code: settings and state, and installed extensions.
 * @typedef {{ userDataDir: string; extensionsDir: string }} Profile
 */

/** Installs code-server where it is missing, and returns the script that starts it. */
export async function ensureCodeServer() {
  const title = 'Installing VS Code in the browser (code-server, 600 MB on disk)';
  const folder = await ensureTool('code-server', title, async (unfinished) => {
    const vscode = join(unfinished, 'node_modules', 'code-server', 'lib', 'vscode');
    // code-server ships the locks of these two; the first leaves out a peer dependency.
    await npm(['ci', '--omit=dev', '--legacy-peer-deps'], vscode);
    await npm(['ci', '--omit=dev'], join(vscode, 'extensions'));
  });
  return join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}

/**
 * Puts a packed extension into a profile.
 * @param {Profile} profile
 * @param {string} vsix
 */
export async function installExtension(profile, vsix) {
  const entry = await ensureCodeServer();
  mkdirSync(profile.userDataDir, { recursive: true });
  const args = [entry, ...profileArguments(profile), '--install-extension', vsix, '--force'];
  await runQuietly(toolchainNode(), args, { env: codeServerEnvironment(), what: 'Installing the extension' });
}

/**
 * Starts code-server on 127.0.0.1 and waits until it answers.
 * @param {Profile & { folder: string; port?: number; trusted?: boolean }} options `port` 0 is any free one; `trusted`
 *   opens the folder without asking the person whether they trust it.
 * @returns {Promise<{ url: string; ended: Promise<void>; stop: () => Promise<void> }>} `url` opens the folder
 */
export async function startCodeServer({ folder, port = 0, trusted = false, ...profile }) {
  const entry = await ensureCodeServer();
  mkdirSync(profile.userDataDir, { recursive: true });
  const args = [entry, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, ...profileArguments(profile)];
  args.push('--disable-telemetry', '--disable-update-check', '--disable-getting-started-override');
  if (trusted) args.push('--disable-workspace-trust');
  const child = spawnOwned(toolchainNode(), args, { env: codeServerEnvironment() });
  const ended = new Promise((resolve) => child.once('close', () => resolve(undefined)));
  try {
    const address = await readAddress(child);
    return {
      url: `${address}?folder=${encodeURIComponent(folder)}`,
      ended,
      stop: () => stopProcess(child),
    };
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
}

/**
 * The address that code-server prints once it listens.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function readAddress(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (/** @type {string} */ why) =>
      reject(new PlainError(`VS Code in the browser did not start: ${why}\n${output.trimEnd()}`));
    const timer = setTimeout(() => fail('it printed no address in a minute.'), START_TIMEOUT_MS);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(`it ended with exit code ${code}.`));
    // Listening on is also what keeps the pipes from filling up.
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        output = (output + chunk).slice(-10_000);
        const address = /listening on (http:\/\/127\.0\.0\.1:\d+\/)/.exec(output)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      });
  });
}

/** @param {Profile} profile */
function profileArguments({ userDataDir, extensionsDir }) {
  const config = join(userDataDir, 'code-server.yaml');
  return ['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir, '--config', config];
}

/** The person's own environment, without what belongs to npm, a surrounding VS Code, a test runner or our node_modules. */
function codeServerEnvironment() {
  const foreign =
    /^(npm_|VSCODE_|VITEST|CODE_SERVER_|CS_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_ENV|INIT_CWD)$/;
  const env = Object.fromEntries(Object.entries(toolchainEnv()).filter(([name]) => !foreign.test(name)));
  env['PATH'] = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !/node_modules[\\/](\.bin$|.*node-gyp-bin$)/.test(folder))
    .join(delimiter);
  // As VS Code's own command line says it: the environment is that of a terminal already. Otherwise VS Code starts a login
  // shell to read one, which takes seconds where profiles do a lot, and may outlive VS Code.
  env['VSCODE_CLI'] = '1';
  return env;
}
