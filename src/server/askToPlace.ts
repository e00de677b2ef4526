import * as l10n from '@vscode/l10n';
import { buildApplyQuestion, readApplyAnswer } from '../core/apply/askPrompt';
import { placeBlock } from '../core/apply/placeBlock';
import { type Placement, type TargetFile, refuse } from '../core/apply/placement';
import { ModelError } from '../core/model/errors';
import type { ChatMessage } from '../core/model/languageModel';
import type { GatedModel } from '../core/privacy/gate';
import { restoreSecrets } from '../core/privacy/restoreSecrets';
import type { ApplyAskParams, ApplyAskResult } from '../protocol/apply';
import { throwIfAborted } from '../util/abort';
import { describeApplyRefusal } from './applyReasons';
import type { EngineContext } from './engineContext';
import { EngineError } from './expectedError';
import { findSecrets } from './findSecrets';

/**
 * Asks the chat model what a block changes in a file. Its answer is placed like any other block, so that it can be no
 * more than wrong in a place that is found.
 */
export async function askToPlace(
  { models, status }: EngineContext,
  { file, block }: ApplyAskParams,
  signal: AbortSignal,
): Promise<ApplyAskResult> {
  const model = models.forRole('chat');
  if (!model) {
    throw new EngineError(
      'noModel',
      l10n.t(
        'No model is connected for chat. Add one in the setting fairwind.models, or correct fairwind.chat.model.',
      ),
    );
  }
  const messages = buildApplyQuestion(file, block, model.contextTokens);
  if (!messages) throw new ModelError({ kind: 'contextTooLong', model: model.identity });
  const work = status.begin('chat', model.identity);
  try {
    const answer = await readAnswer(model, { messages, uri: file.uri }, signal);
    work.succeed();
    const placement = await placeAnswer(file, answer);
    if (placement.kind === 'placed') return { model: model.identity, edits: placement.edits };
    const { reason } = placement;
    const message = describeApplyRefusal(reason, file.path);
    return { model: model.identity, edits: [], refused: { block: 0, reason, message } };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  }
}

async function placeAnswer(file: TargetFile, answer: string | undefined): Promise<Placement> {
  if (answer === undefined) return refuse('incomplete');
  const text = await restoreSecrets(readApplyAnswer(answer), file.text, findSecrets);
  return text === undefined ? refuse('maskedSecret') : placeBlock(file, { text, language: '' });
}

/** The whole answer; undefined where it was cut off at the model's limit. */
async function readAnswer(
  model: GatedModel,
  { messages, uri }: { readonly messages: readonly ChatMessage[]; readonly uri: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  let text = '';
  for await (const event of model.stream('chat', { kind: 'chat', messages, files: [uri] }, signal)) {
    throwIfAborted(signal);
    if (event.type === 'text') text += event.text;
    else if (event.type === 'finish') return event.reason === 'stop' ? text : undefined;
  }
  throw new ModelError({ kind: 'streamCut', model: model.identity });
}
