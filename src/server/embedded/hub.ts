import type { FetchFile, FileResponse } from '../../core/model/fetchFile';
import type { ModelAddress } from '../../core/model/modelAddress';
import { DownloadError } from './downloadErrors';

/** A file as a hub lists it. */
export interface HubFile {
  readonly url: string;
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Bytes of a list of files; the longest have a few hundred of them. */
const MAX_LIST_BYTES = 8 * 1024 * 1024;

/**
 * Finds the file of an address by Hugging Face's API, where each file that is kept in LFS has its size and SHA-256.
 * @param hub the server's address
 * @throws DownloadError, AbortError
 */
export async function findHubFile(
  { repository, file }: ModelAddress,
  { hub, fetchFile }: { readonly hub: string; readonly fetchFile: FetchFile },
  signal: AbortSignal,
): Promise<HubFile> {
  const { host } = new URL(hub);
  const response = await fetchFile(
    `${hub}/api/models/${repository}/tree/main?recursive=true`,
    {},
    signal,
  ).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new DownloadError('unreachable', host, error instanceof Error ? error.message : '');
  });
  // Hugging Face answers 401 for a repository that does not exist.
  if ([401, 403, 404].includes(response.status)) throw new DownloadError('notFound', repository, host);
  if (response.status !== 200) throw new DownloadError('refused', host, String(response.status));
  const found = chooseFile(readList(await readText(response)), file);
  if (found === undefined) throw new DownloadError('notFound', `${repository}:${file}`, host);
  const path = found.path.split('/').map(encodeURIComponent).join('/');
  return { url: `${hub}/${repository}/resolve/main/${path}`, size: found.size, sha256: found.sha256 };
}

interface ListedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** The file of that very name, else the shortest name of a GGUF file in one piece that holds the quantisation. */
export function chooseFile(files: readonly ListedFile[], wanted: string): ListedFile | undefined {
  const exact = files.find(({ path }) => path === wanted);
  if (exact) return exact;
  const name = wanted.toLowerCase();
  return files
    .filter(({ path }) => /\.gguf$/i.test(path) && !/-\d{5}-of-\d{5}/.test(path))
    .filter(({ path }) => path.toLowerCase().includes(name))
    .sort((a, b) => a.path.length - b.path.length)[0];
}

/** The entries with a digest; without one nothing is downloaded. */
function readList(text: string): readonly ListedFile[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(list) ? list.flatMap(readEntry) : [];
}

function readEntry(entry: unknown): ListedFile[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { path, lfs } = entry as { readonly path?: unknown; readonly lfs?: unknown };
  const { oid, size } = (lfs ?? {}) as { readonly oid?: unknown; readonly size?: unknown };
  if (typeof path !== 'string' || path.split('/').includes('..')) return [];
  if (typeof oid !== 'string' || !/^[0-9a-f]{64}$/.test(oid) || typeof size !== 'number') return [];
  return [{ path, size, sha256: oid }];
}

async function readText({ body }: FileResponse): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_LIST_BYTES) return '';
  }
  return Buffer.concat(pieces).toString('utf8');
}
