/** Sockets: kept, found dead, closed. What every adapter does with them is in the contract suite. */
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/core/model/errors';
import { FakeModelServer } from '../support/fakeModelServer';
import { infillWire } from '../support/modelWires';
import { COMPLETION, SHORT_TIMEOUTS, ask, connect, textOf } from './wires';

const LLAMA = { provider: 'llamacpp' } as const;
const GOOD = { body: infillWire(['good']) };
const hasIPv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

function kindOf(error: unknown): string {
  return ModelError.is(error) ? error.kind : String(error);
}

describe('a kept-alive socket', () => {
  it('is used again', async () => {
    await using server = await FakeModelServer.start(GOOD);
    using connected = connect(LLAMA, { url: server.url });
    for (let i = 0; i < 3; i++) expect(textOf(await ask(connected.model, COMPLETION))).toBe('good');
    expect(server.connections).toBe(1);
  });

  it('that died is replaced once, and both requests are reported', async () => {
    await using server = await FakeModelServer.start((_, number) => (number === 1 ? { hangUp: true } : GOOD));
    using connected = connect(LLAMA, { url: server.url });
    await ask(connected.model, COMPLETION);
    const outcome = await ask(connected.model, COMPLETION);
    expect(textOf(outcome)).toBe('good');
    expect(server.connections).toBe(2);
    expect(outcome.wire).toHaveLength(2);
  });

  it('is not replaced twice', async () => {
    await using server = await FakeModelServer.start((_, number) => (number === 0 ? GOOD : { hangUp: true }));
    using connected = connect(LLAMA, { url: server.url });
    await ask(connected.model, COMPLETION);
    expect(kindOf((await ask(connected.model, COMPLETION)).error)).toBe('unreachable');
    expect(server.requests).toHaveLength(3);
  });

  it('is not tried again when the answer had begun', async () => {
    await using server = await FakeModelServer.start((_, number) =>
      number === 0 ? GOOD : { ...GOOD, stopAt: 10, ending: 'reset' },
    );
    using connected = connect(LLAMA, { url: server.url });
    await ask(connected.model, COMPLETION);
    expect(kindOf((await ask(connected.model, COMPLETION)).error)).toBe('streamCut');
    expect(server.requests).toHaveLength(2);
  });

  it('is closed by dispose', async () => {
    await using server = await FakeModelServer.start(GOOD);
    {
      using connected = connect(LLAMA, { url: server.url });
      await ask(connected.model, COMPLETION);
    }
    await (
      await server.request()
    ).closed;
  });
});

it('does not ask again when a fresh socket is closed without an answer', async () => {
  await using server = await FakeModelServer.start({ hangUp: true });
  using connected = connect(LLAMA, { url: server.url });
  expect(kindOf((await ask(connected.model, COMPLETION)).error)).toBe('unreachable');
  expect(server.requests).toHaveLength(1);
});

it.skipIf(!hasIPv6)('finds a server of localhost that listens on IPv6 only', async () => {
  await using server = await FakeModelServer.start(GOOD, { host: '::1' });
  using connected = connect(LLAMA, { url: `http://localhost:${server.port}` });
  expect(textOf(await ask(connected.model, COMPLETION))).toBe('good');
});

it('finds a server of localhost that listens on IPv4 only', async () => {
  await using server = await FakeModelServer.start(GOOD);
  using connected = connect(LLAMA, { url: `http://localhost:${server.port}` });
  expect(textOf(await ask(connected.model, COMPLETION))).toBe('good');
});

it('bears a server that is slow but not silent', async () => {
  await using server = await FakeModelServer.start({
    body: infillWire(['a', 'b', 'c', 'd', 'e', 'f']),
    pieceBytes: 60,
    delayMs: 40,
  });
  using connected = connect(LLAMA, { url: server.url, timeouts: { firstByteMs: 1_000, idleMs: 300 } });
  expect(textOf(await ask(connected.model, COMPLETION))).toBe('abcdef');
});

it('does not take a slow reader for a silent server', async () => {
  await using server = await FakeModelServer.start({
    body: infillWire(['a', 'b', 'c']),
    pieceBytes: 60,
  });
  using connected = connect(LLAMA, { url: server.url, timeouts: SHORT_TIMEOUTS });
  let text = '';
  const call = { signal: new AbortController().signal, onWire: () => undefined };
  for await (const event of connected.model.stream(COMPLETION, call)) {
    if (event.type === 'text') text += event.text;
    await new Promise((resolve) => setTimeout(resolve, 2 * SHORT_TIMEOUTS.firstByteMs));
  }
  expect(text).toBe('abc');
});

it('sends the user name and password of an address without reporting them', async () => {
  await using server = await FakeModelServer.start(GOOD);
  using connected = connect(LLAMA, { url: server.url.replace('//', '//me:hunter2@') });
  const { wire } = await ask(connected.model, COMPLETION);
  expect((await server.request()).headers.authorization).toBe(
    `Basic ${Buffer.from('me:hunter2').toString('base64')}`,
  );
  expect(wire[0]?.url).toBe(`${server.url}/infill`);
  expect(connected.model.identity.host).toBe(`127.0.0.1:${server.port}`);
});

describe('an address that is not an HTTP server’s', () => {
  it('is told from one that does not answer', async () => {
    await using server = await RawServer.start('SSH-2.0-OpenSSH_9.9\r\n');
    using connected = connect(LLAMA, { url: server.url });
    expect(kindOf((await ask(connected.model, COMPLETION)).error)).toBe('notAModelServer');
  });

  it('is told by https as well', async () => {
    await using server = await FakeModelServer.start(GOOD);
    using connected = connect(LLAMA, { url: server.url.replace('http:', 'https:') });
    expect(kindOf((await ask(connected.model, COMPLETION)).error)).toBe('notAModelServer');
  });
});

/** Greets every connection with the same text, whatever it is asked. */
class RawServer implements AsyncDisposable {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(greeting: string): Promise<RawServer> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      socket.end(greeting);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new RawServer(server, `http://127.0.0.1:${address.port}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
