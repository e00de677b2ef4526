import type { NetworkSettings } from '../../core/config/networkSettings';
import { isLoopback } from '../address';

export interface ProxyServer {
  readonly url: URL;
  /** What it wants to know of the person: the user name and password of its address. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Says which proxy leads to an address; undefined for the direct way. */
export type ProxyFinder = (url: URL) => ProxyServer | undefined;

/**
 * Follows the editor's settings, and the environment where they say nothing. Addresses of this machine never go through
 * a proxy, nor do the hosts excepted.
 * @param env where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` may stand, in either case
 */
export function createProxyFinder(
  { proxy, noProxy, usesProxy }: NetworkSettings,
  env: NodeJS.ProcessEnv,
): ProxyFinder {
  if (!usesProxy) return () => undefined;
  const read = (name: string) => env[name.toLowerCase()] ?? env[name] ?? '';
  const plain = httpProxy(proxy ?? read('HTTP_PROXY'));
  const secure = httpProxy(proxy ?? read('HTTPS_PROXY'));
  const exceptions = noProxy.length > 0 ? noProxy : read('NO_PROXY').split(/[\s,]+/);
  return (url) => {
    if (isLoopback(url) || exceptions.some((entry) => covers(entry, url))) return undefined;
    return url.protocol === 'https:' ? secure : plain;
  };
}

/** A proxy that is spoken to in HTTP. Others (SOCKS, PAC) are not supported and count as none. */
function httpProxy(text: string): ProxyServer | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return { url, headers: { ...(credentials !== ':' && { 'proxy-authorization': authorization }) } };
}

/** Whether an entry of `NO_PROXY` means a host: `*`, a host or domain with all below it, each with a port or without. */
function covers(entry: string, url: URL): boolean {
  if (entry === '*') return true;
  const [, domain = '', port] = /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (domain === '' || (port !== undefined && port !== portOf(url))) return false;
  return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
}

function portOf({ port, protocol }: URL): string {
  if (port !== '') return port;
  return protocol === 'https:' ? '443' : '80';
}
