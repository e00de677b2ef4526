import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextDelta } from '../../../src/protocol/engine';
import { DeltaStream } from '../../../src/server/features/deltaStream';

describe('DeltaStream', () => {
  let sent: TextDelta[];
  let stream: DeltaStream;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    stream = new DeltaStream((delta) => sent.push(delta));
  });
  afterEach(() => {
    stream.end();
    vi.useRealTimers();
  });

  it('sends the first piece at once and joins what follows until the next frame', () => {
    for (const text of ['a', 'b', 'c']) stream.push(text, false);
    expect(sent).toEqual([{ text: 'a' }]);
    vi.advanceTimersByTime(16);
    expect(sent).toEqual([{ text: 'a' }, { text: 'bc' }]);
  });

  it('sends at most one piece per frame, however much comes in', () => {
    for (let piece = 0; piece < 1000; piece++) {
      stream.push('x', false);
      vi.advanceTimersByTime(1);
    }
    expect(sent.length).toBeLessThanOrEqual(1000 / 16 + 2);
    stream.end();
    expect(sent.map(({ text }) => text).join('')).toBe('x'.repeat(1000));
  });

  it('sends at once again after a pause', () => {
    stream.push('a', false);
    vi.advanceTimersByTime(100);
    stream.push('b', false);
    expect(sent).toEqual([{ text: 'a' }, { text: 'b' }]);
  });

  it('keeps reasoning and answer apart and in their order', () => {
    stream.push('a', true);
    stream.push('b', true);
    stream.push('c', false);
    stream.push('', true);
    stream.push('d', false);
    stream.end();
    expect(sent).toEqual([{ text: 'a', reasoning: true }, { text: 'b', reasoning: true }, { text: 'cd' }]);
  });

  it('sends what is left at its end, and nothing after it', () => {
    stream.push('a', false);
    stream.push('b', false);
    stream.end();
    vi.advanceTimersByTime(100);
    expect(sent).toEqual([{ text: 'a' }, { text: 'b' }]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
