/** An answer to a request for a file. */
export interface FileResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** To be read once; leaving the loop early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Fetches a file over the one transport, as the editor reaches the network. Redirects are followed, to addresses from
 * which files may be downloaded alone (`core/config/fetchAddress`). Nothing of the person's is sent, no key either.
 * @throws Node's error when there is no answer, and AbortError
 */
export type FetchFile = (
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<FileResponse>;
