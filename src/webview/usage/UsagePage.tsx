import { signal, useSignal } from '@preact/signals';
import { sumOf } from '../../core/usage/usageTables';
import type { UsageMonthResult } from '../../protocol/engine';
import type { FromUsagePage, ToUsagePage, UsageStrings } from '../../protocol/usagePage';
import { format } from '../format';
import { type Measure, UsageChart } from './UsageChart';
import { UsageTable } from './UsageTable';

/** The state of the page, as the host sent it. */
export class UsageStore {
  readonly strings = signal<UsageStrings | undefined>(undefined);
  readonly language = signal('en');
  readonly usage = signal<UsageMonthResult | undefined>(undefined);
  readonly problem = signal('');

  constructor(readonly host: { post(message: FromUsagePage): void }) {}

  apply(message: ToUsagePage): void {
    switch (message.type) {
      case 'strings':
        this.strings.value = message.strings;
        this.language.value = message.language;
        return;
      case 'usage':
        this.usage.value = message.usage;
        this.problem.value = '';
        return;
      case 'failed':
        this.problem.value = message.message;
    }
  }
}

/** The whole page. It is empty until the host has sent its words and the month. */
export function UsagePage({ store }: { readonly store: UsageStore }) {
  const measure = useSignal<Measure>('tokens');
  const strings = store.strings.value;
  const usage = store.usage.value;
  if (!strings) return null;
  if (!usage) return <main class="usage">{store.problem.value !== '' && <p>{store.problem.value}</p>}</main>;
  const language = store.language.value;
  const number = (value: number) => new Intl.NumberFormat(language).format(value);
  const money = (value: number) =>
    `${new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(value)} ${usage.currency}`;
  const words = { usage, strings, number, money };
  return (
    <main class="usage">
      <h1>{strings.title}</h1>
      <Toolbar {...words} store={store} measure={measure} />
      {store.problem.value !== '' && <p class="problem">{store.problem.value}</p>}
      <p>{limitWords(usage, strings, money)}</p>
      {usage.cells.length === 0 ? (
        <p class="note">{strings.empty}</p>
      ) : (
        <>
          <UsageChart {...words} measure={measure.value} />
          {measure.value === 'tokens' && (
            <p class="legend note">
              <span class="swatch bar-0" /> {strings.tokensIn} <span class="swatch bar-1" />{' '}
              {strings.tokensOut}
            </p>
          )}
          <UsageTable {...words} />
          <Notes usage={usage} strings={strings} />
        </>
      )}
      <p class="note">{strings.noText}</p>
    </main>
  );
}

interface ToolbarProps {
  readonly store: UsageStore;
  readonly usage: UsageMonthResult;
  readonly strings: UsageStrings;
  readonly measure: { value: Measure };
}

function Toolbar({ store, usage, strings, measure }: ToolbarProps) {
  const button = (label: string, message: FromUsagePage) => (
    <button type="button" class="button button-secondary" onClick={() => store.host.post(message)}>
      {label}
    </button>
  );
  return (
    <div class="toolbar">
      <select
        aria-label={strings.month}
        value={usage.month}
        onChange={({ currentTarget }) => store.host.post({ type: 'month', month: currentTarget.value })}
      >
        {usage.months.map((month) => (
          <option key={month}>{month}</option>
        ))}
      </select>
      <select
        aria-label={strings.measure}
        value={measure.value}
        onChange={({ currentTarget }) => (measure.value = currentTarget.value === 'cost' ? 'cost' : 'tokens')}
      >
        <option value="tokens">{strings.tokens}</option>
        <option value="cost">{strings.cost}</option>
      </select>
      {button(strings.setPrices, { type: 'setPrices' })}
      {button(strings.setLimit, { type: 'setLimit' })}
      {button(strings.exportCsv, { type: 'export' })}
    </div>
  );
}

/** What the figures leave open: estimates, and models without a price. */
function Notes({ usage, strings }: Pick<ToolbarProps, 'usage' | 'strings'>) {
  const { estimatedRequests, requests, isCostPartial } = sumOf(usage.cells);
  return (
    <>
      {estimatedRequests > 0 && (
        <p class="note">{format(strings.estimatedNote, estimatedRequests, requests)}</p>
      )}
      {isCostPartial && <p class="note">{strings.unpriced}</p>}
    </>
  );
}

function limitWords(
  { cost, limit }: UsageMonthResult,
  strings: UsageStrings,
  money: (value: number) => string,
): string {
  return limit > 0
    ? format(strings.ofLimit, money(cost), money(limit))
    : format(strings.noLimit, money(cost));
}
