import { lookup as dnsLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import tls from 'node:tls';
import type { NetworkSettings } from '../../core/config/networkSettings';
import type { Disposable } from '../../util/disposable';
import { type ProxyFinder, type ProxyServer, createProxyFinder } from './proxies';
import { TunnelAgent } from './tunnelAgent';

/** The way to one address. */
export interface Route {
  /** Holds the kept-alive sockets. */
  readonly agent: http.Agent;
  /** The proxy in between. */
  readonly proxy?: ProxyServer;
}

/** Kept-alive sockets, direct and through the person's proxy. */
export class Agents implements Disposable {
  readonly #pools = new Map<string, http.Agent>();
  readonly #findProxy: ProxyFinder;
  #trust: tls.SecureContext | undefined;

  /** @param env the environment, which may name a proxy */
  constructor(
    private readonly settings: NetworkSettings,
    env: NodeJS.ProcessEnv,
  ) {
    this.#findProxy = createProxyFinder(settings, env);
  }

  route(url: URL): Route {
    const proxy = this.#findProxy(url);
    const kind = `${url.protocol} ${proxy?.url.href ?? ''}`;
    const agent = this.#pools.get(kind) ?? this.#createAgent(url.protocol === 'https:', proxy);
    this.#pools.set(kind, agent);
    return { agent, ...(proxy && { proxy }) };
  }

  /** Closes every socket, also those in use. */
  dispose(): void {
    for (const agent of this.#pools.values()) agent.destroy();
  }

  /** Closes the sockets that nobody uses, and every other one as soon as it is not used any more. */
  retire(): void {
    for (const agent of this.#pools.values()) {
      closeIdle(agent);
      agent.on('free', (socket: Socket) => socket.destroy());
    }
  }

  #createAgent(isSecure: boolean, proxy: ProxyServer | undefined): http.Agent {
    const options = { keepAlive: true, autoSelectFamily: true, lookup };
    // Plain requests go to the proxy itself, which may be reached over https.
    if (!isSecure && proxy?.url.protocol !== 'https:') return new http.Agent(options);
    const secure = { ...options, ...this.#trusted() };
    if (!proxy) return new https.Agent(secure);
    const checked = { ...secure, rejectUnauthorized: this.settings.strictSSL };
    return isSecure ? new TunnelAgent(proxy, checked) : new https.Agent(checked);
  }

  /**
   * The certificates of the operating system beside Node's, where companies put their own. Read once, when https is
   * first needed: it takes some 50 ms. Node before 22.15 cannot, and trusts its own alone.
   */
  #trusted(): { secureContext?: tls.SecureContext } {
    if (!this.settings.systemCertificates || !('getCACertificates' in tls)) return {};
    this.#trust ??= tls.createSecureContext({
      ca: [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])],
    });
    return { secureContext: this.#trust };
  }
}

/** Closes the sockets of a pool that nobody uses now. */
export function closeIdle(agent: http.Agent): void {
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) socket.destroy();
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
