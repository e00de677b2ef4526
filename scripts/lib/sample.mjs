// The sample project: made from the folders of sample/, one commit each, so that it has a history of its own.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';
import { runQuietly } from './processes.mjs';

const source = join(root, 'sample');
const usualFolder = join(root, '.cache', 'sample', 'tidewatch');
const asMade = join('.git', 'fairwind-as-made');

/** The sample project for a person to try things in: a fresh copy, unless they changed the last one. */
export async function openSample() {
  const { kept } = await makeSample(usualFolder);
  if (kept) console.log(`The sample project has changes of yours. For a fresh one delete ${usualFolder}`);
  return usualFolder;
}

/**
 * Makes the sample project in a folder, or leaves it alone when the person has changed something there.
 * @param {string} folder
 * @returns {Promise<{ kept: boolean }>} `kept` when the folder was left as the person had it
 */
export async function makeSample(folder) {
  if (existsSync(folder)) {
    const marker = join(folder, asMade);
    if (!existsSync(marker) || readFileSync(marker, 'utf8') !== (await state(folder))) return { kept: true };
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  const { author, commits, staged } = JSON.parse(readFileSync(join(source, 'history.json'), 'utf8'));
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
  await git(folder, ['config', 'user.name', author.name]);
  await git(folder, ['config', 'user.email', author.email]);
  await git(folder, ['config', 'commit.gpgSign', 'false']);
  for (const commit of commits) {
    await addFiles(folder, commit.folder);
    const date = { GIT_AUTHOR_DATE: commit.date, GIT_COMMITTER_DATE: commit.date };
    await git(folder, ['commit', '--quiet', '--no-verify', '-m', commit.message], date);
  }
  await addFiles(folder, staged);
  writeFileSync(join(folder, asMade), await state(folder));
  return { kept: false };
}

/** @param {string} folder @param {string} name */
async function addFiles(folder, name) {
  cpSync(join(source, name), folder, { recursive: true });
  await git(folder, ['add', '--all']);
}

/** What tells an untouched copy from one that the person worked in. @param {string} folder */
async function state(folder) {
  const head = await git(folder, ['rev-parse', 'HEAD']);
  const index = await git(folder, ['write-tree']);
  return head + index + (await git(folder, ['status', '--porcelain']));
}

/** @param {string} folder @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
function git(folder, args, env = {}) {
  return runQuietly('git', args, { cwd: folder, env: { ...process.env, ...env }, what: `git ${args[0]}` });
}
