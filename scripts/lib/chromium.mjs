// The real Chromium that the browser tests drive.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './processes.mjs';
import { PlainError, step } from './terminal.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const ADVICE =
  'Install Chromium (Debian: "apt-get install chromium") or set FAIRWIND_CHROMIUM to the path of a Chromium or Chrome; ' +
  'FAIRWIND_SKIP_E2E=1 leaves the browser tests out.';

/** Path of a Chromium; installs Debian's where there is none and apt may be used. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  await step('Installing Chromium with apt-get', installWithApt);
  const installed = findChromium();
  if (installed === undefined) throw new PlainError('apt-get installed no Chromium on PATH. ' + ADVICE);
  return installed;
}

/** Path of the Chromium that is there, if one is. */
export function findChromium() {
  const chosen = process.env['FAIRWIND_CHROMIUM'];
  if (chosen) {
    if (!existsSync(chosen)) throw new PlainError(`FAIRWIND_CHROMIUM names ${chosen}, which is not there.`);
    return chosen;
  }
  return (
    NAMES.map(onPath).find((path) => path !== undefined) ?? (existsSync(MAC_CHROME) ? MAC_CHROME : undefined)
  );
}

async function installWithApt() {
  const isRoot = process.getuid?.() === 0;
  const maySudo = () =>
    runQuietly('sudo', ['-n', 'true']).then(
      () => true,
      () => false,
    );
  if (onPath('apt-get') === undefined || !(isRoot || (await maySudo())))
    throw new PlainError(
      `There is no Chromium on this machine and it cannot be installed from here. ${ADVICE}`,
    );
  const apt = (/** @type {string[]} */ ...args) =>
    runQuietly(isRoot ? 'apt-get' : 'sudo', [...(isRoot ? [] : ['-n', 'apt-get']), ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      what: `apt-get ${args[0]}`,
    });
  await apt('update');
  await apt('install', '--yes', '--no-install-recommends', 'chromium');
}

/** @param {string} name */
function onPath(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
