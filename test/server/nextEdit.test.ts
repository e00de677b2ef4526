/** The engine over stdio: proposing the next edit, by rule and by model. */
import { describe, expect, it } from 'vitest';
import {
  Method,
  type NextEditAskResult,
  type NextEditProposal,
  type SentListResult,
} from '../../src/protocol/engine';
import { type EngineOptions, TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { completionsWire } from '../support/modelWires';

const URI = 'file:///project/src/depth.ts';
const TEXT = 'const height = 1;\nshow(height);\n';
const NAME = { start: { line: 0, character: 6 }, end: { line: 0, character: 12 } };

class Editor implements AsyncDisposable {
  readonly #proposals: NextEditProposal[] = [];
  #waiting: (() => void)[] = [];

  private constructor(readonly engine: TestEngine) {
    engine.connection.onNotification(Method.nextEditProposed, (proposal: NextEditProposal) => {
      this.#proposals.push(proposal);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  static async open(settings: object, options: EngineOptions = {}): Promise<Editor> {
    const engine = await TestEngine.start({ folders: ['file:///project'], settings, ...options });
    const editor = new Editor(engine);
    engine.open(URI, 'typescript', TEXT);
    return editor;
  }

  /** The next proposal that the engine makes. */
  async proposal(): Promise<NextEditProposal> {
    for (;;) {
      const proposal = this.#proposals.shift();
      if (proposal) return proposal;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async ask(): Promise<NextEditProposal | null> {
    const { proposal } = await this.engine.connection.sendRequest<NextEditAskResult>(Method.nextEditAsk, {
      uri: URI,
    });
    return proposal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine.stop();
  }
}

const ON = { nextEdit: { enable: true } };

describe('the next edit', () => {
  it('is proposed after an edit, for the version of the document that it is for', async () => {
    await using editor = await Editor.open(ON);
    editor.engine.change(URI, NAME, 'depth');
    expect(await editor.proposal()).toMatchObject({
      uri: URI,
      version: 2,
      range: { start: { line: 1, character: 5 }, end: { line: 1, character: 11 } },
      newText: 'depth',
      kind: 'rename',
      label: 'Rename to depth here too',
    });
  });

  it('is not proposed again once dismissed, but found when asked for', async () => {
    await using editor = await Editor.open(ON);
    editor.engine.open(URI, 'typescript', `${TEXT}hide(height);\n`);
    editor.engine.change(URI, NAME, 'depth');
    const { id } = await editor.proposal();
    await editor.engine.connection.sendNotification(Method.nextEditDismissed, { id });
    // The same edit goes on by a space, which says nothing new.
    const end = { line: 0, character: 16 };
    editor.engine.change(URI, { start: end, end }, ' ');
    expect(await editor.proposal()).toMatchObject({ range: { start: { line: 2 } } });
    expect(await editor.ask()).toMatchObject({ range: { start: { line: 1 } } });
  });

  it('goes on to a line that is the same as the one it was just applied to', async () => {
    await using editor = await Editor.open(ON);
    editor.engine.open(URI, 'typescript', `${TEXT}show(height);\n`);
    editor.engine.change(URI, NAME, 'depth');
    const { id, range, newText } = await editor.proposal();
    editor.engine.change(URI, range, newText);
    await editor.engine.connection.sendNotification(Method.nextEditAccepted, { id });
    expect(await editor.proposal()).toMatchObject({ range: { start: { line: 2, character: 5 } } });
  });

  it('is a place alone where nobody can tell what to write, and once it was gone to, the next one', async () => {
    await using editor = await Editor.open(ON);
    const line = 'function sail(boat: Boat): void {}';
    editor.engine.open(URI, 'typescript', `${line}\nsail(mine);\nsail(yours);\n`);
    const at = (character: number) => ({ start: { line: 0, character }, end: { line: 0, character } });
    editor.engine.change(URI, at(24), ', wind: Wind');
    const { id, range, newText, label } = await editor.proposal();
    const place = { line: 1, character: 9 };
    expect({ range, newText, label }).toEqual({
      range: { start: place, end: place },
      newText: '',
      label: 'Look at this call of sail',
    });
    await editor.engine.connection.sendNotification(Method.nextEditAccepted, { id });
    editor.engine.change(URI, at(46), ' ');
    expect(await editor.proposal()).toMatchObject({ range: { start: { line: 2, character: 10 } } });
  });

  it('is not looked for while it is off', async () => {
    await using editor = await Editor.open({});
    editor.engine.change(URI, NAME, 'depth');
    expect(await editor.ask()).toBeNull();
  });
});

describe('a next-edit model', () => {
  const model = (baseUrl: string, rest: object = {}) => ({
    models: [
      {
        id: 'next',
        provider: 'openai',
        baseUrl: `${baseUrl}/v1`,
        model: 'sweep-next-edit-1.5b',
        contextTokens: 8_192,
        // Then the engine does not ask the server how it is to be asked.
        fim: 'template',
      },
    ],
    ...ON,
    ...rest,
  });
  /** An edit from which no rule follows anything. */
  const VALUE = { start: { line: 0, character: 15 }, end: { line: 0, character: 16 } };

  it('is asked where no rule finds an edit, with the edit in its own format', async () => {
    await using server = await FakeModelServer.start({
      body: completionsWire(['const height = 2;\n', 'show(height + 1);\n']),
    });
    await using editor = await Editor.open(model(server.url));
    editor.engine.change(URI, VALUE, '2');
    expect(await editor.proposal()).toMatchObject({
      kind: 'model',
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 13 } },
      newText: 'show(height + 1);',
    });
    const [request, ...others] = server.requests.filter(({ path }) => path === '/v1/completions');
    expect(others).toEqual([]);
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      prompt:
        '<|file_sep|>src/depth.ts.diff\noriginal:\nconst height = 1;\nupdated:\nconst height = 2;\n' +
        '<|file_sep|>original/src/depth.ts\nconst height = 1;\nshow(height);\n\n' +
        '<|file_sep|>current/src/depth.ts\nconst height = 2;\nshow(height);\n\n' +
        '<|file_sep|>updated/src/depth.ts\n',
      stop: ['<|file_sep|>', '<|endoftext|>', '</s>'],
      temperature: 0,
    });
    const sent = await editor.engine.connection.sendRequest<SentListResult>(Method.sentList);
    expect(sent.entries.map(({ role }) => role)).toContain('completion');
  });

  it('is not asked when the settings say so, or while next edits are off', async () => {
    await using server = await FakeModelServer.start({ body: completionsWire(['x']) });
    for (const rest of [
      { nextEdit: { enable: true, model: 'workspace' } },
      { nextEdit: { enable: false } },
    ]) {
      await using editor = await Editor.open(model(server.url, rest));
      editor.engine.change(URI, VALUE, '2');
      expect(await editor.ask()).toBeNull();
    }
    expect(server.requests.filter(({ path }) => path === '/v1/completions')).toEqual([]);
  });

  it('proposes nothing when its answer was cut off', async () => {
    await using server = await FakeModelServer.start({
      body: completionsWire(['const height = 2;\n', 'sh'], { reason: 'length' }),
    });
    await using editor = await Editor.open(model(server.url));
    editor.engine.change(URI, VALUE, '2');
    expect(await editor.ask()).toBeNull();
  });
});
