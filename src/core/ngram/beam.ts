import { MAX_STEPS } from './candidates';
import type { Cursor } from './cursor';
import type { CandidateFeatures } from './features';
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

export interface SearchOptions {
  readonly minimumLogProbability: number;
  /** Tokens that the line may not go on with: what begins with them is known already. */
  readonly avoid?: ReadonlySet<number>;
}

/** The most probable rest of the line, by beam search. Undefined when no path ends within the limits. */
export function searchLine(
  predictor: StepPredictor,
  cursor: Cursor,
  { minimumLogProbability, avoid }: SearchOptions,
): SearchResult | undefined {
  const root = newPath(cursor);
  const historyLength = root.length;
  let open: Hypothesis[] = [
    { ...root, logProbability: 0, worstStep: 0, escape: 0, firstStep: 0, isComplete: false },
  ];
  let complete: Hypothesis[] = [];
  for (let step = 0; step < MAX_STEPS && open.length > 0; step++) {
    const extended = open.flatMap((hypothesis) =>
      hypothesis.length === historyLength
        ? extend(predictor, cursor, hypothesis, { partial: cursor.partial, avoid })
        : extend(predictor, cursor, hypothesis, { partial: '', avoid: undefined }),
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
function extend(
  predictor: StepPredictor,
  cursor: Cursor,
  from: Hypothesis,
  { partial, avoid }: { partial: string; avoid: ReadonlySet<number> | undefined },
): Hypothesis[] {
  const { features, logProbabilities } = predictor.weigh(cursor, from, partial);
  const all = distinctSteps(features, logProbabilities);
  const steps = avoid ? all.filter(({ token }) => !avoid.has(token)) : all;
  const escape = from.escape + Math.exp(logProbabilities[features.count] ?? 0);
  const isFirst = from.length === cursor.history.length;
  return steps.slice(0, WIDTH).map(({ token, log }) => {
    const tokens = from.tokens.slice();
    tokens[from.length] = token;
    return {
      tokens,
      length: from.length + 1,
      logProbability: from.logProbability + log,
      escape,
      worstStep: Math.min(from.worstStep, log),
      firstStep: isFirst ? log : from.firstStep,
      isComplete: isLineStart(token),
    };
  });
}

/** The candidates, most probable first. However the next line is indented, the line ends: these are one step. */
function distinctSteps(
  { tokens, count }: CandidateFeatures,
  logProbabilities: Float64Array,
): { token: number; log: number }[] {
  const steps: { token: number; log: number }[] = [];
  let end = { token: 0, log: -Infinity };
  let endProbability = 0;
  for (let row = 0; row < count; row++) {
    const step = { token: tokens[row] ?? 0, log: logProbabilities[row] ?? 0 };
    if (!isLineStart(step.token)) {
      steps.push(step);
      continue;
    }
    endProbability += Math.exp(step.log);
    if (step.log > end.log) end = step;
  }
  if (endProbability > 0) steps.push({ token: end.token, log: Math.log(endProbability) });
  return steps.sort((a, b) => b.log - a.log);
}
