import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import type { UsageLimitParams, UsageLimitResult } from '../../protocol/engine';

/** Asks the person whether to go on beyond the month's limit. Closing the question sends nothing. */
export async function askAtLimit({
  model,
  spent,
  limit,
  currency,
}: UsageLimitParams): Promise<UsageLimitResult> {
  const goOn = vscode.l10n.t('Go On This Month');
  const once = vscode.l10n.t('Send This Once');
  const picked = await vscode.window.showWarningMessage(
    vscode.l10n.t('This month has reached your limit of {0} {1}.', limit, currency),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} {1} so far, by your prices. Ask {2} on {3} all the same? The setting "fairwind.usage.monthlyLimit" changes the limit.',
        spent.toFixed(2),
        currency,
        modelLabel(model),
        model.host,
      ),
    },
    once,
    goOn,
  );
  if (picked === goOn) return { answer: 'month' };
  return { answer: picked === once ? 'once' : 'stop' };
}
