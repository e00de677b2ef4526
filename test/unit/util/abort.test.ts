import { expect, it } from 'vitest';
import { abortError, delay, isAbortError, throwIfAborted } from '../../../src/util/abort';

it('ends a wait as soon as it is cancelled', async () => {
  const controller = new AbortController();
  const waiting = delay(60_000, controller.signal);
  controller.abort();
  await expect(waiting).rejects.toSatisfy(isAbortError);
});

it('refuses to wait when it was cancelled before', async () => {
  await expect(delay(60_000, AbortSignal.abort())).rejects.toSatisfy(isAbortError);
});

it('tells an abort from other errors', () => {
  expect([abortError(), new Error('x'), 'AbortError', null].map(isAbortError)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(() => throwIfAborted(AbortSignal.abort())).toThrow('cancelled');
});
