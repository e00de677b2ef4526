import * as l10n from '@vscode/l10n';
import type { ModelError } from '../../core/model/errors';
import { modelLabel } from '../../core/model/languageModel';
import type { Explanation } from '../errorMessages';

/** What is different about a model without a server; undefined where the words for any model will do. */
export function explainEmbeddedError({ kind, model }: ModelError): Explanation | undefined {
  const name = modelLabel(model);
  switch (kind) {
    case 'unreachable':
      return {
        problem: l10n.t('{0} cannot run: llama.cpp is not installed for Fairwind yet.', name),
        nextStep: l10n.t('Run "Fairwind: Download a Model…", which installs it.'),
      };
    case 'modelNotFound':
      return {
        problem: l10n.t('The file of {0} is not on this machine.', name),
        nextStep: l10n.t(
          'Run "Fairwind: Download a Model…", or correct "model" in the setting fairwind.models.',
        ),
      };
    case 'notAModelServer':
      return {
        problem: l10n.t(
          'llama.cpp cannot load {0}: the file is incomplete, or no model that it knows.',
          name,
        ),
        nextStep: l10n.t('Download it again, or choose another model.'),
      };
    case 'serverFailed':
      return {
        problem: l10n.t('llama.cpp ended unexpectedly while it ran {0}. Nothing else is affected.', name),
        nextStep: l10n.t(
          'It is started again when it is next needed; after three times it rests for 5 minutes.',
        ),
      };
    case 'otherModelLoaded':
      return {
        problem: l10n.t('{0} is not loaded, because another embedded model is in memory.', name),
        nextStep: l10n.t(
          'Choose the same model for suggestions and chat, or ask {0} in the chat to load it instead.',
          name,
        ),
      };
    case 'badRequest':
      return { problem: l10n.t('{0} could not answer.', name) };
    default:
      return undefined;
  }
}
