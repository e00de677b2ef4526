import { describe, expect, it } from 'vitest';
import type { LanguageModel, ModelEvent } from '../../../src/core/model/languageModel';
import { createGate } from '../../../src/core/privacy/gate';
import { SentLog } from '../../../src/core/privacy/sentLog';
import { type Question, askModel } from '../../../src/server/modelCheck/askModel';
import { abortError } from '../../../src/util/abort';

const clock = { now: () => 0, wallTime: () => 0 };
const uses = { completion: true, chat: true };
const TIMEOUTS_MS = { description: 20, completion: 20, chat: 20 };

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    const onAbort = () => reject(abortError());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });

/** A model that never answers what `silentAt` says. */
function setUp(silentAt: Question) {
  const model: LanguageModel = {
    identity: { id: 'm', provider: 'llamacpp', model: 'm', host: 'h:1', isLocal: true },
    contextTokens: 1,
    fimWires: ['infill'],
    restMs: () => 0,
    async *stream({ kind }, { signal }): AsyncGenerator<ModelEvent> {
      if (kind === silentAt) await untilAborted(signal);
      yield { type: 'text', text: 'a' };
      yield { type: 'finish', reason: 'stop' };
    },
    describe: ({ signal }) => (silentAt === 'description' ? untilAborted(signal) : Promise.resolve({})),
  };
  return createGate({ rules: [], log: new SentLog(), clock })(model);
}

describe('askModel', () => {
  it.each([
    ['description', ['stalled', 'notAsked', 'notAsked']],
    ['completion', ['found', 'stalled', 'found']],
    ['chat', ['found', 'found', 'stalled']],
  ] as const)('goes on after a silent %s', async (silentAt, expected) => {
    const asked: Question[] = [];
    const findings = await askModel(
      setUp(silentAt),
      { clock, uses, onQuestion: (question) => asked.push(question), timeoutsMs: TIMEOUTS_MS },
      new AbortController().signal,
    );
    const { description, completion, chat } = findings;
    const outcomes = [description, completion, chat].map((finding) =>
      finding.kind === 'failed' ? finding.error.kind : finding.kind,
    );
    expect(outcomes).toEqual(expected);
    expect(asked).toHaveLength(silentAt === 'description' ? 1 : 3);
  });

  it('ends when it is cancelled, and takes that for no failure of the model', async () => {
    const controller = new AbortController();
    const asked = askModel(
      setUp('completion'),
      { clock, uses, onQuestion: (question) => question === 'completion' && controller.abort() },
      controller.signal,
    );
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});
