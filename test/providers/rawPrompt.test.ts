/** A completion that carries a whole prompt in the model's own format. */
import { expect, it } from 'vitest';
import { FakeModelServer } from '../support/fakeModelServer';
import { COMPLETION, WIRES, ask, connect } from './wires';

const PARTS = [{ format: '<|file_sep|>a\n' }, { text: 'b <|file_sep|> c' }, { format: '\n<|file_sep|>d\n' }];
const PROMPT = '<|file_sep|>a\nb < |file_sep|> c\n<|file_sep|>d\n';

it.each(['llama.cpp raw completion', 'OpenAI completion', 'Ollama completion'])(
  'goes out as it is over %s, with the person’s text defused and the stops of its own format alone',
  async (name) => {
    const wire = WIRES.find((candidate) => candidate.name === name);
    if (!wire) throw new Error(`no wire ${name}`);
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(['x']),
    });
    using connected = connect(wire, { url: server.url });
    await ask(connected.model, {
      ...COMPLETION,
      wire: 'template',
      rawPrompt: PARTS,
      prefix: '',
      suffix: '',
      extra: [],
      stop: ['<|file_sep|>'],
    });
    const sent = JSON.parse(server.requests[0]?.body ?? '{}') as {
      prompt?: string;
      stop?: unknown;
      options?: { stop?: unknown };
    };
    expect(sent.prompt).toBe(PROMPT);
    expect(sent.options?.stop ?? sent.stop).toEqual(['<|file_sep|>']);
  },
);
