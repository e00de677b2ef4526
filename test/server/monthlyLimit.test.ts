/** The monthly limit through the engine: what was spent, the question to the person, and what their answer does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXPECTED_ERROR_CODE, Method, type UsageLimitParams } from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';

let folder = '';
let server: FakeModelServer;
let engine: TestEngine;
const asked: UsageLimitParams[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairwind-limit-'));
  server = await FakeModelServer.start({ body: chatCompletionsWire(['Yes']) });
  asked.length = 0;
});
afterEach(async () => {
  await engine.stop();
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** An engine whose model, on what counts as another machine, costs more than the limit with its first answer. */
async function start(address: string, answer?: string): Promise<void> {
  const baseUrl = `http://${address}:${server.port}/v1`;
  engine = await TestEngine.start({
    globalStorageUri: pathToFileURL(folder).href,
    asksAtLimit: answer !== undefined,
    settings: {
      'fairwind.models': [{ id: 'talker', provider: 'openai', baseUrl, model: 'tiny', contextTokens: 8_192 }],
      'fairwind.usage.prices': { tiny: { input: 1_000_000, output: 1_000_000 } },
      'fairwind.usage.monthlyLimit': 1,
    },
  });
  engine.connection.onRequest(Method.usageLimit, (params: UsageLimitParams) => {
    asked.push(params);
    return { answer };
  });
}

const ask = () => engine.stream(Method.chatTurn, { messages: [{ role: 'user', content: 'Hello' }] });
const chats = () => server.requests.filter(({ body }) => body.includes('Hello')).length;

describe('the monthly limit', () => {
  it.each([
    ['stop', 1],
    ['once', 2],
    ['month', 2],
  ])('asks the person, who answers: %s', async (answer, sent) => {
    await start('0.0.0.0', answer);
    await ask();
    const second = await ask().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (sent === 1) expect(second).toMatchObject({ code: EXPECTED_ERROR_CODE, data: { kind: 'refused' } });
    else expect(second).toBeUndefined();
    expect(chats()).toBe(sent);
    expect(asked).toMatchObject([{ limit: 1, model: { id: 'talker' } }]);
    expect(asked[0]?.spent).toBeGreaterThan(1);
  });

  it('refuses where the editor cannot ask', async () => {
    await start('0.0.0.0');
    await ask();
    await expect(ask()).rejects.toMatchObject({ data: { kind: 'refused' } });
    expect(chats()).toBe(1);
  });

  it('holds nothing back from a model on this machine', async () => {
    await start('127.0.0.1', 'stop');
    for (let turn = 0; turn < 2; turn++) await ask();
    expect(chats()).toBe(2);
    expect(asked).toEqual([]);
  });
});
