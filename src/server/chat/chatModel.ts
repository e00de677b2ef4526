import * as l10n from '@vscode/l10n';
import { type FinishReason, modelLabel } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import type { EngineContext } from '../engineContext';
import { EngineError } from '../expectedError';
import { findModel } from '../features/modelCheck';
import type { LearnedModel } from '../learnModel';

/**
 * The model that answers in a conversation: the one of the id, else that of the chat role.
 * @throws EngineError `noModel`
 */
export function chatModel(
  { models }: Pick<EngineContext, 'models'>,
  modelId: string | undefined,
): LearnedModel {
  if (modelId !== undefined) return findModel(models.all, modelId);
  const model = models.forRole('chat');
  if (model) return model;
  throw new EngineError(
    'noModel',
    l10n.t(
      'No model is connected for chat. Add one in the setting fairwind.models, or correct fairwind.chat.model.',
    ),
  );
}

/** The failure of an answer that has no text; reasoning alone is not an answer. */
export function emptyAnswer({ identity }: GatedModel, finishReason: FinishReason): EngineError {
  const message =
    finishReason === 'length'
      ? l10n.t(
          '{0} at {1} reached its limit before it wrote an answer. Ask for less, or raise the limit on the server.',
          modelLabel(identity),
          identity.host,
        )
      : l10n.t(
          '{0} at {1} answered with nothing. Try again, or ask in other words.',
          modelLabel(identity),
          identity.host,
        );
  return new EngineError('emptyAnswer', message, identity);
}
