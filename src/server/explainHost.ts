import * as l10n from '@vscode/l10n';
import type { ModelError } from '../core/model/errors';
import { modelLabel } from '../core/model/languageModel';
import type { Explanation } from './errorMessages';

/** What is different about a model that the editor lends; undefined where the words for any model will do. */
export function explainHostError({ kind, model }: ModelError): Explanation | undefined {
  const name = modelLabel(model);
  switch (kind) {
    case 'modelNotFound':
      return {
        problem: l10n.t('VS Code has no model {0} at the moment.', name),
        nextStep: l10n.t(
          'Install the extension that lends it or sign in there, or correct "model" in the setting fairwind.models.',
        ),
      };
    case 'notPermitted':
      return {
        problem: l10n.t('VS Code does not let Fairwind use {0} yet.', name),
        nextStep: l10n.t('Ask it something in Fairwind’s chat, and allow it when VS Code asks.'),
      };
    case 'rateLimited':
      return {
        problem: l10n.t('{0} may not be asked now: its quota is used up, or its lender blocks it.', name),
        nextStep: l10n.t('Wait a little, or choose another model.'),
      };
    case 'serverFailed':
      return {
        problem: l10n.t('VS Code could not get an answer from {0}.', name),
        nextStep: l10n.t('Try again, or look at the log of the extension that lends it.'),
      };
    default:
      return undefined;
  }
}
