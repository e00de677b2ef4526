/** When a request is sent again, and how often. */
import { describe, expect, it } from 'vitest';
import { ModelError, type ModelErrorOptions } from '../../src/core/model/errors';
import { createProviders } from '../../src/providers';
import { DEFAULT_RETRIES, type RetryPolicies, delayBeforeRetry } from '../../src/providers/retry';
import { isAbortError } from '../../src/util/abort';
import { FakeModelServer, type Script } from '../support/fakeModelServer';
import { CHAT, WIRES, ask, textOf, type Wire } from './wires';

const QUICK = { retries: 2, firstDelayMs: 1, longestDelayMs: 50 };
const QUICK_RETRIES: RetryPolicies = { chat: QUICK, completion: QUICK };

function connect(wire: Pick<Wire, 'provider'>, url: string, retries = QUICK_RETRIES) {
  const providers = createProviders({ retries });
  const spec = { id: 'm', provider: wire.provider, baseUrl: url, model: 'qwen2.5-coder' } as const;
  const model = providers.connect(spec, () => Promise.resolve('sk-key'));
  return { model, [Symbol.dispose]: () => providers.dispose() };
}

describe.each(WIRES)('$name', (wire) => {
  const good = { contentType: wire.contentType, body: wire.write(['good']) };
  const cases: readonly [string, Script, number][] = [
    ['503', (_, number) => (number < 2 ? { status: 503 } : good), 3],
    ['429', (_, number) => (number < 1 ? { status: 429, headers: { 'retry-after': '0' } } : good), 2],
    ['a connection that broke', (_, number) => (number < 1 ? { hangUp: true } : good), 2],
    ['an answer cut before its first word', (_, number) => (number < 1 ? { ...good, stopAt: 3 } : good), 2],
  ];
  it.each(cases)('answers after %s, and reports every attempt', async (_, script, requests) => {
    await using server = await FakeModelServer.start(script);
    using connected = connect(wire, server.url);
    const outcome = await ask(connected.model, wire.request);
    expect(outcome.error).toBeUndefined();
    expect(textOf(outcome)).toBe('good');
    expect(outcome.events.filter(({ type }) => type === 'finish')).toHaveLength(1);
    expect(server.requests).toHaveLength(requests);
    expect(outcome.wire).toHaveLength(requests);
  });

  const hopeless: readonly [string, Script][] = [
    ['400', () => ({ status: 400 })],
    ['401', () => ({ status: 401 })],
    ['404', () => ({ status: 404 })],
    ['501', () => ({ status: 501 })],
    ['a redirect', () => ({ status: 302, headers: { location: '/' } })],
    ['a page', () => ({ contentType: 'text/html', body: '<title>Wi-Fi</title>' })],
    ['a wait that is too long', () => ({ status: 429, headers: { 'retry-after': '3600' } })],
  ];
  it.each(hopeless)('asks once after %s', async (_, script) => {
    await using server = await FakeModelServer.start(script);
    using connected = connect(wire, server.url);
    expect((await ask(connected.model, wire.request)).error).toBeInstanceOf(ModelError);
    expect(server.requests).toHaveLength(1);
  });

  it('asks once when something of the answer was delivered', async () => {
    const body = wire.write(['first ', 'second']);
    const stopAt = Buffer.byteLength(body.slice(0, body.indexOf('second')));
    await using server = await FakeModelServer.start({ contentType: wire.contentType, body, stopAt });
    using connected = connect(wire, server.url);
    const outcome = await ask(connected.model, wire.request);
    expect(textOf(outcome)).toBe('first ');
    expect(outcome.error).toMatchObject({ kind: 'streamCut' });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up after its last retry, with the last failure', async () => {
    await using server = await FakeModelServer.start((_, number) => ({
      status: 503,
      contentType: 'application/json',
      body: `{"error":"attempt ${number}"}`,
    }));
    using connected = connect(wire, server.url);
    expect((await ask(connected.model, wire.request)).error).toMatchObject({ detail: 'attempt 2' });
    expect(server.requests).toHaveLength(3);
  });
});

it('stops waiting when it is aborted', async () => {
  await using server = await FakeModelServer.start({ status: 503 });
  const long = { retries: 1, firstDelayMs: 60_000, longestDelayMs: 60_000 };
  using connected = connect({ provider: 'openai' }, server.url, { chat: long, completion: long });
  const controller = new AbortController();
  const asked = ask(connected.model, CHAT, controller.signal);
  await server.request();
  // Where the abort comes while the answer is read, and where it comes in the wait.
  setTimeout(() => controller.abort(), 50);
  expect(isAbortError((await asked).error)).toBe(true);
  expect(server.requests).toHaveLength(1);
});

describe('the wait before a retry', () => {
  const model = { id: 'm', provider: 'openai', model: 'm', host: 'h', isLocal: false } as const;
  const policy = { retries: 3, firstDelayMs: 400, longestDelayMs: 1_000 };
  const error = (options: Omit<ModelErrorOptions, 'model'>) => new ModelError({ ...options, model });
  const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const cases: readonly [string, unknown, number, number, number | undefined][] = [
    ['starts at half of the first delay', error({ kind: 'serverFailed', status: 500 }), 0, 0, 200],
    ['ends below the whole of it', error({ kind: 'serverFailed', status: 500 }), 0, 0.5, 300],
    ['doubles', error({ kind: 'serverFailed', status: 500 }), 1, 0, 400],
    ['is capped', error({ kind: 'serverFailed', status: 500 }), 2, 1, 1_000],
    ['is what the server asks for', error({ kind: 'rateLimited', retryAfterMs: 900 }), 0, 0, 900],
    ['is none when that is too long', error({ kind: 'rateLimited', retryAfterMs: 1_001 }), 0, 0, undefined],
    ['is not shorter than its own', error({ kind: 'rateLimited', retryAfterMs: 0 }), 0, 0, 200],
    ['is none after the last retry', error({ kind: 'serverFailed' }), 3, 0, undefined],
    ['is none for a refused connection', error({ kind: 'unreachable', cause: refused }), 0, 0, undefined],
    ['is one for a broken connection', error({ kind: 'unreachable', cause: reset }), 0, 0, 200],
    ['is none after a silence', error({ kind: 'stalled' }), 0, 0, undefined],
    ['is none for other errors', new TypeError('bug'), 0, 0, undefined],
  ];
  it.each(cases)('%s', (_, failure, attempt, chance, expected) => {
    expect(delayBeforeRetry(failure, attempt, policy, chance)).toBe(expected);
  });

  it('of a completion never lasts beyond a quarter of a second', () => {
    const { completion } = DEFAULT_RETRIES;
    expect(completion.retries * completion.longestDelayMs).toBeLessThanOrEqual(250);
  });
});
