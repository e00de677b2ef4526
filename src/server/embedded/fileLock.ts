import { mkdir, open, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A lock is kept fresh while it is held; one that nobody keeps fresh was left behind by a window that crashed. */
const REFRESH_MS = 5_000;
const STALE_MS = 30_000;

/**
 * Runs `work` while holding a lock file, so that two windows do not write the same file.
 * @returns what `work` gives, or `undefined` when somebody else holds the lock
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T | undefined> {
  await mkdir(dirname(path), { recursive: true });
  if (!(await take(path)) && !((await isStale(path)) && (await takeOver(path)))) return undefined;
  const refresh = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, REFRESH_MS);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function takeOver(path: string): Promise<boolean> {
  await rm(path, { force: true });
  return take(path);
}

async function isStale(path: string): Promise<boolean> {
  const file = await stat(path).catch(() => undefined);
  return file === undefined || Date.now() - file.mtimeMs > STALE_MS;
}
