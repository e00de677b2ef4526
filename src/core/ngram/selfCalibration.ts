import type { DocumentStore } from './documentStore';
import { lineText } from './lineText';
import { NO_LINE } from './tokenArena';

/** Results kept; the oldest are forgotten, as the workspace changes. */
const MAX_TRIALS = 600;
/** How much the learned correction is trusted before there are trials: the weight of this many. */
const PRIOR_TRIALS = 12;
const NEWTON_STEPS = 6;
/** Lines with fewer UTF-16 units are not asked for. */
const SHORTEST_LINE = 4;

interface Trial {
  readonly logit: number;
  readonly isRight: boolean;
}

/** A line of the workspace, cut at a random place. */
export interface TrialPoint {
  readonly documentId: string;
  readonly line: number;
  readonly linePrefix: string;
  readonly rest: string;
}

/**
 * Corrects claimed probabilities by what turned out in this very workspace: some repositories repeat themselves more
 * than those the model learned from. A slope and an offset on the logit (Platt, 1999), drawn towards no correction.
 */
export class SelfCalibration {
  readonly #trials: Trial[] = [];
  #slope = 1;
  #offset = 0;

  /** How many results the correction rests on. */
  get trials(): number {
    return this.#trials.length;
  }

  /** The corrected probability. */
  correct(probability: number): number {
    return sigmoid(this.#slope * logit(probability) + this.#offset);
  }

  /** Takes in how often claims were right; `refit` must follow. */
  add(claimed: number, isRight: boolean): void {
    this.#trials.push({ logit: logit(claimed), isRight });
    if (this.#trials.length > MAX_TRIALS) this.#trials.shift();
  }

  /** Fits slope and offset by Newton's method. */
  refit(): void {
    let slope = 1;
    let offset = 0;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      let [slopeGradient, offsetGradient] = [PRIOR_TRIALS * (1 - slope), PRIOR_TRIALS * -offset];
      let [slopeSlope, slopeOffset, offsetOffset] = [PRIOR_TRIALS, 0, PRIOR_TRIALS];
      for (const trial of this.#trials) {
        const probability = sigmoid(slope * trial.logit + offset);
        const error = (trial.isRight ? 1 : 0) - probability;
        const weight = probability * (1 - probability);
        slopeGradient += error * trial.logit;
        offsetGradient += error;
        slopeSlope += weight * trial.logit * trial.logit;
        slopeOffset += weight * trial.logit;
        offsetOffset += weight;
      }
      const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
      slope += (offsetOffset * slopeGradient - slopeOffset * offsetGradient) / determinant;
      offset += (slopeSlope * offsetGradient - slopeOffset * slopeGradient) / determinant;
    }
    this.#slope = slope;
    this.#offset = offset;
  }
}

/** Cuts a random line of a random document, lets `ask` predict its rest, and puts the line back.
 * Returns false when the draw fails. */
export function tryRandomLine(
  store: DocumentStore,
  random: () => number,
  ask: (point: TrialPoint) => void,
): boolean {
  const { arena } = store.index;
  const drawn = arena.randomLine(random);
  const document = store.byNumber(arena.lineDocument[drawn] ?? 0);
  if (drawn === NO_LINE || document === undefined || store.isWaiting(document.id)) return false;
  const line = arena.lineNumber[drawn] ?? 0;
  const text = lineText(store, drawn);
  const indent = text.length - text.trimStart().length;
  if (text.length - indent < SHORTEST_LINE) return false;
  const column = indent + 1 + Math.floor(random() * (text.length - indent - 1));
  const { lastUse } = document;
  const linePrefix = text.slice(0, column);
  store.update(document, { startLine: line, removedLines: 1, lines: [linePrefix] });
  ask({ documentId: document.id, line, linePrefix, rest: text.slice(column) });
  store.update(document, { startLine: line, removedLines: 1, lines: [text] });
  document.lastUse = lastUse;
  return true;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function logit(probability: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(bounded / (1 - bounded));
}
