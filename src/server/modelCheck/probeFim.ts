import { ModelError, type ModelErrorKind } from '../../core/model/errors';
import { FIM_PROBE, type FimVerdict, judgeFimProbe } from '../../core/model/fimProbe';
import type { FimWire } from '../../core/model/fimWire';
import type { GatedModel } from '../../core/privacy/gate';
import { throwIfAborted } from '../../util/abort';
import type { Clock } from '../../util/clock';
import { type ProbeAnswer, readAnswer } from './readAnswer';

/** What came of a known hole over one wire. */
export interface FimAttempt {
  readonly wire: FimWire;
  /** `refused`: the server does not have this wire. */
  readonly outcome: FimVerdict | 'refused';
}

/** The wire that does best, its answer, and everything that was tried on the way to it. */
export interface FimFinding extends ProbeAnswer {
  readonly wire: FimWire;
  readonly verdict: FimVerdict;
  readonly attempts: readonly FimAttempt[];
}

/** How useful what a wire brings is; later rules can mend some of it. */
const RANKS: Readonly<Record<FimVerdict, number>> = {
  fills: 4,
  ignoresSuffix: 3,
  unrelated: 2,
  restatesPrefix: 1,
  prose: 1,
  empty: 0,
};

/**
 * Gives a model a hole whose filling is known, over one wire after the other until one fills it, and picks the best.
 * @throws ModelError when the server fails in a way that has nothing to do with the wire, or refuses every wire
 */
export async function probeFim(model: GatedModel, clock: Clock, signal: AbortSignal): Promise<FimFinding> {
  const attempts: FimAttempt[] = [];
  let best: Omit<FimFinding, 'attempts'> | undefined;
  let refusal: ModelError | undefined;
  for (const wire of model.fimWires) {
    try {
      const answer = await readAnswer(model, { ...FIM_PROBE, wire }, clock, signal);
      const verdict = judgeFimProbe(answer.text);
      attempts.push({ wire, outcome: verdict });
      if (!best || RANKS[verdict] > RANKS[best.verdict]) best = { ...answer, wire, verdict };
      if (verdict === 'fills') break;
    } catch (error) {
      throwIfAborted(signal);
      if (!isWireRefused(error)) throw error;
      attempts.push({ wire, outcome: 'refused' });
      refusal ??= error;
    }
  }
  if (best) return { ...best, attempts };
  throw refusal ?? new ModelError({ kind: 'fimUnsupported', model: model.identity });
}

/** Failures that say something of the wire, while another may work. */
const OF_THE_WIRE: ReadonlySet<ModelErrorKind> = new Set(['fimUnsupported', 'notAModelServer', 'badRequest']);

/** Whether a failure means that the server does not have a wire. */
export function isWireRefused(error: unknown): error is ModelError {
  return ModelError.is(error) && OF_THE_WIRE.has(error.kind);
}
