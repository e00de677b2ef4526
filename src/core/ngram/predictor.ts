import { CandidateCollector, MAX_STEPS, type Path } from './candidates';
import { type Cursor, HISTORY } from './cursor';
import type { DocumentStore } from './documentStore';
import { type CandidateFeatures, describeCandidates, newCandidateFeatures } from './features';
import type { Mixer } from './mixer';
import { NearNames } from './nearNames';

/** One step of prediction: the tokens that may follow a path, described and weighed. */
export interface WeighedStep {
  readonly features: CandidateFeatures;
  /** Natural logarithms, one per candidate and the last for "none of them". Overwritten by the next step. */
  readonly logProbabilities: Float64Array;
}

/** Weighs the next token at one cursor; keeps its working memory from one prediction to the next. */
export class StepPredictor {
  readonly #collector: CandidateCollector;
  readonly #near: NearNames;
  readonly #features = newCandidateFeatures();

  constructor(
    private readonly store: DocumentStore,
    private readonly mixer: Mixer,
  ) {
    this.#near = new NearNames(store.vocabulary.maxSize);
    this.#collector = new CandidateCollector(store);
  }

  /** Reads the surroundings of a cursor; must come before the steps at that cursor. */
  start(cursor: Cursor): void {
    this.#near.read(this.store, cursor);
  }

  /** Describes the tokens that may come after `path`. `partial` is what is typed of the first of them. */
  describe(cursor: Cursor, path: Path, partial: string): CandidateFeatures {
    const table = this.#collector.collect(cursor, path, this.#near, partial);
    describeCandidates(
      { table, vocabulary: this.store.vocabulary, near: this.#near, cursor, path, partial },
      this.#features,
    );
    return this.#features;
  }

  weigh(cursor: Cursor, path: Path, partial: string): WeighedStep {
    const features = this.describe(cursor, path, partial);
    return { features, logProbabilities: this.mixer.logProbabilities(features) };
  }
}

/** The room a path needs: the cursor's history and every step. */
export function newPath(cursor: Cursor): { tokens: Int32Array; length: number } {
  const tokens = new Int32Array(HISTORY + MAX_STEPS);
  tokens.set(cursor.history);
  return { tokens, length: cursor.history.length };
}
