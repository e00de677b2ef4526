import { describe, expect, it } from 'vitest';
import { createProviders } from '../../src/providers';
import { CircuitBreaker } from '../../src/providers/circuitBreaker';
import { FakeModelServer } from '../support/fakeModelServer';
import { freePort } from '../support/freePort';
import { infillWire } from '../support/modelWires';
import { COMPLETION, NO_RETRIES, ask, textOf } from './wires';

describe('a circuit breaker', () => {
  it('rests after the third failure in a row, longer after each further one, a minute at most', () => {
    const breaker = new CircuitBreaker(() => 1_000);
    const rests = Array.from({ length: 11 }, () => {
      breaker.noteFailure();
      return breaker.restMs();
    });
    expect(rests).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
  });

  it('ends its rest with time', () => {
    let now = 0;
    const breaker = new CircuitBreaker(() => now);
    for (let failures = 0; failures < 4; failures++) breaker.noteFailure();
    expect(breaker.restMs()).toBe(2_000);
    now = 1_500;
    expect(breaker.restMs()).toBe(500);
    now = 2_500;
    expect(breaker.restMs()).toBe(0);
    // The request after the rest fails as well.
    breaker.noteFailure();
    expect(breaker.restMs()).toBe(4_000);
  });

  it('forgets the failures with the first answer', () => {
    const breaker = new CircuitBreaker(() => 0);
    for (let failures = 0; failures < 5; failures++) breaker.noteFailure();
    breaker.noteAnswer();
    expect(breaker.restMs()).toBe(0);
    breaker.noteFailure();
    breaker.noteFailure();
    expect(breaker.restMs()).toBe(0);
  });
});

describe('models', () => {
  it('of one origin rest together, and are asked all the same until it answers', async () => {
    const port = await freePort();
    const providers = createProviders({ retries: NO_RETRIES });
    const connect = (id: string, baseUrl: string) =>
      providers.connect({ id, provider: 'llamacpp', baseUrl, model: '' }, () => Promise.resolve(undefined));
    const model = connect('one', `http://127.0.0.1:${port}`);
    const sibling = connect('two', `http://127.0.0.1:${port}/v1`);
    const stranger = connect('three', `http://localhost:${port}`);
    for (let failures = 0; failures < 3; failures++)
      expect((await ask(model, COMPLETION)).error).toMatchObject({ kind: 'unreachable' });
    expect([model.restMs() > 0, sibling.restMs() > 0, stranger.restMs() > 0]).toEqual([true, true, false]);
    await using server = await FakeModelServer.start({ body: infillWire(['back']) }, { port });
    expect(textOf(await ask(model, COMPLETION))).toBe('back');
    expect(server.requests).toHaveLength(1);
    expect([model.restMs(), sibling.restMs()]).toEqual([0, 0]);
    providers.dispose();
  });

  it('do not rest because a server answers with errors', async () => {
    await using server = await FakeModelServer.start({ status: 500 });
    const providers = createProviders({ retries: NO_RETRIES });
    const spec = { id: 'm', provider: 'llamacpp', baseUrl: server.url, model: '' } as const;
    const model = providers.connect(spec, () => Promise.resolve(undefined));
    for (let failures = 0; failures < 5; failures++) await ask(model, COMPLETION);
    expect(model.restMs()).toBe(0);
    providers.dispose();
  });
});
