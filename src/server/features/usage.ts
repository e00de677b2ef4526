import { costOf, totalCost } from '../../core/usage/prices';
import { dayOf, monthOf, usageRowOf } from '../../core/usage/usageCells';
import { Method, type UsageMonthParams, type UsageMonthResult } from '../../protocol/engine';
import type { EngineContext } from '../engineContext';

/** Keeps what each request used, and serves the sums of a month with what they cost. */
export function registerUsage({
  connection,
  sentLog,
  usage,
  settings,
  clock,
  disposables,
}: EngineContext): void {
  disposables.add(
    sentLog.onDidEnd((entry) => {
      const row = usageRowOf(entry);
      if (row) usage.add(row);
    }),
  );
  connection.onRequest(
    Method.usageMonth,
    async (params: UsageMonthParams | null): Promise<UsageMonthResult> => {
      const current = monthOf(dayOf(clock.wallTime()));
      const asked = params?.month;
      const month = asked !== undefined && /^\d{4}-\d\d$/.test(asked) ? asked : current;
      const prices = settings()['fairwind.usage.prices'];
      const cells = await usage.month(month);
      return {
        month,
        months: [...new Set([current, month, ...(await usage.months())])].sort().reverse(),
        cells: cells.map((cell) => {
          const cost = costOf(cell, prices);
          return { ...cell, ...(cost !== undefined && { cost }) };
        }),
        cost: totalCost(cells, prices),
        currency: settings()['fairwind.usage.currency'],
        limit: settings()['fairwind.usage.monthlyLimit'],
      };
    },
  );
}
