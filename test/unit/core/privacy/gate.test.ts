import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../../src/core/model/errors';
import type {
  LanguageModel,
  ModelEvent,
  ModelIdentity,
  ModelRequest,
} from '../../../../src/core/model/languageModel';
import { createGate, type GateRule } from '../../../../src/core/privacy/gate';
import { SentLog } from '../../../../src/core/privacy/sentLog';
import { abortError } from '../../../../src/util/abort';

const identity: ModelIdentity = {
  id: 'm',
  provider: 'openai',
  model: 'code',
  host: '127.0.0.1:1',
  isLocal: true,
};
const request: ModelRequest = { kind: 'chat', messages: [{ role: 'user', content: 'the secret word' }] };
const clock = { now: () => 5, wallTime: () => 1000 };
const signal = new AbortController().signal;

interface FakeModel extends LanguageModel {
  readonly asked: ModelRequest[];
}

function fakeModel(answer: (received: ModelRequest) => ModelEvent[] | Error): FakeModel {
  const asked: ModelRequest[] = [];
  return {
    identity,
    contextTokens: 4096,
    fimWires: ['infill'],
    restMs: () => 0,
    asked,
    async *stream(received, { onWire }) {
      asked.push(received);
      onWire({ method: 'POST', url: 'http://127.0.0.1:1/v1', body: JSON.stringify(received) });
      const events = answer(received);
      if (events instanceof Error) throw events;
      yield* events;
    },
    describe: async () => ({}),
  };
}

function withText(request: ModelRequest, change: (text: string) => string): ModelRequest {
  if (request.kind !== 'chat') return request;
  const messages = request.messages.map((message) =>
    message.role === 'user' ? { ...message, content: change(message.content) } : message,
  );
  return { ...request, messages };
}

const finish: ModelEvent = { type: 'finish', reason: 'stop', usage: { promptTokens: 3, answerTokens: 1 } };

async function send(model: LanguageModel, rules: readonly GateRule[], log = new SentLog()) {
  const events: ModelEvent[] = [];
  let failure: unknown;
  try {
    for await (const event of createGate({ rules, log, clock })(model).stream(
      'chat',
      { ...request, files: [] },
      signal,
    ))
      events.push(event);
  } catch (error) {
    failure = error;
  }
  return { events, failure, entries: log.entries };
}

describe('the gate', () => {
  it('passes the answer on and logs what was written to the wire', async () => {
    const { events, entries } = await send(
      fakeModel(() => [{ type: 'text', text: 'hi' }, finish]),
      [],
    );
    expect(events).toEqual([{ type: 'text', text: 'hi' }, finish]);
    expect(entries).toEqual([
      {
        number: 1,
        role: 'chat',
        destination: identity,
        sentAt: 1000,
        wire: [{ method: 'POST', url: 'http://127.0.0.1:1/v1', body: JSON.stringify(request) }],
        usage: { promptTokens: 3, answerTokens: 1 },
        outcome: 'stop',
        durationMs: 0,
      },
    ]);
  });

  it('sends nothing when a rule refuses', async () => {
    const model = fakeModel(() => [finish]);
    const { failure, entries } = await send(model, [
      { name: 'ignore', apply: async () => ({ refused: 'the file is ignored' }) },
    ]);
    expect(failure).toMatchObject({ name: 'GateRefusal', rule: 'ignore', reason: 'the file is ignored' });
    expect(model.asked).toEqual([]);
    expect(entries).toEqual([]);
  });

  it('sends what the rules made of the request, in their order', async () => {
    const model = fakeModel(() => [finish]);
    const replace = (from: string, to: string): GateRule => ({
      name: from,
      apply: async (received) => ({ request: withText(received, (text) => text.replace(from, to)) }),
    });
    const { entries } = await send(model, [replace('secret', 'hidden'), replace('hidden', '•••')]);
    expect(model.asked).toEqual([{ kind: 'chat', messages: [{ role: 'user', content: 'the ••• word' }] }]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('logs how a failure ended', async () => {
    const { failure, entries } = await send(
      fakeModel(() => new ModelError({ kind: 'stalled', model: identity })),
      [],
    );
    expect(failure).toMatchObject({ kind: 'stalled' });
    expect(entries.map((entry) => entry.outcome)).toEqual(['stalled']);
  });

  it.each([
    ['that was answered', async () => ({ server: 'S' }), 'stop'],
    [
      'that failed',
      () => Promise.reject(new ModelError({ kind: 'unreachable', model: identity })),
      'unreachable',
    ],
    ['that was given up', () => Promise.reject(abortError()), 'cancelled'],
  ] as const)('logs a question what the server runs %s', async (_how, answer, outcome) => {
    const log = new SentLog();
    const model: LanguageModel = {
      ...fakeModel(() => []),
      describe: ({ onWire }) => {
        onWire({ method: 'GET', url: 'http://127.0.0.1:1/props', body: '' });
        return answer();
      },
    };
    await createGate({ rules: [], log, clock })(model)
      .describe(signal)
      .catch(() => undefined);
    expect(log.entries).toMatchObject([
      {
        role: 'check',
        destination: identity,
        wire: [{ method: 'GET', url: 'http://127.0.0.1:1/props', body: '' }],
        outcome,
      },
    ]);
  });

  it('logs an answer that its reader gave up as cancelled', async () => {
    const log = new SentLog();
    const model = fakeModel(() => [{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }, finish]);
    for await (const event of createGate({ rules: [], log, clock })(model).stream(
      'chat',
      { ...request, files: [] },
      signal,
    )) {
      expect(event).toEqual({ type: 'text', text: 'a' });
      break;
    }
    expect(log.entries.map((entry) => entry.outcome)).toEqual(['cancelled']);
  });
});
