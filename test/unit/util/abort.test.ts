import { expect, it } from 'vitest';
import { abortError, isAbortError, throwIfAborted } from '../../../src/util/abort';

it('tells an abort from other errors', () => {
  expect([abortError(), new Error('x'), 'AbortError', null].map(isAbortError)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(() => throwIfAborted(AbortSignal.abort())).toThrow('cancelled');
  expect(() => throwIfAborted(new AbortController().signal)).not.toThrow();
});
