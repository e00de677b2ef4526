import { beforeAll, describe, expect, it } from 'vitest';
import { groupByDay } from '../../../src/webview/groupByDay';

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: 'en' } } });
});

const at = (...[year, month, day, hour = 12]: readonly number[]) =>
  new Date(year ?? 0, (month ?? 1) - 1, day, hour).getTime();

describe('groupByDay', () => {
  it.each([
    { name: 'this day', updated: at(2026, 11, 29, 0), day: 'Today' },
    { name: 'the day before, late', updated: at(2026, 11, 28, 23), day: 'Yesterday' },
    { name: 'a day of this year', updated: at(2026, 3, 2), day: 'Monday, March 2' },
    { name: 'a day of another year', updated: at(2025, 3, 2), day: 'March 2, 2025' },
  ])('names $name', ({ updated, day }) => {
    const conversation = { id: 'a', title: '', updatedAt: updated, turns: 1, isOpen: false };
    const words = { today: 'Today', yesterday: 'Yesterday' };
    expect(groupByDay([conversation], at(2026, 11, 29), words)).toEqual([
      { day, conversations: [conversation] },
    ]);
  });
});
