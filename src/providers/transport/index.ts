import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { NetworkSettings } from '../../core/config/networkSettings';
import type { CallOptions } from '../../core/model/languageModel';
import { abortError, throwIfAborted } from '../../util/abort';
import type { Disposable } from '../../util/disposable';
import { Agents, type Route, closeIdle } from './agents';
import { TUNNEL_REFUSED, type TunnelRequestOptions } from './tunnelAgent';

/** How long a server may be silent. */
export interface TransportTimeouts {
  /** Milliseconds until there is a connection. */
  readonly connectMs: number;
  /** Milliseconds from sending a request to the first byte of its answer's body. */
  readonly firstByteMs: number;
  /** Milliseconds between two pieces of the body. Time that the reader spends on a piece does not count. */
  readonly idleMs: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
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

/** The proxy in between cannot be reached, or refuses the way to the server. */
export class ProxyError extends Error {
  /** @param proxy host and port */
  constructor(proxy: string, reason: string) {
    super(`${proxy}: ${reason}`);
    this.name = 'ProxyError';
  }
}

/** A kept-alive socket turned out to be closed by the server before it was used again. */
class DeadSocketError extends Error {}

const CLOSED_BY_PEER: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
/** Codes of a connection that was never made: with a proxy in between it is the proxy that does not answer. */
const NO_CONNECTION =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ERR_TUNNEL_REFUSED)$/;

export interface TransportOptions {
  readonly timeouts: TransportTimeouts;
  /** How the editor reaches the network, asked for on every request. The same object as long as nothing changed. */
  readonly network: () => NetworkSettings;
  /** The environment, which may name a proxy. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The one way in which Fairwind speaks HTTP: kept-alive sockets, no redirects followed, no retries but the one for a
 * dead kept-alive socket. It is `node:http`, not `fetch`: that costs 0.4 ms a request on loopback against 1.5 ms.
 */
export class Transport implements Disposable {
  #network: NetworkSettings;
  #agents: Agents;

  constructor(private readonly options: TransportOptions) {
    this.#network = options.network();
    this.#agents = new Agents(this.#network, options.env);
  }

  /**
   * Sends a request and resolves when the headers of the answer are there, whatever its status.
   * Aborting the signal closes the socket at once, also while the body is being read.
   * @throws AbortError, {@link StallError}, {@link ProxyError}, or Node's error when no answer came.
   */
  async send(request: HttpRequest, options: CallOptions): Promise<HttpResponse> {
    const route = this.#currentAgents().route(request.url);
    const settings = { route, timeouts: this.options.timeouts };
    try {
      return await exchange(request, options, settings);
    } catch (error) {
      if (!(error instanceof DeadSocketError)) throw error;
    }
    throwIfAborted(options.signal);
    // One socket that died, as in a machine's sleep, is seldom alone.
    closeIdle(route.agent);
    return await exchange(request, options, { ...settings, isLastTry: true });
  }

  /** Closes every socket, also those in use. */
  dispose(): void {
    this.#agents.dispose();
  }

  /** Sockets made under earlier settings serve the requests that use them, and no others. */
  #currentAgents(): Agents {
    const network = this.options.network();
    if (network !== this.#network) {
      this.#agents.retire();
      this.#network = network;
      this.#agents = new Agents(network, this.options.env);
    }
    return this.#agents;
  }
}

interface ExchangeSettings {
  readonly route: Route;
  readonly timeouts: TransportTimeouts;
  /** A dead socket is then an error like any other. */
  readonly isLastTry?: boolean;
}

function exchange(
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
    clearTimeout(this.#timer);
  }

  awaitNextByte(): void {
    this.#startTimer(this.options.timeouts.idleMs);
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
    this.#timer = setTimeout(() => this.#fail(error()), milliseconds);
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
