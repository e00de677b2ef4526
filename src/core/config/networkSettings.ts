import { findSetting } from './settings';

/**
 * How the editor reaches the network: VS Code's own settings, which Fairwind follows. They are not Fairwind's, so the
 * settings table does not hold them; like everything that names a host they are the person's own, never a repository's.
 */
export interface NetworkSettings {
  /** The proxy's address from `http.proxy`; when absent, HTTPS_PROXY and HTTP_PROXY of the environment count. */
  readonly proxy?: string;
  /** Hosts that are reached without the proxy; when empty, NO_PROXY of the environment counts. */
  readonly noProxy: readonly string[];
  /** False when `http.proxySupport` is `off`: then neither the setting nor the environment counts. */
  readonly usesProxy: boolean;
  /** Whether certificates that come through a proxy are verified. */
  readonly strictSSL: boolean;
  /** Whether the certificates of the operating system are trusted beside Node's own. */
  readonly systemCertificates: boolean;
}

/** The settings of VS Code that {@link parseNetworkSettings} reads. */
export const NETWORK_SETTING_KEYS = [
  'http.proxy',
  'http.noProxy',
  'http.proxySupport',
  'http.proxyStrictSSL',
  'http.systemCertificates',
] as const;

/** Reads them from what an editor sends as settings. A value of another type counts as absent. */
export function parseNetworkSettings(raw: unknown): NetworkSettings {
  const proxy = findSetting(raw, 'http.proxy');
  const noProxy = findSetting(raw, 'http.noProxy');
  return {
    ...(typeof proxy === 'string' && proxy.trim() !== '' && { proxy: proxy.trim() }),
    noProxy: Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === 'string') : [],
    usesProxy: findSetting(raw, 'http.proxySupport') !== 'off',
    strictSSL: findSetting(raw, 'http.proxyStrictSSL') !== false,
    systemCertificates: findSetting(raw, 'http.systemCertificates') !== false,
  };
}
