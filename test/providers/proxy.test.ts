/** The way through a proxy, and the certificates on it. */
import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import tls from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NetworkSettings, parseNetworkSettings } from '../../src/core/config/networkSettings';
import { ModelError } from '../../src/core/model/errors';
import type { LanguageModel } from '../../src/core/model/languageModel';
import { type ProvidersOptions, createProviders } from '../../src/providers';
import { createProxyFinder } from '../../src/providers/transport/proxies';
import { isAbortError } from '../../src/util/abort';
import { type TestCertificates, makeCertificates } from '../support/certificates';
import { ConnectProxy } from '../support/connectProxy';
import { FakeModelServer } from '../support/fakeModelServer';
import { freePort } from '../support/freePort';
import { infillWire } from '../support/modelWires';
import { COMPLETION, ask, textOf } from './wires';

const GOOD = { body: infillWire(['good']) };
const HOST = 'models.example';

let certificates: TestCertificates;
const trusted = tls.getCACertificates('default');

beforeAll(async () => {
  certificates = await makeCertificates(HOST);
  tls.setDefaultCACertificates([...trusted, certificates.authority]);
});
afterAll(() => tls.setDefaultCACertificates(trusted));

interface Way {
  readonly timeouts?: ProvidersOptions['timeouts'];
  readonly network?: Record<string, unknown>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A model at an address, reached as the editor's settings and the environment say. */
function connect(
  baseUrl: string,
  { network = {}, env = {}, timeouts = {} }: Way,
): { model: LanguageModel } & Disposable {
  const settings = parseNetworkSettings(network);
  const providers = createProviders({ network: () => settings, env, timeouts });
  const model = providers.connect({ id: 'far', provider: 'llamacpp', baseUrl, model: '' }, () =>
    Promise.resolve('sk-secret-key'),
  );
  return { model, [Symbol.dispose]: () => providers.dispose() };
}

function errorOf({ error }: { readonly error: unknown }): ModelError {
  if (!ModelError.is(error)) throw new Error(`not a ModelError: ${inspect(error)}`);
  return error;
}

describe('through a proxy', () => {
  it.each([
    ['the setting', (proxy: string) => ({ network: { http: { proxy: `http://${proxy}` } } })],
    ['the environment', (proxy: string) => ({ env: { HTTPS_PROXY: `http://${proxy}` } })],
  ])('that %s names, https goes in a tunnel that is used again', async (_, way) => {
    await using server = await FakeModelServer.start(GOOD, { tls: certificates.server });
    await using proxy = await ConnectProxy.start({ target: server.port });
    using connected = connect(`https://${HOST}`, way(proxy.address));
    expect(textOf(await ask(connected.model, COMPLETION))).toBe('good');
    expect(textOf(await ask(connected.model, COMPLETION))).toBe('good');
    expect(proxy.asked).toEqual([`CONNECT ${HOST}:443`]);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-secret-key');
  });

  it('http goes with the whole address, and the proxy gets its own credentials', async () => {
    await using server = await FakeModelServer.start(GOOD);
    await using proxy = await ConnectProxy.start({ target: server.port });
    using connected = connect(`http://${HOST}:8080`, {
      network: { 'http.proxy': `http://me:pass@${proxy.address}` },
    });
    expect(textOf(await ask(connected.model, COMPLETION))).toBe('good');
    expect(proxy.asked).toEqual([`POST http://${HOST}:8080/infill`]);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('me:pass').toString('base64')}`]);
  });

  it.each(['https:', 'http:'])('that is itself reached over https (%s)', async (protocol) => {
    const { server: ofProxy } = await makeCertificates('127.0.0.1');
    const tlsOfServer = protocol === 'https:' ? { tls: certificates.server } : {};
    await using server = await FakeModelServer.start(GOOD, tlsOfServer);
    await using proxy = await ConnectProxy.start({ target: server.port, tls: ofProxy });
    for (const strict of [true, false]) {
      using connected = connect(`${protocol}//${HOST}`, {
        network: { http: { proxy: `https://${proxy.address}`, proxyStrictSSL: strict } },
      });
      const outcome = await ask(connected.model, COMPLETION);
      expect(textOf(outcome)).toBe(strict ? '' : 'good');
    }
    expect(server.requests).toHaveLength(1);
  });

  it('this machine is never reached', async () => {
    await using server = await FakeModelServer.start(GOOD);
    await using proxy = await ConnectProxy.start({ target: server.port });
    using connected = connect(server.url, { network: { 'http.proxy': `http://${proxy.address}` } });
    expect(textOf(await ask(connected.model, COMPLETION))).toBe('good');
    expect(proxy.asked).toEqual([]);
  });

  it('an abort closes the tunnel', async () => {
    await using server = await FakeModelServer.start(
      { ...GOOD, stopAt: 30, ending: 'stall' },
      { tls: certificates.server },
    );
    await using proxy = await ConnectProxy.start({ target: server.port });
    using connected = connect(`https://${HOST}`, { env: { HTTPS_PROXY: `http://${proxy.address}` } });
    const controller = new AbortController();
    const asked = ask(connected.model, COMPLETION, controller.signal);
    await server.request();
    controller.abort();
    await asked;
    await proxy.tunnelClosed;
  });

  it('new settings count from the next request on', async () => {
    await using server = await FakeModelServer.start(GOOD, { tls: certificates.server });
    await using first = await ConnectProxy.start({ target: server.port });
    await using second = await ConnectProxy.start({ target: server.port });
    let settings = parseNetworkSettings({ 'http.proxy': `http://${first.address}` });
    const providers = createProviders({ network: () => settings, env: {} });
    const spec = { id: 'far', provider: 'llamacpp', baseUrl: `https://${HOST}`, model: '' } as const;
    const model = providers.connect(spec, () => Promise.resolve(undefined));
    await ask(model, COMPLETION);
    settings = parseNetworkSettings({ 'http.proxy': `http://${second.address}` });
    await ask(model, COMPLETION);
    // The first proxy's tunnel was idle and is closed.
    await first.tunnelClosed;
    providers.dispose();
    expect([first.asked, second.asked]).toEqual([[`CONNECT ${HOST}:443`], [`CONNECT ${HOST}:443`]]);
  });
});

describe('a proxy that fails', () => {
  it.each([
    ['https:', { refusal: '407 Proxy Authentication Required' }, '407 Proxy Authentication Required'],
    ['https:', { refusal: '403 Forbidden' }, '403 Forbidden'],
  ])('is told apart from the server (%s, %o)', async (protocol, options, reason) => {
    await using proxy = await ConnectProxy.start({ target: 1, ...options });
    using connected = connect(`${protocol}//${HOST}`, {
      network: { 'http.proxy': `http://me:hunter2@${proxy.address}` },
    });
    const failure = errorOf(await ask(connected.model, COMPLETION));
    expect(failure).toMatchObject({ kind: 'proxyFailed', detail: `${proxy.address}: ${reason}` });
    expect(failure.detail).not.toContain('hunter2');
  });

  it.each(['https:', 'http:'])('is named when it does not answer (%s)', async (protocol) => {
    const address = `127.0.0.1:${await freePort()}`;
    using connected = connect(`${protocol}//${HOST}`, { network: { 'http.proxy': `http://${address}` } });
    expect(errorOf(await ask(connected.model, COMPLETION))).toMatchObject({
      kind: 'proxyFailed',
      detail: `${address}: ECONNREFUSED`,
    });
  });

  it('is told apart when it wants a password for http', async () => {
    await using server = await FakeModelServer.start({ status: 407, contentType: 'text/html', body: '' });
    await using proxy = await ConnectProxy.start({ target: server.port });
    using connected = connect(`http://${HOST}`, { network: { 'http.proxy': `http://${proxy.address}` } });
    expect(errorOf(await ask(connected.model, COMPLETION)).kind).toBe('proxyFailed');
  });
});

describe('a proxy that takes the connection and says nothing', () => {
  async function startSilentProxy() {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.on('error', () => undefined).resume()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const connection = once(server, 'connection').then(([socket]: Socket[]) => ({
      closed: socket && once(socket, 'close'),
    }));
    const stop = () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    };
    return { address, connection, [Symbol.dispose]: stop };
  }

  it('is given up', async () => {
    using proxy = await startSilentProxy();
    using connected = connect(`https://${HOST}`, {
      network: { 'http.proxy': `http://${proxy.address}` },
      timeouts: { connectMs: 100 },
    });
    const failure = errorOf(await ask(connected.model, COMPLETION));
    expect(failure).toMatchObject({ kind: 'proxyFailed', detail: `${proxy.address}: ETIMEDOUT` });
    await (
      await proxy.connection
    ).closed;
  });

  it('is left when the request is aborted', async () => {
    using proxy = await startSilentProxy();
    using connected = connect(`https://${HOST}`, { env: { HTTPS_PROXY: `http://${proxy.address}` } });
    const controller = new AbortController();
    const asked = ask(connected.model, COMPLETION, controller.signal);
    const { closed } = await proxy.connection;
    controller.abort();
    expect(isAbortError((await asked).error)).toBe(true);
    await closed;
  });
});

describe('a certificate that nobody vouches for', () => {
  it.each([
    ['is refused', true, 'unreachable'],
    ['is borne where the person said so for the proxy', false, undefined],
  ])('%s', async (_, strict, kind) => {
    const stranger = await makeCertificates(HOST);
    await using server = await FakeModelServer.start(GOOD, { tls: stranger.server });
    await using proxy = await ConnectProxy.start({ target: server.port });
    using connected = connect(`https://${HOST}`, {
      network: { http: { proxy: `http://${proxy.address}`, proxyStrictSSL: strict } },
    });
    const { error } = await ask(connected.model, COMPLETION);
    expect(ModelError.is(error) ? error.kind : error).toBe(kind);
    expect(server.requests.length).toBe(strict ? 0 : 1);
  });

  it('is refused without a proxy whatever is said of proxies', async () => {
    const stranger = await makeCertificates('localhost');
    await using server = await FakeModelServer.start(GOOD, { tls: stranger.server });
    using connected = connect(`https://localhost:${server.port}`, {
      network: { http: { proxyStrictSSL: false } },
    });
    const failure = errorOf(await ask(connected.model, COMPLETION));
    expect(failure.kind).toBe('unreachable');
    expect(failure.detail).toContain('certificate');
  });
});

describe('which proxy leads to an address', () => {
  const PROXY = 'http://proxy.example:3128';
  const none: Partial<NetworkSettings> = {};
  const set: Partial<NetworkSettings> = { proxy: PROXY };
  const cases: readonly [string, string, Partial<NetworkSettings>, Record<string, string>, string?][] = [
    ['nothing is said', 'https://a.example', none, {}],
    ['the setting', 'https://a.example', set, {}, PROXY],
    ['the setting, for http', 'http://a.example', set, {}, PROXY],
    [
      'the setting before the environment',
      'https://a.example',
      set,
      { HTTPS_PROXY: 'http://other:1' },
      PROXY,
    ],
    ['the environment', 'https://a.example', none, { HTTPS_PROXY: PROXY }, PROXY],
    ['the environment in small letters', 'https://a.example', none, { https_proxy: PROXY }, PROXY],
    ['another protocol of the environment', 'https://a.example', none, { HTTP_PROXY: PROXY }],
    ['turned off', 'https://a.example', { ...set, usesProxy: false }, { HTTPS_PROXY: PROXY }],
    ['this machine', 'http://localhost:8080', set, {}],
    ['this machine by number', 'http://127.0.0.9:8080', set, {}],
    ['this machine in IPv6', 'http://[::1]:8080', set, {}],
    ['an exception', 'https://a.example', { ...set, noProxy: ['a.example'] }, {}],
    ['a domain of an exception', 'https://x.a.example', { ...set, noProxy: ['a.example'] }, {}],
    ['a host that only ends alike', 'https://xa.example', { ...set, noProxy: ['a.example'] }, {}, PROXY],
    ['an exception with a dot', 'https://x.a.example', { ...set, noProxy: ['.a.example'] }, {}],
    ['an exception with a star', 'https://x.a.example', { ...set, noProxy: ['*.A.example'] }, {}],
    ['all excepted', 'https://a.example', { ...set, noProxy: ['*'] }, {}],
    ['an exception for the port', 'https://a.example', { ...set, noProxy: ['a.example:443'] }, {}],
    ['an exception for another port', 'https://a.example', { ...set, noProxy: ['a.example:80'] }, {}, PROXY],
    ['NO_PROXY', 'https://a.example', set, { NO_PROXY: 'b.example, a.example' }],
    [
      'NO_PROXY behind the setting',
      'https://a.example',
      { ...set, noProxy: ['b'] },
      { NO_PROXY: '*' },
      PROXY,
    ],
    ['an empty NO_PROXY', 'https://a.example', set, { NO_PROXY: '' }, PROXY],
    ['a SOCKS proxy, which is not spoken', 'https://a.example', { proxy: 'socks5://p:1' }, {}],
    ['nonsense', 'https://a.example', { proxy: 'http://' }, {}],
  ];
  it.each(cases)('%s: %s', (_, url, settings, env, expected) => {
    const find = createProxyFinder({ ...parseNetworkSettings({}), ...settings }, env);
    expect(find(new URL(url))?.url.origin).toBe(expected);
  });
});
