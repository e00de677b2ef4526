import { describe, expect, it, vi } from 'vitest';
import { createCompletionEngine } from '../../../../src/core/completion/completionEngine';
import type { CompletionOutcome } from '../../../../src/core/completion/completionTypes';
import { ModelError } from '../../../../src/core/model/errors';
import { type ScriptedModel, plainPorts, requestAt, scriptedModel } from './support';

const CURSOR_IN_BODY = 'function add(left: number, right: number) {\n  █\n}\n';

function engineFor(scripted: ScriptedModel | undefined) {
  return createCompletionEngine({
    ...plainPorts,
    model: async () => scripted?.model,
    settings: (languageId) => ({ ...plainPorts.settings(), isEnabled: languageId !== 'plaintext' }),
  });
}

function complete(scripted: ScriptedModel | undefined, ...request: Parameters<typeof requestAt>) {
  return engineFor(scripted).complete(requestAt(...request), new AbortController().signal);
}

function insertText(outcome: CompletionOutcome): string | undefined {
  return outcome.kind === 'suggestion' ? outcome.items[0]?.insertText : outcome.reason;
}

describe('complete', () => {
  it('suggests what the model answers, at the cursor', async () => {
    const outcome = await complete(scriptedModel('return left + right;'), CURSOR_IN_BODY);
    const offset = CURSOR_IN_BODY.indexOf('█');
    expect(outcome).toMatchObject({
      kind: 'suggestion',
      items: [{ insertText: 'return left + right;', range: { start: offset, end: offset } }],
    });
  });

  it('gives the model the text around the cursor', async () => {
    const scripted = scriptedModel('x');
    await complete(scripted, CURSOR_IN_BODY);
    expect(scripted.requests).toMatchObject([
      {
        kind: 'completion',
        prefix: 'function add(left: number, right: number) {\n  ',
        suffix: '\n}\n',
        path: 'src/file',
        languageId: 'typescript',
      },
    ]);
  });

  it('stops reading, and closes the stream, where the answer runs into the text below', async () => {
    const below = Array.from({ length: 50 }, (_, line) => `call(${line});`).join('\n');
    const scripted = scriptedModel(`return left + right;\n}\n${below}`);
    const outcome = await complete(scripted, `${CURSOR_IN_BODY}${below}`);
    expect(insertText(outcome)).toBe('return left + right;');
    expect(scripted.closedEarly()).toBe(true);
    expect(scripted.read().length).toBeLessThan(60);
  });

  it('stops at the end of the line when that completes the statement', async () => {
    const scripted = scriptedModel('o(bar);\nconst other = 1;\nconst third = 2;\n');
    const outcome = await complete(scripted, 'const value = fo█\n');
    expect(insertText(outcome)).toBe('o(bar);');
    expect(scripted.read()).toBe('o(bar);\ncons'.slice(0, 8));
  });

  it('shows a block to its closing line, which is the last of the answer and has no line break', async () => {
    const block = '{\n  north: 1,\n  south: 2,\n};';
    const scripted = scriptedModel(() => [
      { type: 'text', text: block },
      { type: 'finish', reason: 'stop' },
    ]);
    expect(insertText(await complete(scripted, 'const points = █\n'))).toBe(block);
  });

  it('never splits a character that the cursor is said to stand in', async () => {
    const scripted = scriptedModel('x');
    const request = { ...requestAt('a = "👍█"\n', { trigger: 'invoked' }), offset: 6 };
    const outcome = await engineFor(scripted).complete(request, new AbortController().signal);
    expect(scripted.requests[0]).toMatchObject({ prefix: 'a = "', suffix: '👍"\n' });
    expect(outcome).toMatchObject({ items: [{ range: { start: 5, end: 5 } }] });
  });

  it('ends lines as the document does', async () => {
    const outcome = await complete(
      scriptedModel('first();\n  second();'),
      CURSOR_IN_BODY.replaceAll('\n', '\r\n'),
    );
    expect(insertText(outcome)).toBe('first();\r\n  second();');
  });

  it('extends the item that is selected in the suggest widget', async () => {
    const scripted = scriptedModel('("x");');
    const marked = 'console.lo█\n';
    const outcome = await complete(scripted, marked, {
      selectedCompletionInfo: { range: { start: 8, end: 10 }, text: 'log' },
    });
    expect(scripted.requests).toMatchObject([{ prefix: 'console.log' }]);
    expect(outcome).toMatchObject({ items: [{ insertText: 'log("x");', range: { start: 8, end: 10 } }] });
  });

  it('shows nothing when the selected item replaces what was typed in another way', async () => {
    const outcome = await complete(scriptedModel('("x");'), 'console.gol█\n', {
      selectedCompletionInfo: { range: { start: 8, end: 11 }, text: 'log' },
    });
    expect(insertText(outcome)).toBe('hiddenByEditor');
  });
});

describe('what was suggested before', () => {
  it('costs no request while the person types it, nor when they go back', async () => {
    const scripted = scriptedModel('left + right;');
    const engine = engineFor(scripted);
    const at = async (typed: string) =>
      insertText(
        await engine.complete(
          requestAt(`function add() {\n  return ${typed}█\n}\n`),
          new AbortController().signal,
        ),
      );
    expect(await at('')).toBe('left + right;');
    expect(await at('le')).toBe('ft + right;');
    expect(await at('left + ')).toBe('right;');
    expect(await at('')).toBe('left + right;');
    expect(scripted.requests).toHaveLength(1);
  });

  it('is asked for anew once it is typed to its end, or something else is typed', async () => {
    const scripted = scriptedModel('left');
    const engine = engineFor(scripted);
    const at = (typed: string) =>
      engine.complete(requestAt(`return ${typed}█\n`), new AbortController().signal);
    await at('');
    await at('left');
    await at('other.');
    expect(scripted.requests).toHaveLength(3);
  });
});

describe('what costs no request', () => {
  const signal = () => new AbortController().signal;

  it('is a place where there was nothing a moment ago, unless the person asks', async () => {
    const scripted = scriptedModel('  ');
    const engine = engineFor(scripted);
    expect(insertText(await engine.complete(requestAt('a = █'), signal()))).toBe('emptyAnswer');
    expect(insertText(await engine.complete(requestAt('a = █'), signal()))).toBe('emptyAnswer');
    expect(scripted.requests).toHaveLength(1);
    await engine.complete(requestAt('a = █', { trigger: 'invoked' }), signal());
    expect(scripted.requests).toHaveLength(2);
  });

  it('is what is left of a suggestion where nothing would be asked', async () => {
    const scripted = scriptedModel('one();\n  two();');
    const engine = engineFor(scripted);
    expect(insertText(await engine.complete(requestAt('f() {\n  █\n}\n'), signal()))).toBe(
      'one();\n  two();',
    );
    expect(insertText(await engine.complete(requestAt('f() {\n  one();█\n}\n'), signal()))).toBe(
      '\n  two();',
    );
    expect(insertText(await engine.complete(requestAt('f() {\n  other();█\n}\n'), signal()))).toBe(
      'statementFinished',
    );
    expect(scripted.requests).toHaveLength(1);
  });

  it('is a bracket that the editor closes: the suggestion goes on inside of it', async () => {
    const scripted = scriptedModel('foo(left, right);');
    const engine = engineFor(scripted);
    await engine.complete(requestAt('a = █\n'), signal());
    const marked = 'a = foo(█)\n';
    const offset = marked.indexOf('█');
    expect(await engine.complete(requestAt(marked), signal())).toMatchObject({
      items: [{ insertText: 'left, right);', range: { start: offset, end: offset + 1 } }],
    });
    expect(scripted.requests).toHaveLength(1);
  });
});

describe('a composition', () => {
  it('is not asked in, and says so when the editor withdraws its request', async () => {
    const scripted = scriptedModel('x');
    const engine = engineFor(scripted);
    engine.edited({ uri: 'file:///project/src/file', offset: 3, removed: '', inserted: 'ㅎ' });
    const controller = new AbortController();
    const outcome = engine.complete(requestAt('// ㅎ█'), controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(scripted.requests).toEqual([]);
    controller.abort();
    expect(await outcome).toMatchObject({ kind: 'none', reason: 'composing' });
  });
});

describe('an answer on its way', () => {
  /** A model that answers `text` once the test lets it, and an engine whose requests can be withdrawn. */
  function slowly(text: string) {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const aborted: boolean[] = [];
    const scripted = scriptedModel(async function* (_, signal) {
      const asked = aborted.push(false) - 1;
      signal.addEventListener('abort', () => (aborted[asked] = true));
      yield { type: 'text', text: text.slice(0, 4) };
      await held;
      yield { type: 'text', text: text.slice(4) };
      yield { type: 'finish', reason: 'stop' };
    });
    const engine = engineFor(scripted);
    const ask = (marked: string) => {
      const controller = new AbortController();
      const outcome = engine.complete(requestAt(marked), controller.signal).then(insertText);
      return { outcome, cancel: () => controller.abort() };
    };
    return { ask, letGo, aborted, scripted };
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('is used when what was typed since agrees with it', async () => {
    const { ask, letGo, scripted } = slowly('left + right;');
    const first = ask('return █\n');
    await settle();
    first.cancel();
    const second = ask('return le█\n');
    letGo();
    expect(await first.outcome).toBe('cancelled');
    expect(await second.outcome).toBe('ft + right;');
    expect(scripted.requests).toHaveLength(1);
  });

  it('is aborted when something else was typed', async () => {
    const { ask, letGo, scripted, aborted } = slowly('left + right;');
    const first = ask('return █\n');
    await settle();
    first.cancel();
    const second = ask('return other.█\n');
    await settle();
    expect(aborted).toEqual([true, false]);
    letGo();
    expect(await second.outcome).toBe('left + right;');
    expect(scripted.requests).toHaveLength(2);
  });

  it('is aborted as soon as it goes on otherwise than was typed', async () => {
    const { ask, letGo, scripted } = slowly('left + right;');
    const first = ask('return █\n');
    await settle();
    const second = ask('return left + wrong█\n');
    letGo();
    expect(await first.outcome).toBe('cancelled');
    expect(await second.outcome).toBe('left + right;');
    expect(scripted.requests).toHaveLength(2);
    expect(scripted.finished()).toBe(1);
  });

  it('leaves at most one for each document, however fast the person types', async () => {
    const { ask, aborted } = slowly('never');
    const asked = Array.from({ length: 20 }, (_, index) => ask(`a${index} = █\n`));
    await settle();
    expect(aborted.filter((isAborted) => !isAborted)).toHaveLength(1);
    for (const { cancel } of asked) cancel();
    await Promise.all(asked.map(({ outcome }) => outcome));
    await vi.waitFor(() => expect(aborted.every((isAborted) => isAborted)).toBe(true));
  });
});

it('spares a server that could not be reached, but asks it when the person does', async () => {
  const scripted = scriptedModel('left + right;');
  const model = { ...scripted, model: { ...scripted.model, restMs: () => 500 } };
  expect(await complete(model, 'return █')).toMatchObject({ kind: 'none', reason: 'serverResting' });
  expect(scripted.requests).toEqual([]);
  expect(await complete(model, 'return █', { trigger: 'invoked' })).toMatchObject({ kind: 'suggestion' });
});

describe('the reason for no suggestion', () => {
  const answer = (text: string) => scriptedModel(text);
  const failing = scriptedModel(() => {
    throw new ModelError({ kind: 'unreachable', model: answer('').model.identity });
  });
  const cases: readonly [string, ScriptedModel | undefined, Parameters<typeof requestAt>][] = [
    ['disabledForLanguage', answer('x'), ['a█', { languageId: 'plaintext' }]],
    ['noModel', undefined, ['a█']],
    ['midWord', answer('x'), ['na█me']],
    ['midLine', answer('x'), ['foo █+ bar']],
    ['statementFinished', answer('x'), ['foo();█']],
    ['nothingToGoOn', answer('x'), ['  \n█\n ']],
    ['modelFailed', failing, ['a█']],
    ['emptyAnswer', answer('  \n\n'), ['a█']],
    ['noCode', answer('<think>What to write'), ['a█']],
    ['suffixRepeated', answer('}\n\nfoo();'), ['function f() {\n█\n}\n\nfoo();\n']],
    [
      'answerCutOff',
      scriptedModel(() => [
        { type: 'text', text: 'abc' },
        { type: 'finish', reason: 'length' },
      ]),
      ['x = █'],
    ],
  ];
  it.each(cases)('%s', async (reason, scripted, request) => {
    expect(await complete(scripted, ...request)).toMatchObject({ kind: 'none', reason });
  });

  it('cancelled', async () => {
    const controller = new AbortController();
    const scripted = scriptedModel(async function* (_, signal) {
      yield { type: 'text', text: 'one' };
      controller.abort();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      yield { type: 'text', text: 'two' };
    });
    const outcome = await engineFor(scripted).complete(requestAt('a█'), controller.signal);
    expect(outcome).toMatchObject({ kind: 'none', reason: 'cancelled' });
    await vi.waitFor(() => expect(scripted.closedEarly()).toBe(true));
  });

  it('asks inside a word when the person invoked it', async () => {
    const outcome = await complete(scriptedModel('Full'), 'get█Name', { trigger: 'invoked' });
    expect(insertText(outcome)).toBe('Full');
  });
});
