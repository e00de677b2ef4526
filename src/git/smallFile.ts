import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Bytes of a file that are read. */
const MOST_BYTES = 64 * 1024;

/** A regular file's text; undefined when there is none. A link is not followed: it could lead to any secret. */
export async function readSmallFile(path: string): Promise<string | undefined> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}
