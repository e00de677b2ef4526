import { expect, it } from 'vitest';
import { createCalibration } from '../../../src/server/workspaceIndex/calibration';
import { RecordingModel } from './support';

const signal = new AbortController().signal;

function fixture(): { model: RecordingModel; calibrate: () => Promise<void>; breaths: () => number } {
  const model = new RecordingModel();
  let breaths = 0;
  const calibrate = createCalibration(model, {
    breathe: async () => {
      breaths++;
    },
  });
  return { model, calibrate: () => calibrate(signal), breaths: () => breaths };
}

it.each([
  ['nothing to learn from', [0], [0]],
  ['the workspace was read', [1000], [300]],
  ['a file was saved', [1000, 1010], [300, 300]],
  ['a branch was switched', [1000, 1500], [300, 600]],
  ['most files were removed', [1000, 100], [300, 600]],
  ['small changes added up', [1000, 1150, 1300], [300, 300, 600]],
])('%s', async (_name, tokens, trials) => {
  const { model, calibrate } = fixture();
  const seen: number[] = [];
  for (const count of tokens) {
    model.tokens = count;
    await calibrate();
    seen.push(model.trials);
  }
  expect(seen).toEqual(trials);
});

it('lets requests in between a few trials', async () => {
  const { model, calibrate, breaths } = fixture();
  model.tokens = 1000;
  await calibrate();
  expect(breaths()).toBeGreaterThanOrEqual(100);
});
