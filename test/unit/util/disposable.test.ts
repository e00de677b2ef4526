import { expect, it } from 'vitest';
import { DisposableStore, toDisposable } from '../../../src/util/disposable';

it('releases its items in reverse order, once, and late ones at once', () => {
  const order: string[] = [];
  const store = new DisposableStore();
  store.add(toDisposable(() => order.push('first')));
  store.add(toDisposable(() => order.push('second')));
  store.dispose();
  store.dispose();
  store.add(toDisposable(() => order.push('late')));
  expect(order).toEqual(['second', 'first', 'late']);
});

it('releases every item although one throws', () => {
  const released: string[] = [];
  const store = new DisposableStore();
  store.add(toDisposable(() => released.push('first')));
  store.add({
    dispose() {
      throw new Error('stuck');
    },
  });
  expect(() => store.dispose()).toThrow(AggregateError);
  expect(released).toEqual(['first']);
});
