import { describe, expect, it } from 'vitest';
import { SummaryRest } from '../../../../src/server/chat/summaryRest';
import { FakeTime } from '../../../support/fakeTime';

const MINUTE = 60_000;

/** After how many minutes of rest a model may be asked again, when each time it fails again. */
async function restsOf(failures: number): Promise<number[]> {
  const time = new FakeTime();
  const rest = new SummaryRest(time);
  const rests: number[] = [];
  for (let failure = 0; failure < failures; failure++) {
    rest.failed('small');
    const from = time.now();
    while (rest.holds('small')) await time.advance(MINUTE);
    rests.push((time.now() - from) / MINUTE);
  }
  return rests;
}

describe('rest after summaries that failed', () => {
  it('grows with each failure, to half an hour', async () => {
    expect(await restsOf(7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it('is for the model that failed alone, and over with a summary', () => {
    const rest = new SummaryRest(new FakeTime());
    expect(rest.holds('small')).toBe(false);
    rest.failed('small');
    expect(rest.holds('small')).toBe(true);
    expect(rest.holds('large')).toBe(false);
    rest.succeeded('small');
    expect(rest.holds('small')).toBe(false);
  });
});
