import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCompletionEngine } from '../../../../src/core/completion/completionEngine';
import type { CompletionOutcome } from '../../../../src/core/completion/completionTypes';
import { ModelError } from '../../../../src/core/model/errors';
import { abortError } from '../../../../src/util/abort';
import { inPieces, plainPorts, requestAt, scriptedModel } from './support';

const CURSOR = 'const speed = █\n';

/** An engine whose model gives these answers, one for each request; an error stands for a request that fails. */
function start(
  answers: readonly (string | ModelError)[],
  { hangsAtRequest = 0, offersCandidates = true } = {},
) {
  let requests = 0;
  const scripted = scriptedModel(async function* (_request, signal) {
    const answer = answers[requests++] ?? '';
    if (requests === hangsAtRequest)
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(abortError()), { once: true });
      });
    if (typeof answer !== 'string') throw answer;
    yield* inPieces(answer);
  });
  const engine = createCompletionEngine({
    ...plainPorts,
    offersCandidates,
    model: async () => scripted.model,
  });
  const ask = async (
    trigger: 'automatic' | 'invoked',
    marked = CURSOR,
    signal = new AbortController().signal,
  ) => texts(await engine.complete(requestAt(marked, { trigger }), signal));
  return { scripted, ask };
}

function texts(outcome: CompletionOutcome): readonly string[] | string {
  return outcome.kind === 'suggestion' ? outcome.items.map(({ insertText }) => insertText) : outcome.reason;
}

describe('candidates for one place', () => {
  it('are one while the person types', async () => {
    const { ask, scripted } = start(['knots;', 'other;']);
    expect(await ask('automatic')).toEqual(['knots;']);
    expect(await ask('automatic')).toEqual(['knots;']);
    expect(scripted.requests).toHaveLength(1);
  });

  it('come all at once, up to three, when the person asks by hand, and are then known', async () => {
    const { ask, scripted } = start(['knots;', 'metres;', 'miles;', 'more;']);
    await ask('automatic');
    expect(await ask('invoked')).toEqual(['knots;', 'metres;', 'miles;']);
    expect(await ask('invoked')).toEqual(['knots;', 'metres;', 'miles;']);
    expect(scripted.requests.map((request) => request.temperature)).toEqual([undefined, 0.8, 0.8]);
  });

  it('are one for an editor that cannot show more, at once and without a request for others', async () => {
    const { ask, scripted } = start(['knots;', 'other;'], { offersCandidates: false });
    expect(await ask('invoked')).toEqual(['knots;']);
    expect(await ask('invoked')).toEqual(['knots;']);
    expect(scripted.requests).toHaveLength(1);
  });

  it('come with the first where nothing was shown yet', async () => {
    expect(await start(['knots;', 'metres;', 'miles;']).ask('invoked')).toEqual([
      'knots;',
      'metres;',
      'miles;',
    ]);
  });

  it('keep the first waiting no longer than a second where nothing was shown yet', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { ask } = start(['knots;', 'metres;', 'never;'], { hangsAtRequest: 3 });
    const asked = ask('invoked');
    let isAnswered = false;
    void asked.then(() => (isAnswered = true));
    await vi.advanceTimersByTimeAsync(900);
    expect(isAnswered).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(await asked).toEqual(['knots;', 'metres;']);
  });

  it('are waited for where the first is shown, and asked for again when the person gave up', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { ask } = start(['knots;', 'never;', 'metres;', 'miles;'], { hangsAtRequest: 2 });
    await ask('automatic');
    const givesUp = new AbortController();
    const asked = ask('invoked', CURSOR, givesUp.signal);
    await vi.advanceTimersByTimeAsync(5_000);
    givesUp.abort();
    expect(await asked).toBe('cancelled');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await ask('invoked')).toEqual(['knots;', 'metres;', 'miles;']);
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
    expect(await ask('invoked')).toEqual(['knots;', 'metres;']);
  });

  it('stay while the person types one of them', async () => {
    const { ask, scripted } = start(['knots;', 'metres;', 'miles;']);
    await ask('automatic');
    await ask('invoked');
    expect(await ask('automatic', 'const speed = met█\n')).toEqual(['res;']);
    expect(await ask('automatic', 'const speed = kn█\n')).toEqual(['ots;']);
    expect(scripted.requests).toHaveLength(3);
  });

  it('stay on offer when asking for another fails', async () => {
    const model = { id: 'm', provider: 'llamacpp', model: 'm', host: 'h:1', isLocal: true } as const;
    const { ask } = start(['knots;', new ModelError({ kind: 'serverFailed', model })]);
    await ask('automatic');
    expect(await ask('invoked')).toEqual(['knots;']);
  });
});
