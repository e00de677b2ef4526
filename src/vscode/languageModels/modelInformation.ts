import type { LanguageModelChatInformation } from 'vscode';
import { type ModelCapabilities, type ModelIdentity, modelLabel } from '../../core/model/languageModel';
import type { ModelsListResult } from '../../protocol/engine';

/**
 * Tokens of its window that a model may answer with. VS Code subtracts nothing itself, so what it may send and what may
 * come back are shares of one window.
 */
const ANSWER_SHARE = 1 / 4;
const MOST_ANSWER_TOKENS = 16_384;

/**
 * What VS Code is told of Fairwind's connected models. Those that VS Code itself lends are left out: it has them already.
 * @param localWords what stands beside a model on this machine
 */
export function toModelInformation(
  { models, details }: Pick<ModelsListResult, 'models' | 'details'>,
  localWords: string,
): LanguageModelChatInformation[] {
  return models.flatMap((model, index) => {
    const known = details[index];
    if (known === undefined || model.provider === 'vscode') return [];
    const answerTokens = Math.min(Math.floor(known.contextTokens * ANSWER_SHARE), MOST_ANSWER_TOKENS);
    return [
      {
        id: model.id,
        name: modelLabel(model),
        family: modelLabel(model),
        version: '1',
        detail: model.isLocal ? localWords : model.host,
        tooltip: `${modelLabel(model)}, ${model.host}`,
        maxInputTokens: known.contextTokens - answerTokens,
        maxOutputTokens: answerTokens,
        capabilities: capabilitiesOf(model, known.capabilities),
      },
    ];
  });
}

/** What the server told; else tools as every API has them, and images as every model of two of the APIs takes them. */
function capabilitiesOf(
  { provider }: ModelIdentity,
  told: ModelCapabilities = {},
): LanguageModelChatInformation['capabilities'] {
  const seesImages = provider === 'anthropic' || provider === 'gemini';
  const callsTools = provider !== 'embedded';
  return { toolCalling: told.tools ?? callsTools, imageInput: told.images ?? seesImages };
}
