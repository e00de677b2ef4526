import { describe, expect, it } from 'vitest';
import type {
  ChatContextItem,
  ChatTurnMessage,
  ChatTurnParams,
  ChatTurnResult,
} from '../../../src/protocol/chat';
import { Method } from '../../../src/protocol/engine';
import { TestEngine } from '../../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../../support/fakeModelServer';
import { chatCompletionsWire } from '../../support/modelWires';

interface SentMessage {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text?: string }[];
}

interface Fixture {
  readonly server: FakeModelServer;
  readonly engine: TestEngine;
  readonly ask: (
    turn: Omit<ChatTurnParams, 'partialResultToken'>,
  ) => Promise<{ result: ChatTurnResult; text: string }>;
  /** The messages of the chat request with this number. */
  readonly sent: (number?: number) => readonly SentMessage[];
}

const wire = (...pieces: string[]): FakeAnswer => ({ body: chatCompletionsWire(pieces) });

async function withEngine(
  script: Script | FakeAnswer,
  test: (fixture: Fixture) => Promise<void>,
  { model = {}, settings = {} }: { model?: object; settings?: object } = {},
): Promise<void> {
  await using server = await FakeModelServer.start(script);
  const talker = {
    id: 'talker',
    provider: 'openai',
    baseUrl: `${server.url}/v1`,
    model: 'tiny',
    contextTokens: 8192,
    ...model,
  };
  const other = { ...talker, id: 'other', model: 'other', contextTokens: 8192 };
  const engine = await TestEngine.start({ settings: { 'fairwind.models': [talker, other], ...settings } });
  const chats = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));
  try {
    await test({
      server,
      engine,
      ask: async (turn) => {
        const { result, deltas } = await engine.stream<ChatTurnResult>(Method.chatTurn, turn);
        return { result, text: deltas.join('') };
      },
      sent: (number = -1) =>
        (JSON.parse(chats().at(number)?.body ?? '{}') as { messages: SentMessage[] }).messages,
    });
  } finally {
    await engine.stop();
  }
}

const user = (content: string, ...context: ChatContextItem[]): ChatTurnMessage => ({
  role: 'user',
  content,
  context,
});
const assistant = (content: string): ChatTurnMessage => ({ role: 'assistant', content });
const file = (text: string, label = 'a.ts'): ChatContextItem => ({
  kind: 'file',
  label,
  languageId: 'ts',
  startLine: 1,
  endLine: text.split('\n').length,
  text,
  files: [`file:///${label}`],
});
const image: ChatContextItem = {
  kind: 'image',
  label: 'x.png',
  languageId: '',
  text: '',
  image: { mediaType: 'image/png', data: 'AAAA' },
  files: [],
};
const hasImages = (messages: readonly SentMessage[]) => JSON.stringify(messages).includes('image_url');

describe('next messages', () => {
  it.each([1, 7, 1000])('are taken out of the answer, in pieces of %i bytes', async (pieceBytes) => {
    const answer = 'Done: `a`.\n\n<!-- next: Write a test | Explain it -->\n';
    const pieces = answer.match(/[^]{1,3}/g) ?? [];
    await withEngine({ ...wire(...pieces), pieceBytes }, async ({ ask }) => {
      const { result, text } = await ask({ messages: [user('Do it')] });
      expect(text).toBe('Done: `a`.\n\n');
      expect(result.followUps).toEqual(['Write a test', 'Explain it']);
    });
  });

  it('are made by rule where the model wrote none, without another request', async () => {
    await withEngine(wire('It adds.'), async ({ ask, server }) => {
      const { result } = await ask({ messages: [{ role: 'user', content: '', command: 'fix' }] });
      expect(result.followUps).toEqual([
        'Explain why it happened',
        'Write tests for it',
        'Which edge cases are there?',
      ]);
      expect(server.requests.filter(({ path }) => path.endsWith('/chat/completions'))).toHaveLength(1);
    });
  });

  it('are no answer by themselves', async () => {
    await withEngine(wire('<!-- next: Write a test -->'), async ({ ask }) => {
      await expect(ask({ messages: [user('Do it')] })).rejects.toMatchObject({
        data: { kind: 'emptyAnswer' },
      });
    });
  });
});

describe('a turn', () => {
  it('takes reasoning that a model writes into its answer for reasoning', async () => {
    await withEngine(wire('<thi', 'nk>Hm.</think>\n\nYes'), async ({ ask }) => {
      expect((await ask({ messages: [user('Hi')] })).text).toBe('Hm.Yes');
    });
    await withEngine(wire('<think>Hm.'), async ({ ask }) => {
      await expect(ask({ messages: [user('Hi')] })).rejects.toMatchObject({ data: { kind: 'emptyAnswer' } });
    });
  });

  it('is answered by the model that is asked for', async () => {
    await withEngine(wire('Yes'), async ({ ask, server }) => {
      const { result } = await ask({ messages: [user('Hi')], modelId: 'other' });
      expect(result.model.id).toBe('other');
      expect(server.requests[0]?.body).toContain('"model":"other"');
      await expect(ask({ messages: [user('Hi')], modelId: 'gone' })).rejects.toMatchObject({
        data: { kind: 'noModel' },
      });
    });
  });

  it('sends what earlier questions had, and what was sent stays as it was', async () => {
    await withEngine(wire('Yes'), async ({ ask, sent }) => {
      await ask({ messages: [user('One', file('let a'))] });
      await ask({
        messages: [user('One', file('let a')), assistant('Yes'), user('Two', file('let b', 'b.ts'))],
      });
      expect(sent(-1).slice(0, 2)).toEqual(sent(-2));
      expect(sent().map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
      expect(JSON.stringify(sent())).toMatch(/let a.*let b/);
    });
  });

  it('says what it cost by the person’s prices, and nothing where there is none', async () => {
    const prices = { 'fairwind.usage.prices': { talker: { input: 1_000_000, output: 0 } } };
    await withEngine(
      wire('Yes'),
      async ({ ask }) => {
        // The tests' server is this machine, which costs nothing.
        expect((await ask({ messages: [user('Hi')] })).result.cost).toEqual({ amount: 0, currency: 'USD' });
      },
      { settings: prices },
    );
    for (const [settings, cost] of [
      [prices, { amount: 12, currency: 'USD' }],
      [{}, undefined],
    ] as const) {
      await using server = await FakeModelServer.start(wire('Yes'));
      const model = {
        id: 'talker',
        provider: 'openai',
        baseUrl: `http://0.0.0.0:${server.port}/v1`,
        model: 'tiny',
      };
      const engine = await TestEngine.start({ settings: { 'fairwind.models': [model], ...settings } });
      try {
        const { result } = await engine.stream<ChatTurnResult>(Method.chatTurn, { messages: [user('Hi')] });
        expect(result.cost).toEqual(cost);
      } finally {
        await engine.stop();
      }
    }
  });

  it('goes on with an answer that was cut, and drops what the model repeats of it', async () => {
    const begun = 'Here is the code:\n\n```ts\nexport const first = 1;\nexport const sec';
    const continued = '```ts\nexport const sec' + 'ond = 2;\n```\n';
    await withEngine(wire(continued.slice(0, 9), continued.slice(9)), async ({ ask, sent }) => {
      const { text } = await ask({ messages: [user('Write'), assistant(begun)] });
      expect(begun + text).toMatch(/^Here[^]*first = 1;\nexport const (?:second|sec)/);
      expect(sent().at(-2)).toMatchObject({ role: 'assistant', content: begun });
      // A server that is not known to take the beginning of an answer is told in words.
      expect(sent().at(-1)).toMatchObject({
        role: 'user',
        content: expect.stringContaining('Go on exactly') as string,
      });
    });
  });

  it('has llama.cpp go on with the answer itself', async () => {
    await withEngine(
      wire('Hello', ' world and', ' all.'),
      async ({ ask, sent }) => {
        const { text } = await ask({ messages: [user('Write'), assistant('Hello world ')] });
        expect(text).toBe('and all.');
        expect(sent().at(-1)).toMatchObject({ role: 'assistant', content: 'Hello world' });
      },
      { model: { provider: 'llamacpp' } },
    );
  });
});

describe('a conversation that no longer fits', () => {
  const long = 'word '.repeat(1_200);
  const messages = [
    user(`One ${long}`),
    assistant(long),
    user('Two'),
    assistant(long),
    user('Three'),
    assistant(long),
    user('Four'),
  ];

  it('is put in short by the model first, and told so', async () => {
    const script: Script = ({ body }) =>
      body.includes('You shorten') ? wire('They counted words.') : wire('Yes');
    await withEngine(script, async ({ ask, sent, server }) => {
      const { result } = await ask({ messages, summary: 'Before that they met.' });
      expect(result.summary).toEqual({ text: 'They counted words.', messages: expect.any(Number) as number });
      const count = result.summary?.messages ?? 0;
      expect(messages[count]?.role).toBe('user');
      expect(result.omitted.join()).toContain('its oldest part was given as a summary');
      expect(server.requests[0]?.body).toContain('Before that they met.');
      expect(JSON.stringify(sent())).toContain('They counted words.');
      // The host sends the summary in place of those messages from now on, and then no other is made.
      const next = await ask({
        messages: [...messages.slice(count), assistant('Yes'), user('Five')],
        summary: 'They counted words.',
      });
      expect(next.result.summary).toBeUndefined();
    });
  });

  it('goes on without its oldest turns where that fails, and says so', async () => {
    const script: Script = ({ body }) =>
      body.includes('You shorten') ? { status: 400, body: '{}' } : wire('Yes');
    await withEngine(script, async ({ ask, sent, server }) => {
      const { result } = await ask({ messages });
      expect(result.summary).toBeUndefined();
      expect(result.omitted.join()).toContain('oldest part of the conversation no longer fits');
      expect(JSON.stringify(sent())).not.toContain('One word');
      expect(sent().at(-1)?.content).toBe('Four');
      // The next turn says so again, and does not ask for what has just failed.
      const next = await ask({ messages: [...messages, assistant('Yes'), user('Five')] });
      expect(next.result.omitted.join()).toContain('oldest part of the conversation no longer fits');
      expect(server.requests.filter(({ body }) => body.includes('You shorten'))).toHaveLength(1);
    });
  });
});

describe('images', () => {
  it('are sent to a model that is not known to see none', async () => {
    await withEngine(wire('A cat'), async ({ ask, sent }) => {
      const { result } = await ask({ messages: [user('What is it?', image)] });
      expect(hasImages(sent())).toBe(true);
      expect(result.omitted).toEqual([]);
    });
  });

  it('are left out where the server says that its model sees none, and that is said', async () => {
    const props = JSON.stringify({
      modalities: { vision: false },
      default_generation_settings: { n_ctx: 8192 },
    });
    const script: Script = ({ path }) =>
      path.includes('/props') ? { contentType: 'application/json', body: props } : wire('A cat');
    await withEngine(
      script,
      async ({ ask, sent }) => {
        const { result } = await ask({ messages: [user('What is it?', image)] });
        expect(hasImages(sent())).toBe(false);
        expect(result.omitted).toEqual(['tiny does not see images, so these were not sent: x.png.']);
      },
      { model: { provider: 'llamacpp' } },
    );
  });

  it('are left out of a second request where the server refuses them, once', async () => {
    const script: Script = ({ path, body }) => {
      if (!path.endsWith('/chat/completions')) return { status: 404, body: '{}' };
      return body.includes('image_url')
        ? { status: 400, contentType: 'application/json', body: '{"error":{"message":"no images"}}' }
        : wire('A cat');
    };
    await withEngine(script, async ({ ask, server }) => {
      const turn = { messages: [user('What is it?', image)] };
      for (let count = 0; count < 2; count++) {
        const { result, text } = await ask(turn);
        expect(text).toBe('A cat');
        expect(result.omitted.join()).toContain('does not see images');
      }
      const withImages = server.requests.filter(({ body }) => body.includes('image_url'));
      expect(withImages).toHaveLength(1);
    });
  });
});
