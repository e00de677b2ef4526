import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isMissing } from './textFile';

/** Changes with the two lines before the model's own bytes; those carry their own version and checksum. */
const FORMAT_LINE = 'fairwind workspace index 1\n';
/** A larger file is none of ours: a model within its memory limit takes less. Bytes. */
const MAX_CACHE_BYTES = 1024 ** 3;
/** A temporary file this old was left behind by an engine that was killed. Milliseconds. */
const ABANDONED_MS = 60 * 60 * 1000;

/**
 * Reads the model's bytes from a cache that was written for the same workspace folders, given as ids in any order.
 * Returns the reason, for the log, when there is none or it cannot be used; whatever the file holds, nothing is thrown.
 */
export async function readIndexCache(
  path: string,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<Uint8Array | { readonly unusable: string }> {
  try {
    if ((await stat(path)).size > MAX_CACHE_BYTES) return { unusable: 'it is too large' };
    const bytes = await readFile(path, { signal });
    const head = headFor(folders);
    if (!bytes.subarray(0, FORMAT_LINE.length).equals(Buffer.from(FORMAT_LINE))) {
      return { unusable: 'it has another format' };
    }
    if (!bytes.subarray(0, head.length).equals(head))
      return { unusable: 'it is for other workspace folders' };
    return bytes.subarray(head.length);
  } catch (error) {
    return { unusable: isMissing(error) ? 'there is none yet' : 'it cannot be read' };
  }
}

/**
 * Writes a cache beside its place and puts it there in one step, so that a reader or a second window sees the old one
 * or the new one whole.
 * @throws the file system's error, or an AbortError; nothing is left behind
 */
export async function writeIndexCache(
  path: string,
  { folders, model }: { readonly folders: readonly string[]; readonly model: AsyncIterable<Uint8Array> },
  signal: AbortSignal,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await removeAbandoned(path);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    // For this user only: the file holds words of the workspace's source text.
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(headFor(folders), { signal });
      await file.writeFile(model, { signal });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function headFor(folders: readonly string[]): Buffer {
  return Buffer.from(`${FORMAT_LINE}${JSON.stringify([...folders].sort())}\n`, 'utf8');
}

async function removeAbandoned(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.tmp')) continue;
    const file = join(folder, name);
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > ABANDONED_MS) await rm(file, { force: true });
  }
}
