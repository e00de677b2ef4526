import { expect, it } from 'vitest';
import { ModelLatency } from '../../../../../src/core/completion/whenToAsk/modelLatency';

it('is the median of the last answers of the model', () => {
  const latency = new ModelLatency();
  const unknown = latency.of('a');
  for (const ms of [9_000, 100, 120, 110]) latency.answered('a', ms);
  expect(latency.of('a')).toBe(120);
  expect(latency.of('b')).toBe(unknown);
  for (let answer = 0; answer < 9; answer++) latency.answered('a', 700);
  expect(latency.of('a')).toBe(700);
});

it('learns from an answer that was given up only that the model is slower than believed', () => {
  const latency = new ModelLatency();
  latency.answered('a', 300);
  latency.gaveUp('a', 50);
  expect(latency.of('a')).toBe(300);
  latency.gaveUp('a', 900);
  latency.gaveUp('a', 900);
  expect(latency.of('a')).toBe(900);
});
