import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/core/ngram/random';
import { SelfCalibration } from '../../../../src/core/ngram/selfCalibration';
import { createWorkspaceModel } from '../../../../src/core/ngram/workspaceModel';
import { snapshotOf } from './snapshots';

/** A calibration that saw `count` claims, each right with the probability that `truth` gives for it. */
function calibrated(count: number, truth: (claimed: number) => number): SelfCalibration {
  const random = seededRandom(5);
  const calibration = new SelfCalibration();
  for (let trial = 0; trial < count; trial++) {
    const claimed = 0.02 + 0.96 * random();
    calibration.add(claimed, random() < truth(claimed));
  }
  calibration.refit();
  return calibration;
}

describe('SelfCalibration', () => {
  it('changes nothing before there are results', () => {
    const calibration = new SelfCalibration();
    calibration.refit();
    for (const claimed of [0.01, 0.3, 0.5, 0.9, 0.99])
      expect(calibration.correct(claimed)).toBeCloseTo(claimed, 9);
  });

  it('changes little when claims were right as often as they said', () => {
    const calibration = calibrated(600, (claimed) => claimed);
    for (const claimed of [0.1, 0.5, 0.9])
      expect(Math.abs(calibration.correct(claimed) - claimed)).toBeLessThan(0.06);
  });

  it('lowers claims that were too high, and keeps their order', () => {
    const calibration = calibrated(600, (claimed) => claimed ** 2);
    for (const claimed of [0.3, 0.5, 0.7, 0.9])
      expect(Math.abs(calibration.correct(claimed) - claimed ** 2)).toBeLessThan(0.08);
    expect(calibration.correct(0.9)).toBeGreaterThan(calibration.correct(0.5));
  });

  it('stays finite when every claim was wrong, or every one right', () => {
    for (const truth of [0, 1]) {
      const corrected = calibrated(300, () => truth).correct(0.5);
      expect(corrected).toBeGreaterThan(0);
      expect(corrected).toBeLessThan(1);
    }
  });
});

describe('calibrate', () => {
  it('puts every line back as it was', () => {
    const model = createWorkspaceModel({ maxMemoryBytes: 2 ** 24 });
    const text = 'if (a) {\n\tread(한글, "🎉");\n\n    write(b);\r\n}\nreturn a === b;\n'.repeat(5);
    for (const id of ['a', 'b', 'c']) model.setDocument(id, text, 'typescript');
    model.indexSlice(Infinity);
    const before = { bytes: snapshotOf(model), stats: model.stats() };
    expect(model.calibrate(50)).toBeGreaterThan(10);
    expect({ bytes: snapshotOf(model), stats: model.stats() }).toEqual(before);
  });

  it('does nothing in an empty workspace', () => {
    expect(createWorkspaceModel({ maxMemoryBytes: 2 ** 24 }).calibrate(5)).toBe(0);
  });
});
