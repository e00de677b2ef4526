import { expect, it } from 'vitest';
import { delayBeforeAsking } from '../../../../../src/core/completion/whenToAsk/askDelay';

const GAPS = [100, 110, 120, 130, 140, 150, 160, 170, 180, 2_000];
const question = { gaps: GAPS, outlast: 0.8, latencyMs: 400, longestMs: 600 };

it.each([
  ['waits until the gap is longer than the usual ones', {}, 180],
  ['in no order', { gaps: [...GAPS].reverse() }, 180],
  ['waits longer for a slower typist', { gaps: GAPS.map((gap) => gap * 2) }, 360],
  ['waits less where a stop is less sure', { outlast: 0.5 }, 150],
  ['does not wait where every stop is worth it', { outlast: 0 }, 0],
  ['waits no longer than is worth it for a fast model', { outlast: 0.9, latencyMs: 60 }, 400],
  ['waits longer for a slow model, up to twice what it takes', { outlast: 0.9, latencyMs: 250 }, 500],
  ['waits no longer than allowed', { outlast: 1, latencyMs: 5_000 }, 600],
])('%s', (_, change, expected) => {
  expect(delayBeforeAsking({ ...question, ...change })).toBe(expected);
});
