import http from 'node:http';
import https from 'node:https';
import { isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import type { ProxyServer } from './proxies';

/** What a request gives to the agent beside its own options. */
export interface TunnelRequestOptions extends https.RequestOptions {
  /** Ends a tunnel that is still being made. Node keeps `signal` itself from its agents. */
  readonly tunnelSignal: AbortSignal;
  readonly secureContext?: SecureContext | undefined;
}

/**
 * Kept-alive https sockets through an HTTP proxy (CONNECT, RFC 9110, 9.3.6). Node's own agents can do that too
 * (`proxyEnv`), but not before 22.21, and a request that is given up does not end a tunnel that is being made.
 */
export class TunnelAgent extends https.Agent {
  constructor(
    private readonly proxy: ProxyServer,
    options: https.AgentOptions,
  ) {
    super(options);
  }

  override createConnection(
    options: http.ClientRequestArgs,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const { host, port, tunnelSignal, ...own } = options as Partial<TunnelRequestOptions>;
    const name = host ?? '';
    const target = `${isIPv6(name) ? `[${name}]` : name}:${port ?? 443}`;
    const done = callback as (error: Error | null, socket?: Duplex) => void;
    const { url, headers } = this.proxy;
    const asked: Partial<TunnelRequestOptions> = {
      ...urlToHttpOptions(url),
      lookup: own.lookup,
      // For a proxy that is itself reached over https.
      secureContext: own.secureContext,
      rejectUnauthorized: own.rejectUnauthorized,
      auth: null,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...headers },
      agent: false,
      ...(tunnelSignal && { signal: tunnelSignal }),
    };
    const connect = (url.protocol === 'https:' ? https : http).request(asked);
    connect.on('error', done);
    connect.on('connect', ({ statusCode, statusMessage }, socket) => {
      if (statusCode === 200) {
        done(null, super.createConnection({ ...options, socket } as http.ClientRequestArgs) ?? undefined);
        return;
      }
      socket.destroy();
      const words = `${statusCode ?? ''} ${statusMessage ?? ''}`.trim();
      done(Object.assign(new Error(words), { code: TUNNEL_REFUSED }));
    });
    connect.end();
    return undefined;
  }
}

/** The code of the error when the proxy does not make a tunnel; its message is what the proxy says. */
export const TUNNEL_REFUSED = 'ERR_TUNNEL_REFUSED';
