import { type CandidateFeatures, FEATURE_COUNT, MAX_WEIGHED } from './features';

/** Units of the hidden layer. */
export const HIDDEN = 16;
/** How many numbers the mixer has learned. */
export const MIXER_WEIGHT_COUNT = HIDDEN * (FEATURE_COUNT + 2);

/**
 * Turns the evidence of all context families into one probability per candidate: the gated mixing of PAQ
 * (Mahoney 2005), with a small network in place of PAQ's weight sets. Each candidate is scored by the same network
 * and the scores are normalised over the candidates and "none of them", which plays the part of PPM's escape.
 *
 * Weights are laid out per hidden unit: one per feature, a bias is the constant feature, then the output weight.
 */
export class Mixer {
  readonly #scores = new Float64Array(MAX_WEIGHED + 1);

  constructor(readonly weights: Float32Array) {
    if (weights.length !== MIXER_WEIGHT_COUNT)
      throw new RangeError(`The mixer needs ${MIXER_WEIGHT_COUNT} weights`);
  }

  /** Natural logarithms of the probabilities, one per candidate and the last for "none of them". Reused. */
  logProbabilities(features: CandidateFeatures): Float64Array {
    const rows = features.count + 1;
    let best = -Infinity;
    for (let row = 0; row < rows; row++) {
      const score = this.#score(features.rows, row * FEATURE_COUNT);
      this.#scores[row] = score;
      if (score > best) best = score;
    }
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += Math.exp((this.#scores[row] ?? 0) - best);
    const norm = best + Math.log(sum);
    for (let row = 0; row < rows; row++) this.#scores[row] = (this.#scores[row] ?? 0) - norm;
    return this.#scores.subarray(0, rows);
  }

  #score(rows: Float32Array, start: number): number {
    const { weights } = this;
    let score = 0;
    for (let unit = 0, at = 0; unit < HIDDEN; unit++, at += 2) {
      let sum = 0;
      for (let feature = 0; feature < FEATURE_COUNT; feature++, at++)
        sum += (weights[at] ?? 0) * (rows[start + feature] ?? 0);
      const output = weights[at] ?? 0;
      const direct = weights[at + 1] ?? 0;
      score += (sum > 0 ? sum : 0) * output + sum * direct;
    }
    return score;
  }
}
