/** The engine process on a company's network: a proxy of VS Code's settings, and certificates of the company's own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatTurnResult } from '../../src/protocol/chat';
import { Method } from '../../src/protocol/engine';
import { type TestCertificates, makeCertificates } from '../support/certificates';
import { ConnectProxy } from '../support/connectProxy';
import { TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';

const HOST = 'models.example';
const TURN = { messages: [{ role: 'user', content: 'Hello' }] };

let folder: string;
let authorityFile: string;
let certificates: TestCertificates;

beforeAll(async () => {
  certificates = await makeCertificates(HOST);
  folder = await mkdtemp(join(tmpdir(), 'fairwind-network-'));
  authorityFile = join(folder, 'authority.pem');
  await writeFile(authorityFile, certificates.authority);
});
afterAll(() => rm(folder, { recursive: true }));

interface Network {
  readonly proxy: ConnectProxy;
  readonly server: FakeModelServer;
  readonly ask: () => Promise<string>;
  readonly engine: TestEngine;
}

/** Runs `test` with an engine whose only model is beyond a proxy. */
async function withEngine(
  setup: (proxy: string) => {
    readonly http?: Record<string, unknown>;
    readonly env?: Readonly<Record<string, string>>;
  },
  test: (network: Network) => Promise<void>,
): Promise<void> {
  await using server = await FakeModelServer.start(
    { body: chatCompletionsWire(['hello']) },
    { tls: certificates.server },
  );
  await using proxy = await ConnectProxy.start({ target: server.port });
  const { http = {}, env = {} } = setup(`http://${proxy.address}`);
  const model = { id: 'far', provider: 'openai', baseUrl: `https://${HOST}/v1`, model: 'm' };
  const engine = await TestEngine.start({ settings: { http, fairwind: { models: [model] } }, env });
  const ask = async () => (await engine.stream<ChatTurnResult>(Method.chatTurn, TURN)).deltas.join('');
  try {
    await test({ proxy, server, engine, ask });
  } finally {
    await engine.stop();
  }
}

describe('the engine', () => {
  it('goes through the proxy of the settings, and trusts what the environment adds', async () => {
    await withEngine(
      (proxy) => ({ http: { proxy }, env: { NODE_EXTRA_CA_CERTS: authorityFile } }),
      async ({ ask, proxy }) => {
        expect(await ask()).toBe('hello');
        expect(proxy.asked[0]).toBe(`CONNECT ${HOST}:443`);
      },
    );
  });

  it('goes through the proxy of the environment', async () => {
    await withEngine(
      (proxy) => ({ env: { HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: authorityFile } }),
      async ({ ask }) => expect(await ask()).toBe('hello'),
    );
  });

  // Where OpenSSL says which certificates the system has; macOS and Windows ask their own stores.
  it.runIf(process.platform === 'linux')(
    'trusts the certificates of the system, unless told not to',
    async () => {
      const env = { SSL_CERT_FILE: authorityFile };
      await withEngine(
        (proxy) => ({ http: { proxy }, env }),
        async ({ ask }) => expect(await ask()).toBe('hello'),
      );
      await withEngine(
        (proxy) => ({ http: { proxy, systemCertificates: false }, env }),
        async ({ ask, server }) => {
          await expect(ask()).rejects.toThrow(/certificate/);
          expect(server.requests).toEqual([]);
        },
      );
    },
  );

  it('follows the settings when they change', async () => {
    await withEngine(
      () => ({ http: { proxy: 'http://127.0.0.1:9' }, env: { NODE_EXTRA_CA_CERTS: authorityFile } }),
      async ({ ask, engine, proxy }) => {
        await expect(ask()).rejects.toThrow(
          /The proxy did not lead to m at models\.example.*"http\.proxy".*127\.0\.0\.1:9: ECONNREFUSED/,
        );
        const models = [{ id: 'far', provider: 'openai', baseUrl: `https://${HOST}/v1`, model: 'm' }];
        engine.configure({ http: { proxy: `http://${proxy.address}` }, fairwind: { models } });
        expect(await ask()).toBe('hello');
      },
    );
  });
});
