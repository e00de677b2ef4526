/** Learns the confidence: a logistic regression of "exactly right" on the figures of the search (Platt, 1999). */
import { CONFIDENCE_FEATURES } from '../../../src/core/ngram/confidence';
import { Adam } from './adam';
import type { SearchExample } from './teach';

const STEPS = 4_000;

export function fitConfidence(examples: readonly SearchExample[]): Float32Array {
  const weights = new Float32Array(CONFIDENCE_FEATURES);
  const adam = new Adam(weights);
  for (let step = 0; step < STEPS; step++) {
    for (const { features, isRight } of examples) {
      const sum = features.reduce((total, feature, at) => total + feature * weights[at]!, 0);
      const error = 1 / (1 + Math.exp(-sum)) - (isRight ? 1 : 0);
      for (let at = 0; at < CONFIDENCE_FEATURES; at++) adam.gradient[at]! += error * features[at]!;
    }
    adam.step(0.05 * (1 - step / STEPS) + 0.0005, examples.length);
  }
  return weights;
}
