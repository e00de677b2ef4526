import { describe, expect, it } from 'vitest';
import { estimateTokens, likelyTokens } from '../../../../src/core/model/estimateTokens';
import type { ModelEvent } from '../../../../src/core/model/languageModel';
import { UsageMeter } from '../../../../src/core/model/usageMeter';

describe('tokens of a text', () => {
  it.each<[text: string, counted: number]>([
    ['', 0],
    ['The quick brown fox jumps over the lazy dog', 9],
    ['const total = items.length;', 6],
    ['이 함수는 파일을 읽고 목록을 반환합니다.', 12],
    ['an answer', 2],
  ])('%j is within one or two of what o200k_base counts', (text, counted) => {
    expect(Math.abs(likelyTokens(text) - counted)).toBeLessThanOrEqual(2);
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(counted);
  });

  it('are more in Korean than in English of the same length', () => {
    expect(likelyTokens('가'.repeat(100))).toBeGreaterThan(2 * likelyTokens('a'.repeat(100)));
  });
});

describe('the tokens of a request', () => {
  const request = { kind: 'chat', messages: [{ role: 'user', content: 'word '.repeat(100) }] } as const;
  const text: ModelEvent = { type: 'text', text: 'an answer' };
  const reported = { promptTokens: 3, answerTokens: 1 };
  const usageAfter = (events: readonly ModelEvent[], failed = false) => {
    const meter = new UsageMeter(request);
    for (const event of events) meter.see(event);
    return meter.usage(failed);
  };

  it('are what the server counted', () => {
    expect(usageAfter([text, { type: 'finish', reason: 'stop', usage: reported }])).toEqual(reported);
  });

  it('are estimated where it did not count, or the answer was given up', () => {
    const usage = usageAfter([text]);
    expect(usage).toMatchObject({ isEstimated: true, answerTokens: 3 });
    expect(usage?.promptTokens).toBeGreaterThan(100);
  });

  it('are none where the request failed before an answer began', () => {
    expect(usageAfter([], true)).toBeUndefined();
    expect(usageAfter([text], true)).toBeDefined();
  });
});
