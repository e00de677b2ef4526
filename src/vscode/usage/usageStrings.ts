import type { UsageStrings } from '../../protocol/usagePage';
import type { Translations } from '../chat/chatStrings';
import { roleStrings } from '../sent/sentStrings';

/** The words of the page "Usage and cost" in the person's language. */
export function usageStrings(l10n: Translations): UsageStrings {
  return {
    title: l10n.t('Usage and cost'),
    month: l10n.t('Month'),
    measure: l10n.t('Shown in the chart'),
    tokens: l10n.t('Tokens'),
    cost: l10n.t('Cost'),
    exportCsv: l10n.t('Export as CSV…'),
    setPrices: l10n.t('Set Prices'),
    setLimit: l10n.t('Set Monthly Limit'),
    chart: l10n.t('Each day of the month. The table below has the sums.'),
    dayTokens: l10n.t('{0}: {1} tokens in, {2} tokens out'),
    dayCost: l10n.t('{0}: {1}'),
    tokensIn: l10n.t('Tokens in'),
    tokensOut: l10n.t('Tokens out'),
    model: l10n.t('Model'),
    role: l10n.t('What for'),
    roles: roleStrings(l10n),
    requests: l10n.t('Requests'),
    cached: l10n.t('Cached'),
    table: l10n.t('Tokens and cost by model and purpose'),
    total: l10n.t('Total'),
    thisMachine: l10n.t('this machine'),
    otherMachine: l10n.t('another machine'),
    noPrice: l10n.t('no price set'),
    free: l10n.t('0 (this machine)'),
    estimated: l10n.t('about {0}'),
    estimatedNote: l10n.t(
      'The tokens of {0} of {1} requests are estimated, because they were cancelled or their server does not count.',
    ),
    unpriced: l10n.t('The cost leaves out the models for which no price is set.'),
    ofLimit: l10n.t('{0} so far, of a monthly limit of {1}.'),
    noLimit: l10n.t('{0} so far. No monthly limit is set.'),
    empty: l10n.t('No model has been asked for anything this month.'),
    noText: l10n.t(
      'Only numbers and names are kept for this page, on this machine. Costs follow from the prices that you set; your provider’s bill counts.',
    ),
  };
}
