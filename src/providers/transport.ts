import { lookup as dnsLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import type { CallOptions } from '../core/model/languageModel';
import { abortError, throwIfAborted } from '../util/abort';
import type { Disposable } from '../util/disposable';

/** How long a server may be silent. */
export interface TransportTimeouts {
  /** Milliseconds from sending a request to the first byte of its answer's body. */
  readonly firstByteMs: number;
  /** Milliseconds between two pieces of the body. Time that the reader spends on a piece does not count. */
  readonly idleMs: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** May hold a user name and password for Basic authentication; they are never reported to `onWire`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /**
   * The body, to be read once. Leaving the loop early closes the socket.
   * It throws a {@link StallError}, an AbortError, or Node's error when the connection broke before the proper end.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** The server took the request and then was silent for too long. */
export class StallError extends Error {
  constructor(milliseconds: number) {
    super(`no data for ${milliseconds} ms`);
    this.name = 'StallError';
  }
}

/** A kept-alive socket turned out to be closed by the server before it was used again. */
class DeadSocketError extends Error {}

const CLOSED_BY_PEER: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/**
 * The one way in which Fairwind speaks HTTP: kept-alive sockets, no redirects followed, no retries but the one for a
 * dead kept-alive socket. It is `node:http`, not `fetch`: that costs 0.4 ms a request on loopback against 1.5 ms.
 */
export class Transport implements Disposable {
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, autoSelectFamily: true }),
    'https:': new https.Agent({ keepAlive: true, autoSelectFamily: true }),
  };

  constructor(private readonly timeouts: TransportTimeouts) {}

  /**
   * Sends a request and resolves when the headers of the answer are there, whatever its status.
   * Aborting the signal closes the socket at once, also while the body is being read.
   * @throws AbortError, {@link StallError}, or Node's error when no answer came.
   */
  async send(request: HttpRequest, options: CallOptions): Promise<HttpResponse> {
    const agent = this.#agents[request.url.protocol === 'https:' ? 'https:' : 'http:'];
    try {
      return await exchange(request, options, { agent, timeouts: this.timeouts });
    } catch (error) {
      if (!(error instanceof DeadSocketError)) throw error;
      throwIfAborted(options.signal);
      return await exchange(request, options, { agent: false, timeouts: this.timeouts });
    }
  }

  /** Closes every socket, also those in use. */
  dispose(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }
}

interface ExchangeSettings {
  /** `false` opens a socket for this one request. */
  readonly agent: http.Agent | false;
  readonly timeouts: TransportTimeouts;
}

function exchange(
  { method, url, headers, body }: HttpRequest,
  { signal, onWire }: CallOptions,
  { agent, timeouts }: ExchangeSettings,
): Promise<HttpResponse> {
  throwIfAborted(signal);
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const request = (url.protocol === 'https:' ? https : http).request({
      ...urlToHttpOptions(url),
      method,
      headers: { ...headers, 'content-length': bytes.length },
      agent,
      lookup,
    });
    const watch = new Watch(request, signal, timeouts);
    request.on('error', (error: NodeJS.ErrnoException) => {
      watch.stop();
      const isDead = request.reusedSocket && CLOSED_BY_PEER.has(error.code);
      reject(watch.failure ?? (isDead ? new DeadSocketError('', { cause: error }) : error));
    });
    request.on('response', (message) => {
      resolve({
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: readBody(message, watch),
      });
    });
    onWire({ method, url: withoutCredentials(url), body });
    request.end(bytes);
  });
}

async function* readBody(
  message: http.IncomingMessage,
  watch: Watch,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    // Leaving `for await` early destroys the message and with it the socket.
    for await (const chunk of message) {
      watch.pause();
      yield chunk as Uint8Array;
      watch.awaitNextByte();
    }
  } catch (error) {
    throw watch.failure ?? error;
  } finally {
    watch.stop();
  }
}

/** Ends one exchange when its signal is aborted or the server is silent for too long. */
class Watch {
  /** Why the exchange was ended from this side; Node reports only that the socket is gone. */
  failure: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #onAbort = () => this.#fail(abortError());

  constructor(
    private readonly request: http.ClientRequest,
    private readonly signal: AbortSignal,
    private readonly timeouts: TransportTimeouts,
  ) {
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#timer = setTimeout(() => this.#timeOut(timeouts.firstByteMs), timeouts.firstByteMs);
  }

  /** Stops the clock while the reader works on a piece. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  awaitNextByte(): void {
    this.#timer = setTimeout(() => this.#timeOut(this.timeouts.idleMs), this.timeouts.idleMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.signal.removeEventListener('abort', this.#onAbort);
  }

  #timeOut(milliseconds: number): void {
    const isConnecting = this.request.socket?.connecting ?? true;
    this.#fail(
      isConnecting
        ? Object.assign(new Error(`no connection after ${milliseconds} ms`), { code: 'ETIMEDOUT' })
        : new StallError(milliseconds),
    );
  }

  #fail(error: Error): void {
    this.failure ??= error;
    // Without the error: Node would emit it where nobody listens when the answer was complete but not read to its end.
    this.request.destroy();
  }
}

/**
 * Resolves names as Node does, but `localhost` to both of its addresses, whatever the machine's hosts file says: some
 * servers listen on one only. With `autoSelectFamily` the second is tried when the first does not answer (RFC 8305).
 */
const lookup: LookupFunction = (hostname, options, callback) => {
  if (hostname === 'localhost' && options.all === true)
    callback(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
  else dnsLookup(hostname, options, callback);
};

/** The address as it may be shown. */
function withoutCredentials(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
