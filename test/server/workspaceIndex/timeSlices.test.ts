import { describe, expect, it } from 'vitest';
import { createBackgroundReader } from '../../../src/server/workspaceIndex/backgroundReader';
import { createTimeSlices } from '../../../src/server/workspaceIndex/timeSlices';
import { RecordingModel } from './support';

/** A clock that only work moves on. */
function workClock() {
  const clock = { time: 0, now: () => clock.time, wallTime: () => 0 };
  return clock;
}

describe('background work', () => {
  it('lets others in after each slice of five milliseconds', async () => {
    const clock = workClock();
    const slices = createTimeSlices(clock);
    const { signal } = new AbortController();
    let turns = 0;
    const others = setInterval(() => {}, 1_000);
    const count = () => {
      turns++;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    for (let piece = 0; piece < 100; piece++) {
      await slices.breathe(signal);
      clock.time += 1;
    }
    clearImmediate(immediate);
    clearInterval(others);
    // A hundred milliseconds of work are twenty slices; each but the first begins when the loop has gone round twice.
    expect(turns).toBeGreaterThanOrEqual(38);
    expect(turns).toBeLessThanOrEqual(42);
  });

  it('handles what has arrived before the next slice', async () => {
    const clock = workClock();
    const slices = createTimeSlices(clock);
    const { signal } = new AbortController();
    const order: string[] = [];
    clock.time = 10;
    // As the JSON-RPC connection does: what is read in one turn is handled by an immediate set in that turn.
    setImmediate(() => setImmediate(() => order.push('request')));
    await slices.breathe(signal);
    order.push('slice');
    expect(order).toEqual(['request', 'slice']);
  });

  it('stops when it is aborted, before and in a pause', async () => {
    const clock = workClock();
    const slices = createTimeSlices(clock);
    const controller = new AbortController();
    clock.time = 10;
    const paused = slices.breathe(controller.signal);
    controller.abort();
    await expect(paused).rejects.toMatchObject({ name: 'AbortError' });
    await expect(slices.breathe(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('reading in the background', () => {
  it('has one loop, however many wait for it, and reads what is added meanwhile', async () => {
    const model = new RecordingModel();
    const clock = workClock();
    const read = createBackgroundReader(model, createTimeSlices(clock), new AbortController().signal);
    const order: string[] = [];
    model.onRead = (id) => {
      clock.time += 3;
      order.push(id);
      if (id === 'a') model.setDocument('c', '', 'x');
    };
    model.setDocument('a', '', 'x');
    model.setDocument('b', '', 'x');
    const first = read();
    expect(read()).toBe(first);
    await first;
    expect(order).toEqual(['a', 'b', 'c']);
    model.setDocument('d', '', 'x');
    await read();
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('stops between two pieces when it is aborted', async () => {
    const model = new RecordingModel();
    const controller = new AbortController();
    const read = createBackgroundReader(model, createTimeSlices(workClock()), controller.signal);
    model.onRead = () => controller.abort();
    model.setDocument('a', '', 'x');
    model.setDocument('b', '', 'x');
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    expect(model.stats().waiting).toBe(1);
  });
});
