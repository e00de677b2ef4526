import type { ModelIdentity, RequestRole } from '../model/languageModel';
import { type GateRule, MONTHLY_LIMIT_RULE } from '../privacy/gate';
import { type Prices, isPriced } from './prices';

/** What the person is asked before a request goes beyond the limit. Amounts are in the currency of the prices. */
export interface LimitQuestion {
  readonly model: ModelIdentity;
  readonly spent: number;
  readonly limit: number;
}

/** `month`: go on until the limit is raised or the month ends. `once`: send this one request. */
export type LimitAnswer = 'month' | 'once' | 'stop';

export interface MonthlyLimitPorts {
  /** The limit, 0 for none, and the prices that the sum is made with. */
  readonly settings: () => { readonly limit: number; readonly prices: Prices };
  /** What this month has cost so far, in all windows. */
  readonly spent: () => Promise<number>;
  /** The limit beyond which the person said to go on this month; 0 when there is none. */
  readonly goesOnBeyond: () => Promise<number>;
  /** Keeps that the person goes on beyond this limit this month. */
  readonly goOnBeyond: (limit: number) => Promise<void>;
  readonly ask: (question: LimitQuestion) => Promise<LimitAnswer>;
  /** Why nothing was sent, in words for the person. */
  readonly describe: (question: LimitQuestion) => string;
}

/**
 * The gate's rule for money: once the month's requests have cost as much as the person's limit, models that have a
 * price are asked only after the person was. Typing never asks: suggestions stop. Checks of a connection, which cost
 * next to nothing, go through.
 */
export function createMonthlyLimitRule(ports: MonthlyLimitPorts): GateRule {
  let asking: Promise<LimitAnswer> | undefined;
  /** One question at a time, whose answer counts for all that wait for it. */
  const ask = (question: LimitQuestion) =>
    (asking ??= ports.ask(question).finally(() => (asking = undefined)));
  return {
    name: MONTHLY_LIMIT_RULE,
    async apply(request, { destination, role }) {
      const question = await findQuestion(ports, destination, role);
      if (!question) return { request };
      const answer = role === 'completion' ? 'stop' : await ask(question);
      if (answer === 'stop') return { refused: ports.describe(question) };
      if (answer === 'month') await ports.goOnBeyond(question.limit);
      return { request };
    },
  };
}

/** Undefined when a request may go without a question. */
async function findQuestion(
  { settings, spent, goesOnBeyond }: MonthlyLimitPorts,
  model: ModelIdentity,
  role: RequestRole,
): Promise<LimitQuestion | undefined> {
  const { limit, prices } = settings();
  const priced = isPriced({ modelId: model.id, model: model.model, isLocal: model.isLocal }, prices);
  if (limit <= 0 || !priced || role === 'check') return undefined;
  const amount = await spent();
  if (amount < limit || (await goesOnBeyond()) >= limit) return undefined;
  return { model, spent: amount, limit };
}
