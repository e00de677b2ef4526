import { isFetchAddress } from '../core/config/fetchAddress';
import type { FetchFile, FileResponse } from '../core/model/fetchFile';
import type { HttpResponse, Transport } from './transport';

/** A hub sends one on to its storage; more than a few are a loop. */
const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Makes the way to fetch files; see `core/model/fetchFile`. */
export function createFetchFile(transport: Transport): FetchFile {
  return async (url, headers, signal) => {
    let address = new URL(url);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (!isFetchAddress(address.href)) throw new Error(`${address.origin} is no https address`);
      const response = await transport.send(
        { method: 'GET', url: address, headers, body: '' },
        { signal, onWire: () => undefined },
      );
      const target = REDIRECTS.has(response.status) ? response.headers.location : undefined;
      if (target === undefined) return response satisfies FileResponse;
      await drop(response);
      address = new URL(target, address);
    }
    throw new Error(`${new URL(url).host} redirects without end`);
  };
}

/** Ends an answer that nobody reads, and its connection with it. */
async function drop({ body }: HttpResponse): Promise<void> {
  const reader = body[Symbol.asyncIterator]();
  await reader.next();
  await reader.return?.();
}
