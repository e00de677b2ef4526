// Brings what the scripts need from npm: always the locked versions, never an install script.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findToolchainNode, root, toolchainEnv } from './node.mjs';
import { runQuietly } from './processes.mjs';
import { PlainError, step } from './terminal.mjs';

const OLDEST_NODE = 20;

/** Makes `node_modules` hold exactly what package-lock.json says; does nothing when it already does. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
    throw new PlainError(
      `Fairwind needs Node ${OLDEST_NODE} or newer; this is ${process.version}. Install a newer one from https://nodejs.org.`,
    );
  if (isInstalled()) return;
  await step('Installing the packages of package-lock.json', () => npm(['ci'], root));
}

/**
 * Runs npm in a folder, without install scripts.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export async function npm(args, cwd) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, ...first] = npmCommand();
  await runQuietly(command, [...first, ...args, ...flags], {
    cwd,
    env: npmEnvironment(),
    shell: process.platform === 'win32' && command === 'npm',
    what: `npm ${args.join(' ')}`,
  }).catch((error) => {
    throw new PlainError(
      `${error.message}\n\nnpm could not fetch what is needed in ${cwd}. Check the connection with "npm ping", then run the command again.`,
    );
  });
}

/**
 * npm as its own script where this runs under npm, so that the newer Node can run it; else npm from PATH.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const script = process.env['npm_execpath'];
  if (!script || basename(script) !== 'npm-cli.js') return ['npm'];
  return [findToolchainNode() ?? process.execPath, script];
}

function npmEnvironment() {
  const env = findToolchainNode() === undefined ? { ...process.env } : toolchainEnv();
  // Set by the npm that runs this script; inside another folder it would point npm back here.
  delete env['npm_config_local_prefix'];
  return env;
}

/** npm keeps what it installed in a lock of its own; an entry may be missing only when it is optional. */
function isInstalled() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(installedLock);
  return Object.entries(wanted).every(([path, entry]) =>
    path === '' || (entry.optional && !installed[path])
      ? true
      : installed[path]?.version === entry.version && installed[path]?.integrity === entry.integrity,
  );
}

/**
 * @param {string} path
 * @returns {Record<string, { version: string; integrity?: string; optional?: boolean }>}
 */
function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
