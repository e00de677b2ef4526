import { describe, expect, it } from 'vitest';
import { CONFIDENCE_FEATURES, confidenceOf } from '../../../../src/core/ngram/confidence';
import { thresholdOf } from '../../../../src/core/ngram/eagerness';
import { FEATURE_COUNT, newCandidateFeatures } from '../../../../src/core/ngram/features';
import { CONFIDENCE_WEIGHTS, MIXER_WEIGHTS } from '../../../../src/core/ngram/learnedWeights';
import { Mixer } from '../../../../src/core/ngram/mixer';

describe('Mixer', () => {
  it('gives probabilities that sum to one over the candidates and none of them', () => {
    const features = newCandidateFeatures();
    features.count = 3;
    features.rows.forEach((_, at) => (features.rows[at] = Math.sin(at)));
    const logs = new Mixer(MIXER_WEIGHTS).logProbabilities(features);
    expect(logs).toHaveLength(4);
    expect(logs.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 9);
  });

  it('refuses weights of another layout', () => {
    expect(() => new Mixer(new Float32Array(FEATURE_COUNT))).toThrow(RangeError);
  });
});

describe('confidenceOf', () => {
  it('has one learned weight per figure, and answers a probability', () => {
    expect(CONFIDENCE_WEIGHTS).toHaveLength(CONFIDENCE_FEATURES);
    const extreme = Array(CONFIDENCE_FEATURES).fill(1000) as number[];
    for (const features of [extreme, extreme.map((x) => -x)]) {
      expect(confidenceOf(features, CONFIDENCE_WEIGHTS)).toBeGreaterThanOrEqual(0);
      expect(confidenceOf(features, CONFIDENCE_WEIGHTS)).toBeLessThanOrEqual(1);
    }
  });
});

describe('thresholdOf', () => {
  it('falls as eagerness grows', () => {
    const [low, medium, high] = (['low', 'medium', 'high'] as const).map(thresholdOf);
    expect(low).toBeGreaterThan(medium ?? 1);
    expect(medium).toBeGreaterThan(high ?? 1);
  });
});
