import { describe, expect, it } from 'vitest';
import { createCompletionEngine } from '../../../../src/core/completion/completionEngine';
import type { InlineCompletionRequest } from '../../../../src/core/completion/completionTypes';
import type { ModelEvent } from '../../../../src/core/model/languageModel';
import { ConfidentText, leastProbabilityOf } from '../../../../src/core/completion/confidentText';
import { plainPorts, requestAt, scriptedModel } from './support';

/** A token and its probability; none where a number is missing. */
type Token = readonly [text: string, probability?: number];

/** What is let through of an answer, and how much of it had been when the probability fell. */
function pass(tokens: readonly Token[], least?: number): { text: string; isOver: boolean } {
  const confident = new ConfidentText(least);
  let text = '';
  for (const [token, probability] of tokens) {
    text += confident.add(token, probability === undefined ? undefined : Math.log(probability));
    if (confident.isOver) break;
  }
  if (!confident.isOver) text += confident.finish();
  return { text, isOver: confident.isOver };
}

describe('an answer is shown', () => {
  it.each<[string, Token[], string, boolean]>([
    [
      'whole while it is sure',
      [
        ['return', 0.9],
        [' left', 0.9],
        [';', 0.99],
      ],
      'return left;',
      false,
    ],
    [
      'up to the token that makes it unsure',
      [
        ['return', 0.9],
        [' left', 0.9],
        [' +', 0.3],
        [' x', 1],
      ],
      'return left',
      true,
    ],
    [
      'until the product falls, though each token is likely',
      [
        ['a', 0.85],
        [' +', 0.85],
        [' b', 0.85],
        [' +', 0.85],
      ],
      'a +',
      true,
    ],
    [
      'not at all where its first token is unsure',
      [
        ['return', 0.4],
        [' x', 1],
      ],
      '',
      true,
    ],
    [
      'without the half of a word',
      [
        ['x = ', 1],
        ['get', 0.9],
        ['Name', 0.5],
        ['()', 1],
      ],
      'x = ',
      true,
    ],
    [
      'with a word that the unsure token does not go on',
      [
        ['x = ', 1],
        ['getName', 0.9],
        ['(', 0.5],
      ],
      'x = getName',
      true,
    ],
    [
      'without half an identifier of another script',
      [
        ['값 = ', 1],
        ['이', 0.9],
        ['름', 0.5],
      ],
      '값 = ',
      true,
    ],
    [
      'up to the last whole line, once it has several',
      [
        ['a();\n', 0.9],
        ['b', 1],
        ['(', 0.5],
      ],
      'a();\n',
      true,
    ],
    [
      'with whole lines in one piece',
      [
        ['a();\nb();\nc', 0.9],
        ['(', 0.5],
      ],
      'a();\nb();\n',
      true,
    ],
    [
      'where the line break itself is unsure',
      [
        ['a();', 0.9],
        ['\n', 0.5],
        ['b', 1],
      ],
      'a();',
      true,
    ],
    ['whole where the wire gives no probabilities', [['return'], [' left'], [';']], 'return left;', false],
    [
      'at exactly the threshold',
      [
        ['a', 0.7],
        [';', 1],
      ],
      'a;',
      false,
    ],
  ])('%s', (_, tokens, text, isOver) => {
    expect(pass(tokens, 0.7)).toEqual({ text, isOver });
  });

  it('whole without a threshold, however unsure, and at once', () => {
    expect(
      pass([
        ['ret', 1e-9],
        ['urn', 1e-9],
      ]),
    ).toEqual({ text: 'return', isOver: false });
    expect(new ConfidentText().add('ret', -20)).toBe('ret');
  });

  it('at once where the wire gives no probabilities', () => {
    expect(new ConfidentText(0.7).add('ret', undefined)).toBe('ret');
  });

  it('as it streams, but for the word and the line that are not whole yet', () => {
    const confident = new ConfidentText(0.7);
    const shown = ['const', ' a', ' = 1', ';\n', 'const b', ' = 2;\n', 'x'].map((piece) =>
      confident.add(piece, 0),
    );
    expect(shown).toEqual(['', 'const ', 'a = ', '1;\n', '', 'const b = 2;\n', '']);
    expect(confident.finish()).toBe('x');
  });

  it('from lower probabilities where the person wants to see more', () => {
    const [low, medium, high] = (['low', 'medium', 'high'] as const).map(leastProbabilityOf);
    expect([low, medium, high]).toEqual([low, medium, high].sort().reverse());
  });
});

describe('the suggestion of a model that gives probabilities', () => {
  function* answer(...tokens: Token[]): Generator<ModelEvent> {
    for (const [text, probability = 1] of tokens)
      yield { type: 'text', text, logprob: Math.log(probability) };
    yield { type: 'finish', reason: 'stop' };
  }

  async function suggest(tokens: Token[], trigger: InlineCompletionRequest['trigger'] = 'automatic') {
    const scripted = scriptedModel(() => answer(...tokens));
    const engine = createCompletionEngine({ ...plainPorts, model: async () => scripted.model });
    const request = requestAt('function add(left, right) {\n  █\n}\n', { trigger });
    const outcome = await engine.complete(request, new AbortController().signal);
    const text = outcome.kind === 'suggestion' ? outcome.items[0]?.insertText : outcome.reason;
    return { text, asked: scripted.requests[0], closedEarly: scripted.closedEarly() };
  }

  it('ends where they fall, and the rest is not waited for', async () => {
    const { text, asked, closedEarly } = await suggest([
      ['return', 0.9],
      [' left', 0.9],
      [' *', 0.1],
      [' 2', 1],
    ]);
    expect(text).toBe('return left');
    expect(closedEarly).toBe(true);
    expect(asked).toMatchObject({ leastProbability: leastProbabilityOf('medium') });
  });

  it('is none, and says why, where nothing is sure', async () => {
    expect(
      (
        await suggest([
          ['return', 0.1],
          [' left', 1],
        ])
      ).text,
    ).toBe('notSureEnough');
  });

  it('is whole where the person asked for it', async () => {
    const { text, asked } = await suggest(
      [
        ['return', 0.1],
        [' left', 1],
      ],
      'invoked',
    );
    expect(text).toBe('return left');
    expect(asked).not.toHaveProperty('leastProbability');
  });
});
