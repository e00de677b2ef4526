import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Settings, isCompletionEnabled } from '../../core/config/settings';
import { ModelError } from '../../core/model/errors';
import { estimateTokens } from '../../core/model/estimateTokens';
import { renderRawPrompt } from '../../core/model/rawPrompt';
import type { RecentEdit } from '../../core/nextEdit/editJournal';
import { cutRegion } from '../../core/nextEdit/model/cutRegion';
import { findNextEditFormat } from '../../core/nextEdit/model/formats';
import type { EditableRegion, NextEditFormat } from '../../core/nextEdit/model/nextEditFormat';
import { readRewrite } from '../../core/nextEdit/model/readRewrite';
import { type NextEdit, type RuleDocument, createRuleDocument } from '../../core/nextEdit/nextEdit';
import { type GatedModel, GateRefusal } from '../../core/privacy/gate';
import { throwIfAborted } from '../../util/abort';
import type { EngineContext } from '../engineContext';

/** The region is written anew as a whole, with room for some lines more. */
const ROOM_TOKENS = 200;
/** No answer is read beyond this many UTF-16 units. */
const LONGEST_ANSWER = 20_000;

export interface NextEditQuestion {
  readonly edits: readonly RecentEdit[];
  readonly document: TextDocument;
}

/**
 * Asks the next-edit model of the settings for the next edit near the last one. Undefined when none is connected, it
 * proposes nothing that can be used, or fails, which the status says.
 * @throws an AbortError when the signal was aborted
 */
export async function askNextEditModel(
  { edits, document }: NextEditQuestion,
  context: Pick<EngineContext, 'models' | 'settings' | 'status' | 'workspace'>,
  signal: AbortSignal,
): Promise<NextEdit | undefined> {
  const chosen = chooseModel(context.models.all, context.settings());
  const last = edits.at(-1);
  const mayAsk =
    isCompletionEnabled(context.settings(), document.languageId) && !context.workspace.isRestricted();
  if (!chosen || !last || !mayAsk) return undefined;
  const read = createRuleDocument({
    uri: document.uri,
    path: context.workspace.relativePath(document.uri),
    languageId: document.languageId,
    text: document.getText(),
  });
  const region = cutRegion(read, edits, chosen.format);
  if (!region) return undefined;
  const work = context.status.begin('completion', chosen.model.identity);
  try {
    const answer = await readAnswer(chosen, { region, document: read }, signal);
    work.succeed();
    const rewritten = answer === undefined ? undefined : chosen.format.read(answer);
    return rewritten === undefined ? undefined : readRewrite(rewritten, region, { document: read, last });
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throwIfAborted(signal);
    if (ModelError.is(error) || error instanceof GateRefusal) return undefined;
    throw error;
  }
}

interface ChosenModel {
  readonly model: GatedModel;
  readonly format: NextEditFormat;
}

/** The model that the settings name, or with `auto` the first one that is known to be made for it. */
function chooseModel(models: readonly GatedModel[], settings: Settings): ChosenModel | undefined {
  const wanted = settings['fairwind.nextEdit.model'];
  for (const model of models) {
    if (wanted !== 'auto' && model.identity.id !== wanted) continue;
    const format = findNextEditFormat(model.identity);
    if (format) return { model, format };
  }
  return undefined;
}

/** The model's whole answer; undefined where it was cut off or the prompt does not fit the model. */
async function readAnswer(
  { model, format }: ChosenModel,
  { region, document }: { readonly region: EditableRegion; readonly document: RuleDocument },
  signal: AbortSignal,
): Promise<string | undefined> {
  const rawPrompt = format.render(region);
  const maxTokens = estimateTokens(region.current) + ROOM_TOKENS;
  if (estimateTokens(renderRawPrompt(rawPrompt)) + maxTokens > model.contextTokens) return undefined;
  const request = {
    kind: 'completion',
    wire: 'template',
    rawPrompt,
    prefix: '',
    suffix: '',
    path: region.path,
    languageId: '',
    extra: [],
    maxTokens,
    stop: format.stops,
    files: [document.uri],
  } as const;
  let answer = '';
  for await (const event of model.stream('completion', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'finish') return event.reason === 'stop' ? answer : undefined;
    if (event.type === 'text') answer += event.text;
    if (answer.length > LONGEST_ANSWER) return undefined;
  }
  throwIfAborted(signal);
  return undefined;
}
