import { access, chmod, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { findHooksFolder } from '../../git/hooksFolder';
import type { CommitHookState } from '../../protocol/commit';
import { throwIfAborted } from '../../util/abort';
import { HOOK_NAME, KEPT_NAME, beganAsOwnHook, hookScript, isOwnHook } from './hookScript';

/** How it stands with the hook in a repository. @throws GitFailure, or an AbortError */
export async function hookState(root: string, signal: AbortSignal): Promise<CommitHookState> {
  const { path: folder, configured } = await findHooksFolder(root, signal);
  throwIfAborted(signal);
  const text = await read(join(folder, HOOK_NAME));
  const hasKept = (await read(join(folder, KEPT_NAME))) !== undefined;
  const isInProject =
    !relative(root, folder).startsWith('..') && !relative(root, folder).startsWith(`.git${sep}`);
  return {
    folder,
    isInProject,
    ...(configured !== undefined && { hooksPath: configured }),
    state: text !== undefined && beganAsOwnHook(text) ? (isOwnHook(text) ? 'installed' : 'edited') : 'absent',
    hasOther: hasKept || (text !== undefined && !beganAsOwnHook(text)),
  };
}

/**
 * Installs the hook; one that was there is kept beside it and called first. Installing it again brings it up to date.
 * @throws an error of the file system, and then everything is as it was
 */
export async function installHook(
  root: string,
  launcher: string,
  signal: AbortSignal,
): Promise<CommitHookState> {
  const { folder, state } = await hookState(root, signal);
  throwIfAborted(signal);
  const [path, kept] = [join(folder, HOOK_NAME), join(folder, KEPT_NAME)];
  if (state === 'edited') return hookState(root, signal);
  await mkdir(folder, { recursive: true });
  const isReplaced = state === 'absent' && (await exists(path));
  if (isReplaced) {
    if (await exists(kept)) throw new Error(`${kept} is there already.`);
    await rename(path, kept);
  }
  try {
    await writeFile(path, hookScript(launcher), { mode: 0o755, flag: state === 'absent' ? 'wx' : 'w' });
    await chmod(path, 0o755);
  } catch (error) {
    if (isReplaced) await rename(kept, path);
    throw error;
  }
  return hookState(root, signal);
}

/** Removes the hook, and puts what was there before back under its name. An edited one is left: it is the person's. */
export async function removeHook(root: string, signal: AbortSignal): Promise<CommitHookState> {
  const { folder, state } = await hookState(root, signal);
  throwIfAborted(signal);
  const [path, kept] = [join(folder, HOOK_NAME), join(folder, KEPT_NAME)];
  if (state === 'installed') {
    // One step where there is another: at no time is there none.
    if (await exists(kept)) await rename(kept, path);
    else await rm(path);
  }
  return hookState(root, signal);
}

async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
