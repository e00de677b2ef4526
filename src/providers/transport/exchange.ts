import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { CallOptions } from '../../core/model/languageModel';
import { abortError, throwIfAborted } from '../../util/abort';
import type { HttpRequest, HttpResponse, TransportTimeouts } from '.';
import type { Route } from './agents';
import { DeadSocketError, ProxyError, StallError } from './errors';
import { TUNNEL_REFUSED, type TunnelRequestOptions } from './tunnelAgent';

const CLOSED_BY_PEER: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
/** Codes of a connection that was never made: with a proxy in between it is the proxy that does not answer. */
const NO_CONNECTION =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ERR_TUNNEL_REFUSED)$/;

export interface ExchangeSettings {
  readonly route: Route;
  readonly timeouts: TransportTimeouts;
  /** A dead socket is then an error like any other. */
  readonly isLastTry?: boolean;
}

/** One request over one socket. Errors are those of `Transport.send`, and {@link DeadSocketError}. */
export function exchange(
  { method, url, headers, body }: HttpRequest,
  { signal, onWire }: CallOptions,
  { route, timeouts, isLastTry = false }: ExchangeSettings,
): Promise<HttpResponse> {
  throwIfAborted(signal);
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const ending = new AbortController();
    const target = targetOf(url, route);
    const options: TunnelRequestOptions = {
      ...target.options,
      method,
      headers: { ...headers, ...target.headers, 'content-length': bytes.length },
      agent: route.agent,
      tunnelSignal: ending.signal,
    };
    const request = (target.isSecure ? https : http).request(options);
    const watch = new Watch({ request, ending, signal, timeouts });
    request.on('error', (error: NodeJS.ErrnoException) => {
      watch.stop();
      const isDead = request.reusedSocket && CLOSED_BY_PEER.has(error.code) && !isLastTry;
      const failure = watch.failure ?? error;
      reject(isDead ? new DeadSocketError('', { cause: error }) : (proxyFailure(route, failure) ?? failure));
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

/** Where a request goes first: to its server, or whole to a proxy (absolute form, RFC 9112, 3.2.2). */
function targetOf(url: URL, { proxy }: Route) {
  const options = urlToHttpOptions(url);
  const isSecure = url.protocol === 'https:';
  if (isSecure || !proxy) return { options, isSecure, headers: {} };
  const { hostname, port } = urlToHttpOptions(proxy.url);
  return {
    options: { auth: options.auth, hostname, port, path: `http://${url.host}${options.path ?? ''}` },
    isSecure: proxy.url.protocol === 'https:',
    headers: { host: url.host, ...proxy.headers },
  };
}

/** A failure to connect, when it is the proxy's. */
function proxyFailure({ proxy }: Route, error: NodeJS.ErrnoException): ProxyError | undefined {
  if (!proxy || !NO_CONNECTION.test(error.code ?? '')) return undefined;
  // Host and port alone: the address may hold a password.
  const reason = error.code === TUNNEL_REFUSED ? error.message : error.code;
  return new ProxyError(proxy.url.host, reason ?? '');
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

interface WatchOptions {
  readonly request: http.ClientRequest;
  /** Ends a tunnel that is still being made. */
  readonly ending: AbortController;
  readonly signal: AbortSignal;
  readonly timeouts: TransportTimeouts;
}

/** Ends one exchange when its signal is aborted or the server is silent for too long. */
class Watch {
  /** Why the exchange was ended from this side; Node reports only that the socket is gone. */
  failure: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isPaused = false;
  #isIdleTimer = false;
  readonly #onAbort = () => this.#fail(abortError());

  constructor(private readonly options: WatchOptions) {
    const { request, signal, timeouts } = options;
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#startTimer(timeouts.connectMs, () => notConnected(timeouts.connectMs));
    request.on('socket', (socket) => {
      // A socket in use before, or one to a proxy, is handed over connected.
      if (socket.connecting) socket.once('connect', () => this.#awaitFirstByte());
      else this.#awaitFirstByte();
    });
  }

  /** Stops the clock while the reader works on a piece. */
  pause(): void {
    this.#isPaused = true;
  }

  /** The timer between two pieces is one that is wound up again: a download has thousands of them a second. */
  awaitNextByte(): void {
    this.#isPaused = false;
    if (this.#isIdleTimer) this.#timer?.refresh();
    else this.#startTimer(this.options.timeouts.idleMs);
    this.#isIdleTimer = true;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.options.signal.removeEventListener('abort', this.#onAbort);
  }

  #awaitFirstByte(): void {
    if (this.failure === undefined) this.#startTimer(this.options.timeouts.firstByteMs);
  }

  #startTimer(milliseconds: number, error: () => Error = () => new StallError(milliseconds)): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#isPaused) this.#fail(error());
    }, milliseconds);
  }

  #fail(error: Error): void {
    this.failure ??= error;
    this.options.ending.abort();
    // Without the error: Node would emit it where nobody listens when the answer was complete but not read to its end.
    this.options.request.destroy();
  }
}

function notConnected(milliseconds: number): Error {
  return Object.assign(new Error(`no connection after ${milliseconds} ms`), { code: 'ETIMEDOUT' });
}

/** The address as it may be shown. */
function withoutCredentials(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
