import { readCursor } from './cursor';
import { DocumentStore, type DocumentVerdict, type StoreStats } from './documentStore';
import type { LineEdit } from './documents';
import type { Eagerness } from '../config/settings';
import { DEFAULT_EAGERNESS, thresholdOf } from './eagerness';
import { CONFIDENCE_WEIGHTS, MIXER_WEIGHTS } from './learnedWeights';
import { endsInsidePair } from './lineReader';
import { Mixer } from './mixer';
import { type NoPrediction, type Prediction, none, predictText } from './predictText';
import { StepPredictor } from './predictor';
import { seededRandom } from './random';
import { SelfCalibration, tryRandomLine } from './selfCalibration';
import { type RestoreResult, restoreSnapshot } from './readSnapshot';
import { MAX_LINE_LENGTH, indentationEnd } from './tokenizer';
import { writeSnapshot } from './writeSnapshot';

export interface WorkspaceModelOptions {
  /** Bytes the model may hold; documents that are of the least use are left out or evicted. */
  readonly maxMemoryBytes: number;
}

/** Where a suggestion is wanted. The document must have been given to the model as it stands now. */
export interface PredictRequest {
  readonly documentId: string;
  /** Line of the cursor, counted from 0. */
  readonly line: number;
  /** The line before and after the cursor, without its line end. */
  readonly linePrefix: string;
  readonly lineSuffix: string;
}

export interface PredictOptions {
  readonly eagerness?: Eagerness;
  /** In place of the eagerness' own: 0 asks for the most probable text, however unsure, of this line alone. */
  readonly threshold?: number;
  /** First tokens of predictions that are known already: asks for a text that begins otherwise. */
  readonly avoid?: ReadonlySet<number>;
}

/**
 * The workspace model: predicts how a line goes on from what stands in the workspace. Each part says how it works:
 * tokens (`tokenizer`), contexts (`contexts`), candidates (`candidates`), mixing (`mixer`), search (`beam`),
 * probability (`confidence`).
 */
export interface WorkspaceModel {
  /**
   * Adds or replaces a document. Its text is read by `indexSlice`, or at once by `predict` when it is short, and is
   * held until then beside the bound: give documents no faster than slices read them.
   * @param id its path, folders divided by `/`: documents of one folder are near each other
   * @param version whatever tells the caller whether the file has changed since, for `versions`
   */
  setDocument(id: string, text: string, languageId: string, version?: string): DocumentVerdict;
  /** Whether a document is indexed or waits. */
  has(id: string): boolean;
  /** Replaces lines of a document. Returns false when the document is not known. */
  updateDocument(id: string, edit: LineEdit): boolean;
  /** Removes a document. Suggestions no longer rest on it; its memory is given back by `indexSlice`. */
  removeDocument(id: string): void;
  /** Marks a document as used by the person just now: it is near every other, and evicted last. */
  touch(id: string): void;
  /**
   * Reads waiting documents and takes removed ones out, about `budgetTokens` tokens.
   * Returns how many documents are left to do.
   */
  indexSlice(budgetTokens: number): number;
  /**
   * Learns how sure it may be in this workspace: hides the ends of `trials` random lines, one by one, and compares.
   * About 1 ms a trial; 300 after indexing are enough. Returns how many results it now rests on.
   */
  calibrate(trials: number): number;
  predict(request: PredictRequest, options?: PredictOptions): Prediction | NoPrediction;
  stats(): StoreStats;
  /** Documents that are indexed or wait, each with the version it was given with. */
  versions(): ReadonlyMap<string, string>;
  /**
   * Everything learned, as pieces of bytes that make the input of `restore` when they are put one after the other.
   * The model may be used and changed between two pieces; each document is written as it then is.
   */
  serialize(): Generator<Uint8Array, void>;
  /**
   * Adds the documents of an earlier `serialize`, in steps of a millisecond or so; they are then read by `indexSlice`.
   * Bytes it cannot use change nothing.
   */
  restore(bytes: Uint8Array): Generator<void, RestoreResult>;
}

/** How many draws one trial may take; many lines are too short to be asked for. */
const DRAWS_PER_TRIAL = 60;

/** Tokens of a waiting document that a prediction reads itself: about ten milliseconds, most files whole. */
const MOST_READ_AT_ONCE = 10_000;

export function createWorkspaceModel(options: WorkspaceModelOptions): WorkspaceModel {
  const store = new DocumentStore(options);
  const predictor = new StepPredictor(store, new Mixer(MIXER_WEIGHTS));
  const calibration = new SelfCalibration();
  const parts = { predictor, vocabulary: store.vocabulary, confidenceWeights: CONFIDENCE_WEIGHTS };
  const random = seededRandom(1);

  const predict = (
    request: PredictRequest,
    { threshold, avoid }: { threshold: number; avoid?: ReadonlySet<number> | undefined },
    correct: (claimed: number) => number,
  ) => {
    const { documentId, line, linePrefix, lineSuffix } = request;
    const document = store.get(documentId);
    if (document === undefined) return none('unknownDocument');
    if (linePrefix.length > MAX_LINE_LENGTH || endsInsidePair(linePrefix)) return none('unreadableLine');
    if (!store.finish(documentId, MOST_READ_AT_ONCE)) return none('unreadDocument');
    const cursor = readCursor(store, document, { line, linePrefix });
    predictor.start(cursor);
    const indentation = linePrefix.slice(0, indentationEnd(linePrefix));
    return predictText(
      { ...parts, correct },
      {
        cursor,
        lineSuffix,
        threshold,
        indentation,
        ...(avoid && { avoid }),
      },
    );
  };

  const tryOnce = () => {
    for (let draw = 0; draw < DRAWS_PER_TRIAL; draw++) {
      const isTried = tryRandomLine(store, random, ({ rest, ...point }) => {
        const result = predict({ ...point, lineSuffix: '' }, { threshold: 0 }, (claimed) => claimed);
        if (result.kind === 'prediction') calibration.add(result.probability, result.text === rest);
      });
      if (isTried) return;
    }
  };

  return {
    setDocument: (id, text, languageId, version = '') => store.enqueue({ id, languageId, version }, text),
    has: (id) => store.get(id) !== undefined,
    updateDocument(id, edit) {
      const document = store.get(id);
      if (document === undefined) return false;
      store.update(document, edit);
      return true;
    },
    removeDocument: (id) => store.remove(id),
    touch: (id) => store.touch(id),
    indexSlice: (budgetTokens) => store.indexSlice(budgetTokens),
    calibrate(trials) {
      for (let trial = 0; trial < trials; trial++) tryOnce();
      calibration.refit();
      return calibration.trials;
    },
    stats: () => store.stats(),
    versions: () => store.versions(),
    serialize: () => writeSnapshot(store),
    restore: (bytes) => restoreSnapshot(bytes, store),
    predict: (request, { eagerness = DEFAULT_EAGERNESS, threshold = thresholdOf(eagerness), avoid } = {}) =>
      predict(request, { threshold, avoid }, (claimed) => calibration.correct(claimed)),
  };
}
