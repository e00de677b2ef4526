/** Stochastic gradient descent with adaptive moments (Kingma & Ba, 2015). */
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const WEIGHT_DECAY = 1e-5;

export class Adam {
  readonly gradient: Float32Array;
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #steps = 0;

  constructor(private readonly weights: Float32Array) {
    this.gradient = new Float32Array(weights.length);
    this.#first = new Float32Array(weights.length);
    this.#second = new Float32Array(weights.length);
  }

  /** Moves the weights against the gradient that was summed over `examples`, and clears it. */
  step(rate: number, examples: number): void {
    this.#steps++;
    const firstScale = 1 - FIRST_DECAY ** this.#steps;
    const secondScale = 1 - SECOND_DECAY ** this.#steps;
    for (let at = 0; at < this.weights.length; at++) {
      const slope = this.gradient[at]! / examples + WEIGHT_DECAY * this.weights[at]!;
      this.#first[at] = FIRST_DECAY * this.#first[at]! + (1 - FIRST_DECAY) * slope;
      this.#second[at] = SECOND_DECAY * this.#second[at]! + (1 - SECOND_DECAY) * slope * slope;
      this.weights[at]! -=
        (rate * this.#first[at]!) / firstScale / (Math.sqrt(this.#second[at]! / secondScale) + 1e-8);
    }
    this.gradient.fill(0);
  }
}
