/** Learns the mixer's weights: the likelihood of the right candidate is raised, step by step of real lines. */
import { FEATURE_COUNT, MAX_WEIGHED } from '../../../src/core/ngram/features';
import { HIDDEN, MIXER_WEIGHT_COUNT } from '../../../src/core/ngram/mixer';
import { Adam } from './adam';
import { seededRandom } from '../../../src/core/ngram/random';
import type { StepExample } from './teach';

const STRIDE = FEATURE_COUNT + 2;
const EPOCHS = 10;
const BATCH = 64;
const FIRST_RATE = 0.004;
const LAST_RATE = 0.00005;

export function fitMixer(examples: StepExample[]): Float32Array {
  const random = seededRandom(3);
  shuffle(examples, random);
  const held = examples.slice(0, Math.floor(examples.length / 10));
  const train = examples.slice(held.length);
  const weights = firstWeights(random);
  const pass = new Pass(weights);
  const adam = new Adam(weights);
  const batches = Math.ceil(train.length / BATCH);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    let loss = 0;
    for (let batch = 0; batch < batches; batch++) {
      const some = train.slice(batch * BATCH, (batch + 1) * BATCH);
      for (const example of some) {
        loss += pass.forward(example);
        pass.backward(example, adam.gradient);
      }
      const done = (epoch * batches + batch) / (EPOCHS * batches);
      adam.step(LAST_RATE + (1 - done) * (FIRST_RATE - LAST_RATE), some.length);
    }
    const heldLoss = held.reduce((sum, example) => sum + pass.forward(example), 0) / held.length;
    console.log(
      `epoch ${epoch + 1}: loss ${(loss / train.length).toFixed(4)}, held out ${heldLoss.toFixed(4)}`,
    );
  }
  return weights;
}

function firstWeights(random: () => number): Float32Array {
  const weights = new Float32Array(MIXER_WEIGHT_COUNT);
  const spread = (scale: number) => (random() - 0.5) * 2 * scale;
  for (let unit = 0; unit < HIDDEN; unit++) {
    for (let at = 0; at < FEATURE_COUNT; at++)
      weights[unit * STRIDE + at] = spread(Math.sqrt(3 / FEATURE_COUNT));
    weights[unit * STRIDE + FEATURE_COUNT] = spread(0.5);
    weights[unit * STRIDE + FEATURE_COUNT + 1] = spread(0.15);
  }
  return weights;
}

function shuffle(items: unknown[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other], items[at]];
  }
}

/** The network's forward and backward pass for one step; the forward pass is `Mixer`'s own arithmetic. */
class Pass {
  readonly #sums = new Float32Array((MAX_WEIGHED + 1) * HIDDEN);
  readonly #probabilities = new Float64Array(MAX_WEIGHED + 1);

  constructor(private readonly weights: Float32Array) {}

  /** Returns the loss: the negative logarithm of the right candidate's probability. */
  forward({ rows, count, right }: StepExample): number {
    const { weights } = this;
    let best = -Infinity;
    for (let row = 0; row <= count; row++) {
      let score = 0;
      for (let unit = 0; unit < HIDDEN; unit++) {
        let sum = 0;
        for (let at = 0; at < FEATURE_COUNT; at++)
          sum += weights[unit * STRIDE + at]! * rows[row * FEATURE_COUNT + at]!;
        this.#sums[row * HIDDEN + unit] = sum;
        const output = unit * STRIDE + FEATURE_COUNT;
        score += Math.max(sum, 0) * weights[output]! + sum * weights[output + 1]!;
      }
      this.#probabilities[row] = score;
      best = Math.max(best, score);
    }
    let total = 0;
    for (let row = 0; row <= count; row++) total += Math.exp(this.#probabilities[row]! - best);
    for (let row = 0; row <= count; row++)
      this.#probabilities[row] = Math.exp(this.#probabilities[row]! - best) / total;
    return -Math.log(Math.max(1e-9, this.#probabilities[right]!));
  }

  /** Adds this example's gradient; `forward` must have run on it. */
  backward({ rows, count, right }: StepExample, gradient: Float32Array): void {
    const { weights } = this;
    for (let row = 0; row <= count; row++) {
      const error = this.#probabilities[row]! - (row === right ? 1 : 0);
      if (Math.abs(error) < 1e-4) continue;
      for (let unit = 0; unit < HIDDEN; unit++) {
        const sum = this.#sums[row * HIDDEN + unit]!;
        const output = unit * STRIDE + FEATURE_COUNT;
        gradient[output]! += error * Math.max(sum, 0);
        gradient[output + 1]! += error * sum;
        const slope = error * ((sum > 0 ? weights[output]! : 0) + weights[output + 1]!);
        for (let at = 0; at < FEATURE_COUNT; at++)
          gradient[unit * STRIDE + at]! += slope * rows[row * FEATURE_COUNT + at]!;
      }
    }
  }
}
