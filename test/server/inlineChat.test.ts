import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { EXPECTED_ERROR_CODE, Method } from '../../src/protocol/engine';
import type { InlineChatParams, InlineChatResult } from '../../src/protocol/inlineChat';
import { SECRET_MARK } from '../../src/core/privacy/maskSecrets';
import { TestEngine } from '../support/engine';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';

const URI = 'file:///w/a.ts';
const TEXT = 'if (a) {\n  one();\n}\nlast();\n';

let server: FakeModelServer;
let engine: TestEngine;
/** What the server answers. */
let reply: FakeAnswer;

beforeEach(async () => {
  reply = wire('Sure!\n```ts\ntwo();\n```\nDone.');
  server = await FakeModelServer.start(() => reply);
  engine = await TestEngine.start({
    settings: {
      'fairwind.models': [
        { id: 'talker', provider: 'openai', baseUrl: `${server.url}/v1`, model: 'tiny', contextTokens: 8192 },
      ],
    },
    secrets: { talker: 'key' },
  });
  engine.open(URI, 'typescript', TEXT);
});
afterEach(async () => {
  await engine.stop();
  await server[Symbol.asyncDispose]();
});

function wire(...pieces: string[]): FakeAnswer {
  return { body: chatCompletionsWire(pieces) };
}

const at = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to },
});

function ask(change: Partial<InlineChatParams> = {}, token?: CancellationTokenSource['token']) {
  const params = { uri: URI, version: 1, selection: at(1, 2, 8), instruction: 'Call two', ...change };
  return engine.stream<InlineChatResult>(Method.inlineChatEdit, params, token);
}

describe('fairwind/inlineChat/edit', () => {
  it('streams the new text of the selected lines, at their indentation and without the model’s words', async () => {
    const { result, deltas } = await ask();
    expect(deltas.join('')).toBe('  two();');
    expect(result).toMatchObject({
      range: at(1, 0, 8),
      text: '  two();',
      model: { id: 'talker' },
      finishReason: 'stop',
    });
  });

  it('writes below a line where nothing is selected', async () => {
    const { result } = await ask({ selection: at(1, 5, 5) });
    expect(result).toMatchObject({ range: at(1, 8, 8), text: '\n  two();' });
  });

  it('sends the document around the place, the earlier rounds and nothing else, as a chat', async () => {
    await ask({ earlier: [{ instruction: 'Call three', text: 'three();' }] });
    const { body } = await server.request();
    const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] };
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages[1]?.content).toContain('if (a) {\n<edit>  one();</edit>\n}\nlast();');
    expect(messages[1]?.content).toContain('What to do: Call three');
    expect(messages[3]?.content).toBe('Call two');
    const log = await engine.connection.sendRequest(Method.sentList, {});
    expect(log).toMatchObject({ entries: [{ role: 'chat' }] });
  });

  it.each([
    ['puts a secret back that the model was not shown', `const password = "${SECRET_MARK}";`, undefined],
    [
      'changes nothing where it cannot tell which secret it is',
      `const x = "${SECRET_MARK}";`,
      'maskedSecret',
    ],
  ])('%s', async (_what, answer, kind) => {
    const lines = ['const password = "c0rrect-h0rse-battery";', 'const apiKey = "an0ther-P4ssword-st4ple";'];
    reply = wire(`\`\`\`ts\nexport ${answer}\n\`\`\``);
    const uri = 'file:///w/secrets.ts';
    engine.open(uri, 'typescript', `${lines.join('\n')}\n`);
    const asked = ask({ uri, selection: at(0, 0, 5) });
    if (kind) await expect(asked).rejects.toMatchObject({ code: EXPECTED_ERROR_CODE, data: { kind } });
    else expect((await asked).result.text).toBe(`export ${lines[0] ?? ''}`);
  });

  it('stops reading behind the block', async () => {
    reply = {
      ...wire('```\ntwo();\n```\n', ...Array.from({ length: 500 }, () => 'words ')),
      stopAt: 2000,
      ending: 'stall',
    };
    expect((await ask()).result.text).toBe('  two();');
    await (
      await server.request()
    ).closed;
  });

  it('refuses a document that is no longer as it was', async () => {
    engine.change(URI, at(3, 0, 4), 'end');
    await expect(ask()).rejects.toMatchObject({
      code: EXPECTED_ERROR_CODE,
      data: { kind: 'documentChanged' },
    });
    expect(server.requests).toEqual([]);
  });

  it('says so when the model answers with nothing', async () => {
    reply = wire(' ');
    await expect(ask()).rejects.toMatchObject({ data: { kind: 'emptyAnswer' } });
  });

  it('lets a selection be taken away', async () => {
    reply = wire('```\n```');
    expect((await ask()).result).toMatchObject({ text: '', range: at(1, 0, 8) });
  });

  it('asks for nothing where the place does not fit the window', async () => {
    engine.open('file:///w/long.ts', 'typescript', 'let value = 1;\n'.repeat(5000));
    const selection = { start: { line: 0, character: 0 }, end: { line: 5000, character: 0 } };
    await expect(ask({ uri: 'file:///w/long.ts', selection })).rejects.toMatchObject({
      data: { kind: 'contextTooLong' },
    });
    expect(server.requests).toEqual([]);
  });

  it('closes the model’s socket when it is cancelled', async () => {
    reply = { ...wire('```\ntwo();\n', 'three();\n```'), stopAt: 60, ending: 'stall' };
    const source = new CancellationTokenSource();
    const asked = ask({}, source.token);
    const request = await server.request();
    source.cancel();
    await expect(asked).rejects.toThrow();
    await request.closed;
  });

  it('refuses a file of which nothing may be sent', async () => {
    engine.open('file:///w/.env', 'dotenv', 'KEY=1');
    await expect(ask({ uri: 'file:///w/.env', selection: at(0, 0, 5) })).rejects.toMatchObject({
      data: { kind: 'refused' },
    });
    expect(server.requests).toEqual([]);
  });
});
