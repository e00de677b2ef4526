import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import type { Settings } from '../../core/config/settings';
import { modelLabel } from '../../core/model/languageModel';
import type { GateRule } from '../../core/privacy/gate';
import { type LimitAnswer, type LimitQuestion, createMonthlyLimitRule } from '../../core/usage/monthlyLimit';
import { totalCost } from '../../core/usage/prices';
import { dayOf, monthOf } from '../../core/usage/usageCells';
import { Method, type UsageLimitParams, type UsageLimitResult } from '../../protocol/engine';
import type { Clock } from '../../util/clock';
import type { UsageStore } from './usageStore';

export interface LimitRuleOptions {
  readonly settings: () => Settings;
  readonly store: UsageStore;
  readonly connection: Pick<Connection, 'sendRequest'>;
  /** Whether the editor answers `fairwind/usage/limit`; where it does not, nothing goes beyond the limit. */
  readonly asksAtLimit: boolean;
  readonly clock: Clock;
}

/** The monthly limit with the engine's own store, and the editor to ask the person. */
export function createLimitRule({
  settings,
  store,
  connection,
  asksAtLimit,
  clock,
}: LimitRuleOptions): GateRule {
  const month = () => monthOf(dayOf(clock.wallTime()));
  const ask = async ({ model, spent, limit }: LimitQuestion): Promise<LimitAnswer> => {
    if (!asksAtLimit) return 'stop';
    const params: UsageLimitParams = { model, spent, limit, currency: settings()['fairwind.usage.currency'] };
    const { answer } = await connection.sendRequest<UsageLimitResult>(Method.usageLimit, params);
    return answer === 'month' || answer === 'once' ? answer : 'stop';
  };
  return createMonthlyLimitRule({
    settings: () => ({
      limit: settings()['fairwind.usage.monthlyLimit'],
      prices: settings()['fairwind.usage.prices'],
    }),
    spent: async () => totalCost(await store.month(month()), settings()['fairwind.usage.prices']),
    goesOnBeyond: () => store.goesOnBeyond(month()),
    goOnBeyond: (limit) => store.goOnBeyond(month(), limit),
    ask,
    describe: ({ model, limit }) =>
      l10n.t(
        '{0} on {1} was not asked: this month has reached your limit of {2} {3}. Raise "fairwind.usage.monthlyLimit", or choose a model on this machine.',
        modelLabel(model),
        model.host,
        limit,
        settings()['fairwind.usage.currency'],
      ),
  });
}
