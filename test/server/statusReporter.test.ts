import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ModelError } from '../../src/core/model/errors';
import type { ModelIdentity } from '../../src/core/model/languageModel';
import type { StatusParams } from '../../src/protocol/engine';
import { StatusReporter } from '../../src/server/statusReporter';

const coder: ModelIdentity = { id: 'coder', provider: 'ollama', model: 'coder', host: 'h:1', isLocal: false };
const talker: ModelIdentity = { ...coder, id: 'talker', model: 'talker' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function report(): { reporter: StatusReporter; sent: StatusParams[] } {
  const sent: StatusParams[] = [];
  const reporter = new StatusReporter((status) => sent.push(status));
  reporter.setResting(coder);
  return { reporter, sent };
}

it('says nothing of work that is over in a moment', () => {
  const { reporter, sent } = report();
  reporter.begin('completion', coder).succeed();
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual([{ state: 'idle', model: coder }]);
});

it('says what is being done, and when it is over', () => {
  const { reporter, sent } = report();
  const work = reporter.begin('chat', talker);
  vi.advanceTimersByTime(10_000);
  work.succeed();
  work.succeed();
  expect(sent.slice(1)).toEqual([
    { state: 'busy', role: 'chat', model: talker },
    { state: 'idle', model: coder },
  ]);
});

it('keeps a failure until the same model succeeds, through cancelled work and other models', () => {
  const { reporter, sent } = report();
  reporter.begin('chat', talker).fail(new ModelError({ kind: 'stalled', model: talker }));
  reporter.begin('chat', talker).cancel();
  reporter.begin('completion', coder).succeed();
  expect(sent.at(-1)).toMatchObject({
    state: 'error',
    role: 'chat',
    model: talker,
    message: expect.stringContaining('talker at h:1') as string,
  });
  reporter.begin('chat', talker).succeed();
  expect(sent.at(-1)).toEqual({ state: 'idle', model: coder });
});

it('forgets failures when the settings change', () => {
  const { reporter, sent } = report();
  reporter.begin('chat', talker).fail(new ModelError({ kind: 'unreachable', model: talker }));
  reporter.clearFailures();
  expect(sent.at(-1)).toEqual({ state: 'idle', model: coder });
});
