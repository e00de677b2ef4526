import { describe, expect, it } from 'vitest';
import { createCompletionEngine } from '../../../../src/core/completion/completionEngine';
import type { CompletionOutcome } from '../../../../src/core/completion/completionTypes';
import { ModelError } from '../../../../src/core/model/errors';
import { inPieces, plainPorts, requestAt, scriptedModel } from './support';

const CURSOR = 'const speed = █\n';

/** An engine whose model gives these answers, one for each request; an error stands for a request that fails. */
function start(answers: readonly (string | ModelError)[]) {
  let next = 0;
  const scripted = scriptedModel(() => {
    const answer = answers[next++] ?? '';
    if (typeof answer !== 'string') throw answer;
    return inPieces(answer);
  });
  const engine = createCompletionEngine({ ...plainPorts, model: async () => scripted.model });
  const ask = async (trigger: 'automatic' | 'invoked', marked = CURSOR) =>
    texts(await engine.complete(requestAt(marked, { trigger }), new AbortController().signal));
  return { scripted, ask };
}

function texts(outcome: CompletionOutcome): readonly string[] | string {
  return outcome.kind === 'suggestion' ? outcome.items.map(({ insertText }) => insertText) : outcome.reason;
}

describe('candidates for one place', () => {
  it('are one while the person types, and one when they first ask', async () => {
    const { ask, scripted } = start(['knots;', 'other;']);
    expect(await ask('automatic')).toEqual(['knots;']);
    expect(await ask('automatic')).toEqual(['knots;']);
    expect(scripted.requests).toHaveLength(1);
    expect(await start(['knots;', 'other;']).ask('invoked')).toEqual(['knots;']);
  });

  it('grow by one each time the person asks again, up to three, in the order in which they came', async () => {
    const { ask, scripted } = start(['knots;', 'metres;', 'miles;', 'more;']);
    await ask('automatic');
    expect(await ask('invoked')).toEqual(['knots;', 'metres;']);
    expect(await ask('invoked')).toEqual(['knots;', 'metres;', 'miles;']);
    expect(await ask('invoked')).toEqual(['knots;', 'metres;', 'miles;']);
    expect(scripted.requests.map((request) => request.temperature)).toEqual([undefined, 0.8, 0.8]);
  });

  it('are each shown once, and a model that repeats itself is not asked for ever', async () => {
    const { ask, scripted } = start(['knots;', 'knots;', 'knots;', 'knots;']);
    await ask('automatic');
    for (let press = 0; press < 5; press++) expect(await ask('invoked')).toEqual(['knots;']);
    expect(scripted.requests).toHaveLength(3);
  });

  it('pass the filters, every one', async () => {
    const { ask } = start(['knots;', '```ts\nmetres;\n```', 'Sure! Here is the code:\n']);
    await ask('automatic');
    await ask('invoked');
    expect(await ask('invoked')).toEqual(['knots;', 'metres;']);
  });

  it('stay while the person types one of them', async () => {
    const { ask, scripted } = start(['knots;', 'metres;']);
    await ask('automatic');
    await ask('invoked');
    expect(await ask('automatic', 'const speed = met█\n')).toEqual(['res;']);
    expect(await ask('automatic', 'const speed = kn█\n')).toEqual(['ots;']);
    expect(scripted.requests).toHaveLength(2);
  });

  it('stay on offer when asking for another fails', async () => {
    const model = { id: 'm', provider: 'llamacpp', model: 'm', host: 'h:1', isLocal: true } as const;
    const { ask } = start(['knots;', new ModelError({ kind: 'serverFailed', model })]);
    await ask('automatic');
    expect(await ask('invoked')).toEqual(['knots;']);
  });
});
