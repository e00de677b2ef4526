import { expect, it } from 'vitest';
import { AsyncQueue } from '../../../src/util/asyncQueue';

it('hands over what was pushed, in order, before and while somebody waits', async () => {
  const queue = new AsyncQueue<number>();
  queue.push(1);
  queue.push(2);
  expect(await queue.next()).toBe(1);
  expect(await queue.next()).toBe(2);
  const third = queue.next();
  queue.push(3);
  expect(await third).toBe(3);
});

it('fails at once, whatever is left', async () => {
  const queue = new AsyncQueue<number>();
  const waiting = queue.next();
  queue.fail(new Error('first'));
  queue.fail(new Error('second'));
  await expect(waiting).rejects.toThrow('first');
  queue.push(1);
  await expect(queue.next()).rejects.toThrow('first');
});

it('does not wait longer than it may', async () => {
  const queue = new AsyncQueue<number>();
  expect(await queue.next(1)).toBeUndefined();
  queue.push(1);
  expect(await queue.next(1)).toBe(1);
});
