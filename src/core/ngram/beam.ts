import { MAX_STEPS } from './candidates';
import type { Cursor } from './cursor';
import { type StepPredictor, newPath } from './predictor';
import { isLineStart } from './vocabulary';

/** How many paths are followed at a time. */
const WIDTH = 3;
/** Paths this far behind the best, in natural logarithms, are given up. */
const PRUNED_BEHIND = 2.5;
/** Natural logarithm of a probability that nobody would act on. */
const HOPELESS = -20;

/** A way the line may go on. */
export interface Hypothesis {
  readonly tokens: Int32Array;
  readonly length: number;
  /** Natural logarithm of the probability of all steps, the end of the line included. */
  readonly logProbability: number;
  /** That of the least certain step, and of the first. */
  readonly worstStep: number;
  /** Sum over the steps of the probability that none of the candidates comes next. */
  readonly escape: number;
  readonly firstStep: number;
  readonly isComplete: boolean;
}

/** What a search found: the best complete hypothesis and how far the next one lies behind. */
export interface SearchResult {
  readonly best: Hypothesis;
  /** Natural logarithm of the probability of the best other hypothesis, complete or not. */
  readonly runnerUp: number;
}

/** The most probable rest of the line, by beam search. Undefined when no path ends within the limits. */
export function searchLine(
  predictor: StepPredictor,
  cursor: Cursor,
  { minimumLogProbability }: { minimumLogProbability: number },
): SearchResult | undefined {
  const root = newPath(cursor);
  const historyLength = root.length;
  let open: Hypothesis[] = [{ ...root, logProbability: 0, worstStep: 0, escape: 0, firstStep: 0, isComplete: false }];
  let complete: Hypothesis[] = [];
  for (let step = 0; step < MAX_STEPS && open.length > 0; step++) {
    const extended = open.flatMap((hypothesis) =>
      extend(predictor, cursor, hypothesis, hypothesis.length === historyLength ? cursor.partial : ''),
    );
    const ranked = [...extended, ...complete]
      .sort((a, b) => b.logProbability - a.logProbability)
      .slice(0, WIDTH);
    complete = ranked.filter((hypothesis) => hypothesis.isComplete);
    const [first] = ranked;
    if (first === undefined) return undefined;
    if (first.isComplete) return { best: first, runnerUp: ranked[1]?.logProbability ?? HOPELESS };
    const floor = Math.max(
      minimumLogProbability,
      first.logProbability - PRUNED_BEHIND,
      complete[0]?.logProbability ?? HOPELESS,
    );
    open = ranked.filter((hypothesis) => !hypothesis.isComplete && hypothesis.logProbability >= floor);
  }
  const [best, second] = complete;
  return best === undefined ? undefined : { best, runnerUp: second?.logProbability ?? HOPELESS };
}

/** The `WIDTH` most probable ways to go on from a hypothesis. */
function extend(predictor: StepPredictor, cursor: Cursor, from: Hypothesis, partial: string): Hypothesis[] {
  const { features, logProbabilities } = predictor.weigh(cursor, from, partial);
  const rows = Array.from({ length: features.count }, (_, row) => row);
  rows.sort((a, b) => (logProbabilities[b] ?? 0) - (logProbabilities[a] ?? 0));
  const escape = from.escape + Math.exp(logProbabilities[features.count] ?? 0);
  const isFirst = from.logProbability === 0 && from.worstStep === 0;
  return rows.slice(0, WIDTH).map((row) => {
    const stepLog = logProbabilities[row] ?? 0;
    const token = features.tokens[row] ?? 0;
    const tokens = from.tokens.slice();
    tokens[from.length] = token;
    return {
      tokens,
      length: from.length + 1,
      logProbability: from.logProbability + stepLog,
      escape,
      worstStep: Math.min(from.worstStep, stepLog),
      firstStep: isFirst ? stepLog : from.firstStep,
      isComplete: isLineStart(token),
    };
  });
}
