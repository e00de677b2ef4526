import { describe, expect, it } from 'vitest';
import { ModelError, type ModelErrorKind } from '../../../src/core/model/errors';
import { FIM_PROBE } from '../../../src/core/model/fimProbe';
import type { FimWire } from '../../../src/core/model/fimWire';
import type {
  LanguageModel,
  ModelDescription,
  ModelSpec,
  ProviderKind,
} from '../../../src/core/model/languageModel';
import { createGate } from '../../../src/core/privacy/gate';
import { SentLog } from '../../../src/core/privacy/sentLog';
import { type LearnedModel, learnModel } from '../../../src/server/learnModel';
import { createModelMemory } from '../../../src/server/modelMemory';
import { silentLogger } from '../../../src/util/logger';

const signal = new AbortController().signal;
const RIGHT = 'return left + right;';
const COMPLETION = { ...FIM_PROBE, prefix: 'the person’s own text', files: [] };

/** What the server behind a model does. */
interface Server {
  /** The answer over each of its wires, best first, or the kind of error with which it refuses. */
  wires?: Partial<Record<FimWire, string>>;
  describe?: (provider: ProviderKind) => Promise<ModelDescription>;
  isDown?: boolean;
  /** Fails behind the text of each answer, as with a content filter. */
  breaksOff?: boolean;
}

interface Setup {
  readonly model: LearnedModel;
  readonly clock: { time: number };
  readonly server: Server;
  /** What was asked, such as `describe`, `suggestion over infill` or `probe over chat`. */
  readonly asked: string[];
  /** The same entry in an engine that was started anew. */
  readonly restarted: () => Setup;
}

const ERRORS: ReadonlySet<string> = new Set([
  'fimUnsupported',
  'notAModelServer',
  'badRequest',
  'unauthorized',
]);

function setUp(
  server: Server,
  spec: Partial<ModelSpec> = {},
  memory = createModelMemory(undefined, silentLogger),
): Setup {
  const entry: ModelSpec = { id: 'm', provider: 'openai', baseUrl: 'http://h:1', model: 'm', ...spec };
  const clock = { time: 0, now: () => clock.time, wallTime: () => 0 };
  const asked: string[] = [];
  const connect = ({ provider }: ModelSpec): LanguageModel => {
    const identity = { id: 'm', provider, model: 'm', host: 'h:1', isLocal: true };
    return {
      identity,
      contextTokens: 8_192,
      fimWires: Object.keys(server.wires ?? { infill: RIGHT }) as FimWire[],
      restMs: () => (provider === entry.provider ? 7 : 0),
      async *stream(request) {
        if (server.isDown === true) throw new ModelError({ kind: 'unreachable', model: identity });
        let answer = 'a word';
        if (request.kind === 'completion') {
          const wire = request.wire ?? 'infill';
          asked.push(`${request.prefix === FIM_PROBE.prefix ? 'probe' : 'suggestion'} over ${wire}`);
          answer = server.wires?.[wire] ?? RIGHT;
        }
        if (ERRORS.has(answer)) throw new ModelError({ kind: answer as ModelErrorKind, model: identity });
        yield { type: 'text', text: answer };
        if (server.breaksOff === true) throw new ModelError({ kind: 'badRequest', model: identity });
        yield { type: 'finish', reason: 'stop' };
      },
      describe: async () => {
        asked.push(provider === entry.provider ? 'describe' : `describe as ${provider}`);
        return (await server.describe?.(provider)) ?? {};
      },
    };
  };
  const gate = createGate({ rules: [], log: new SentLog(), clock });
  const model = learnModel({ spec: entry, connect: (wanted) => gate(connect(wanted)), memory, clock });
  return { model, clock, server, asked, restarted: () => setUp(server, spec, memory) };
}

async function suggestion({ model }: Pick<Setup, 'model'>, pieces = Infinity): Promise<string> {
  return read(model.stream('completion', COMPLETION, signal), pieces);
}

async function chat({ model }: Pick<Setup, 'model'>, pieces = Infinity): Promise<string> {
  return read(model.stream('chat', { kind: 'chat', messages: [], files: [] }, signal), pieces);
}

/** Reads an answer, then lets what goes on behind it come to its end. */
async function read(events: ReturnType<LearnedModel['stream']>, pieces: number): Promise<string> {
  let text = '';
  let left = pieces;
  try {
    for await (const event of events) {
      if (event.type === 'text') text += event.text;
      if (event.type === 'finish' || --left <= 0) break;
    }
  } finally {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return text;
}

const sees = (contextTokens: number) => async () => ({ contextTokens });

describe('the context size', () => {
  it('is asked for behind the first answer, once, and takes the place of the guess', async () => {
    const setup = setUp({ describe: sees(4_096) });
    expect(setup.model.contextTokens).toBe(8_192);
    expect(setup.asked).toEqual([]);
    await chat(setup);
    expect(setup.model.contextTokens).toBe(4_096);
    setup.clock.time = 1e9;
    await chat(setup);
    expect(setup.asked).toEqual(['describe']);
  });

  it('is asked for where the reader had seen enough', async () => {
    const setup = setUp({ describe: sees(4_096) });
    await chat(setup, 1);
    expect(setup.asked).toEqual(['describe']);
  });

  it('is not asked for where the settings say it', async () => {
    const setup = setUp({ describe: sees(4_096) }, { contextTokens: 8_192 });
    await chat(setup);
    expect(setup.asked).toEqual([]);
    await suggestion(setup);
    expect(setup.model.contextTokens).toBe(8_192);
  });

  it('is asked of nobody who did not answer', async () => {
    const setup = setUp({ isDown: true });
    await expect(chat(setup)).rejects.toThrow('unreachable');
    expect(setup.asked).toEqual([]);
  });

  it('stays the guess where the server does not tell, which is not asked again', async () => {
    const setup = setUp({});
    await chat(setup);
    setup.clock.time = 1e9;
    await chat(setup);
    expect(setup.model.contextTokens).toBe(8_192);
    expect(setup.asked).toEqual(['describe']);
  });

  it('is asked for again, without a word, behind an answer a minute after a failure', async () => {
    const setup = setUp({ describe: () => Promise.reject(new Error('no')) });
    await chat(setup);
    await chat(setup);
    expect(setup.asked).toHaveLength(1);
    setup.server.describe = sees(4_096);
    setup.clock.time = 60_000;
    await chat(setup);
    expect(setup.asked).toHaveLength(2);
    expect(setup.model.contextTokens).toBe(4_096);
  });

  it('is learnt from whoever else asks', async () => {
    const setup = setUp({ describe: sees(4_096) });
    await setup.model.describe(signal);
    expect(setup.model.contextTokens).toBe(4_096);
    await chat(setup);
    expect(setup.asked).toHaveLength(1);
  });
});

describe('the FIM wire', () => {
  it('is probed behind the first suggestion, with nothing of the person’s, and used from then on', async () => {
    const setup = setUp({ wires: { template: 'Once upon a time', suffix: RIGHT, chat: RIGHT } });
    await suggestion(setup);
    expect(setup.asked).toEqual([
      'suggestion over template',
      'describe',
      'probe over template',
      'probe over suffix',
    ]);
    await suggestion(setup);
    expect(setup.asked.slice(4)).toEqual(['suggestion over suffix']);
  });

  it('is remembered over a restart, and probed no more', async () => {
    const setup = setUp({ wires: { template: '', chat: RIGHT } });
    await suggestion(setup);
    const later = setup.restarted();
    await suggestion(later);
    expect(later.asked).toEqual(['suggestion over chat', 'describe']);
  });

  it('is the one that does best where none fills the hole', async () => {
    const setup = setUp({ wires: { infill: 'Here is your code:', template: 'Once upon a time', chat: '' } });
    await suggestion(setup);
    expect(setup.model.fimWires).toEqual(['template', 'infill', 'chat']);
  });

  it('is not probed where there is only one', async () => {
    const setup = setUp({ wires: { chat: 'Sure!' } });
    await suggestion(setup);
    await suggestion(setup);
    expect(setup.asked).toEqual(['suggestion over chat', 'describe', 'suggestion over chat']);
  });

  it('is not probed behind an answer in a chat', async () => {
    const setup = setUp({ wires: { template: RIGHT, chat: RIGHT } });
    await chat(setup);
    expect(setup.asked).toEqual(['describe']);
  });

  it('is the next one at once where the server refuses one', async () => {
    const setup = setUp({ wires: { infill: 'fimUnsupported', template: 'notAModelServer', chat: RIGHT } });
    expect(await suggestion(setup)).toBe(RIGHT);
    expect(setup.asked.slice(0, 3)).toEqual([
      'suggestion over infill',
      'suggestion over template',
      'suggestion over chat',
    ]);
    expect(setup.model.fimWires[0]).toBe('chat');
  });

  it('stays where the failure has nothing to do with it', async () => {
    const setup = setUp({ wires: { template: 'unauthorized', chat: RIGHT } });
    await expect(suggestion(setup)).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(setup.asked).toEqual(['suggestion over template']);
  });

  it('is not changed in the middle of an answer', async () => {
    const setup = setUp({ wires: { template: 'half', chat: RIGHT }, breaksOff: true });
    await expect(suggestion(setup)).rejects.toMatchObject({ kind: 'badRequest' });
    expect(setup.asked.filter((what) => what.startsWith('suggestion'))).toEqual(['suggestion over template']);
  });

  it('that has worked is not given up for one bad request, but where the server has it no more', async () => {
    const setup = setUp({ wires: { template: RIGHT, chat: RIGHT } });
    await suggestion(setup);
    setup.server.wires = { template: 'badRequest', chat: RIGHT };
    await expect(suggestion(setup)).rejects.toMatchObject({ kind: 'badRequest' });
    setup.server.wires = { template: 'notAModelServer', chat: RIGHT };
    expect(await suggestion(setup)).toBe(RIGHT);
    expect(setup.model.fimWires[0]).toBe('chat');
  });

  it('is left to a check to name', async () => {
    const setup = setUp({ wires: { template: RIGHT, chat: RIGHT } });
    setup.model.rememberWire('chat');
    await suggestion(setup);
    expect(setup.asked).toEqual(['suggestion over chat', 'describe']);
  });
});

describe('the server’s own API', () => {
  const isOllama = async (provider: ProviderKind) =>
    provider === 'openai' ? { betterProvider: 'ollama' as const } : { contextTokens: 16_384 };

  it('is spoken from the first answer on, and after a restart at once', async () => {
    const setup = setUp({ describe: isOllama });
    await suggestion(setup);
    expect(setup.asked.slice(0, 3)).toEqual(['suggestion over infill', 'describe', 'describe as ollama']);
    expect(setup.model.identity.provider).toBe('ollama');
    expect(setup.model.restMs()).toBe(0);
    expect(setup.model.contextTokens).toBe(16_384);
    expect(setup.restarted().model.identity.provider).toBe('ollama');
  });

  it('is forgotten when another server has taken its place', async () => {
    const setup = setUp({ describe: isOllama });
    await suggestion(setup);
    const later = setup.restarted();
    later.server.describe = async (provider) => {
      if (provider === 'openai') return { server: 'vLLM' };
      throw new ModelError({ kind: 'notAModelServer', model: later.model.identity });
    };
    expect(await later.model.describe(signal)).toEqual({ server: 'vLLM' });
    expect(later.model.identity.provider).toBe('openai');
  });
});
