// Tools that are too large for node_modules: installed from locks of their own into .cache, once for each lock.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './install.mjs';
import { root } from './node.mjs';
import { step } from './terminal.mjs';

/** Everything that the scripts fetch or make beside node_modules. */
export const cacheFolder = join(root, '.cache');

/**
 * Installs what scripts/tools/NAME/package-lock.json says, if it is not there yet.
 * @param {string} name
 * @param {string} title what the person reads while it is installed
 * @param {(folder: string) => Promise<void>} [finish] what remains to be done in the folder after npm
 * @returns {Promise<string>} the folder that holds its node_modules
 */
export function ensureTool(name, title, finish = async () => {}) {
  const known = installed.get(name) ?? install(name, title, finish);
  installed.set(name, known);
  return known;
}

/** @type {Map<string, Promise<string>>} What this process has installed: a build asks for one tool in several places at once. */
const installed = new Map();

/** @param {string} name @param {string} title @param {(folder: string) => Promise<void>} finish */
async function install(name, title, finish) {
  const recipe = join(root, 'scripts', 'tools', name);
  const lock = readFileSync(join(recipe, 'package-lock.json'));
  const folder = join(cacheFolder, `${name}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  // It is made beside its final place and moved there when whole: an interrupted install leaves nothing half.
  const unfinished = `${folder}.${process.pid}`;
  try {
    await step(title, async () => {
      mkdirSync(unfinished, { recursive: true });
      for (const file of ['package.json', 'package-lock.json'])
        cpSync(join(recipe, file), join(unfinished, file));
      await npm(['ci'], unfinished);
      await finish(unfinished);
      renameSync(unfinished, folder);
    });
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  removeOlder(name, folder);
  return folder;
}

/** @param {string} name @param {string} current */
function removeOlder(name, current) {
  for (const entry of readdirSync(cacheFolder)) {
    const path = join(cacheFolder, entry);
    if (
      path !== current &&
      entry.startsWith(`${name}-`) &&
      /^[0-9a-f]{12}$/.test(entry.slice(name.length + 1))
    )
      rmSync(path, { recursive: true, force: true });
  }
}
