import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Snooze } from '../../../src/vscode/inline/snooze';

const MINUTE_MS = 60_000;

describe('Snooze', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function watched() {
    const snooze = new Snooze();
    const told: (number | boolean | undefined)[] = [];
    snooze.onDidChange(() => told.push(snooze.isActive ? snooze.minutesLeft : false));
    return { snooze, told };
  }

  it('tells the minutes that are left, then that it is over', () => {
    const { snooze, told } = watched();
    snooze.start(3);
    vi.advanceTimersByTime(3 * MINUTE_MS);
    expect(told).toEqual([3, 2, 1, false]);
    vi.advanceTimersByTime(5 * MINUTE_MS);
    expect(told).toHaveLength(4);
  });

  it('has no end when it lasts until the restart', () => {
    const { snooze, told } = watched();
    snooze.start('restart');
    vi.advanceTimersByTime(10_000 * MINUTE_MS);
    expect(snooze.isActive).toBe(true);
    expect(told).toEqual([undefined]);
  });

  it('ends when it is resumed', () => {
    const { snooze, told } = watched();
    snooze.start(5);
    snooze.resume();
    vi.advanceTimersByTime(10 * MINUTE_MS);
    expect(told).toEqual([5, false]);
  });

  it('counts from the time that was chosen last', () => {
    const { snooze, told } = watched();
    snooze.start(60);
    vi.advanceTimersByTime(MINUTE_MS / 2);
    snooze.start(5);
    vi.advanceTimersByTime(MINUTE_MS);
    expect(told).toEqual([60, 5, 4]);
  });

  it('is over at the first look after a computer has slept', () => {
    const { snooze, told } = watched();
    snooze.start(60);
    vi.setSystemTime(Date.now() + 120 * MINUTE_MS);
    vi.advanceTimersByTime(MINUTE_MS);
    expect(told).toEqual([60, false]);
  });

  it('leaves no timer behind', () => {
    const { snooze } = watched();
    snooze.start(60);
    snooze.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
