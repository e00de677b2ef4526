import type { IncomingHttpHeaders } from 'node:http';
import type { NetworkSettings } from '../../core/config/networkSettings';
import type { CallOptions } from '../../core/model/languageModel';
import { throwIfAborted } from '../../util/abort';
import type { Disposable } from '../../util/disposable';
import type { Agents } from './agents';
import { DeadSocketError } from './errors';

export { ProxyError, StallError } from './errors';

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
  readonly headers: IncomingHttpHeaders;
  /**
   * The body, to be read once. Leaving the loop early closes the socket.
   * It throws a `StallError`, an AbortError, or Node's error when the connection broke before the proper end.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

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
  #agents: Agents | undefined;

  constructor(private readonly options: TransportOptions) {
    this.#network = options.network();
  }

  /**
   * Sends a request and resolves when the headers of the answer are there, whatever its status.
   * Aborting the signal closes the socket at once, also while the body is being read.
   * @throws AbortError, `StallError`, `ProxyError`, or Node's error when no answer came.
   */
  async send(request: HttpRequest, options: CallOptions): Promise<HttpResponse> {
    // Loaded with the first request: Node's HTTP and TLS are a tenth of what starting would cost with them.
    const [{ Agents, closeIdle }, { exchange }] = await Promise.all([
      import('./agents'),
      import('./exchange'),
    ]);
    const route = this.#currentAgents(Agents).route(request.url);
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
    this.#agents?.dispose();
  }

  /** Sockets made under earlier settings serve the requests that use them, and no others. */
  #currentAgents(Pools: typeof Agents): Agents {
    const network = this.options.network();
    if (network !== this.#network) {
      this.#agents?.retire();
      this.#agents = undefined;
      this.#network = network;
    }
    return (this.#agents ??= new Pools(network, this.options.env));
  }
}
