import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../src/core/model/errors';
import type { LanguageModel, ModelDescription } from '../../../src/core/model/languageModel';
import { type GatedModel, createGate } from '../../../src/core/privacy/gate';
import { SentLog } from '../../../src/core/privacy/sentLog';
import { learnContextSize } from '../../../src/server/learnContextSize';

const signal = new AbortController().signal;
const identity = { id: 'm', provider: 'llamacpp', model: 'm', host: 'h:1', isLocal: true } as const;

interface Setup {
  readonly model: GatedModel;
  readonly clock: { time: number };
  /** How often the server was asked what it runs. */
  readonly asked: () => number;
}

/** A model that is guessed to see 8,192 tokens, whose server says what `describe` says. */
function setUp(describe: () => Promise<ModelDescription>, fails = false): Setup {
  const clock = { time: 0, now: () => clock.time, wallTime: () => 0 };
  let asked = 0;
  const model: LanguageModel = {
    identity,
    contextTokens: 8_192,
    fimWires: ['infill'],
    async *stream() {
      if (fails) throw new ModelError({ kind: 'unreachable', model: identity });
      yield { type: 'text', text: 'a' };
      yield { type: 'text', text: 'b' };
      yield { type: 'finish', reason: 'stop' };
    },
    describe: () => {
      asked++;
      return describe();
    },
  };
  const gated = createGate({ rules: [], log: new SentLog(), clock })(model);
  return { model: learnContextSize(gated, clock), clock, asked: () => asked };
}

async function answer(model: GatedModel, pieces = Infinity): Promise<void> {
  let left = pieces;
  for await (const event of model.stream('chat', { kind: 'chat', messages: [] }, signal))
    if (event.type === 'finish' || --left <= 0) break;
  await new Promise((resolve) => setImmediate(resolve));
}

describe('learnContextSize', () => {
  it('asks behind the first answer, once, and takes the server’s number for the guess', async () => {
    const { model, asked, clock } = setUp(async () => ({ contextTokens: 4_096 }));
    expect(model.contextTokens).toBe(8_192);
    expect(asked()).toBe(0);
    await answer(model);
    expect(model.contextTokens).toBe(4_096);
    clock.time = 1e9;
    await answer(model);
    expect(asked()).toBe(1);
  });

  it('asks where the reader had seen enough', async () => {
    const { model, asked } = setUp(async () => ({ contextTokens: 4_096 }));
    await answer(model, 1);
    expect(asked()).toBe(1);
  });

  it('asks nobody who did not answer', async () => {
    const { model, asked } = setUp(async () => ({ contextTokens: 4_096 }), true);
    await expect(answer(model)).rejects.toThrow('unreachable');
    expect(asked()).toBe(0);
  });

  it('keeps the guess where the server does not tell, and asks no more', async () => {
    const { model, asked, clock } = setUp(async () => ({}));
    await answer(model);
    clock.time = 1e9;
    await answer(model);
    expect(model.contextTokens).toBe(8_192);
    expect(asked()).toBe(1);
  });

  it('keeps a failure to itself, and asks again behind an answer a minute later', async () => {
    let works = false;
    const { model, asked, clock } = setUp(async () => {
      if (!works) throw new ModelError({ kind: 'notAModelServer', model: identity });
      return { contextTokens: 4_096 };
    });
    await answer(model);
    await answer(model);
    expect(asked()).toBe(1);
    works = true;
    clock.time = 60_000;
    await answer(model);
    expect(asked()).toBe(2);
    expect(model.contextTokens).toBe(4_096);
  });

  it('learns from whoever else asks', async () => {
    const { model, asked } = setUp(async () => ({ contextTokens: 4_096 }));
    await model.describe(signal);
    expect(model.contextTokens).toBe(4_096);
    await answer(model);
    expect(asked()).toBe(1);
  });
});
