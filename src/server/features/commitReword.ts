import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type CodeActionParams,
  type ExecuteCommandParams,
  MessageType,
  ShowMessageRequest,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { positionIn } from '../../core/commit/editor/messageDocument';
import { type RewordChange, rewordMessage } from '../../core/commit/reword/rewordMessage';
import { REWORD_TASKS } from '../../core/commit/reword/rewordPrompt';
import { ModelError } from '../../core/model/errors';
import { modelLabel } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import type { CommitRewordParams, CommitRewordResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import { languageName } from '../commitMessage/languageNames';
import { type RewordArguments, rangeOfMessage, rewordActions } from '../commitMessage/rewordActions';
import { REWORD_COMMAND, type RewordFeatureOptions } from '../commitMessage/rewordCapabilities';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';

/**
 * Serves the code actions of commit messages, and what they do: in an editor that shows changes itself through
 * `fairwind/commit/reword`, in any other through a command and a question.
 */
export function registerCommitReword(context: EngineContext, options: RewordFeatureOptions): void {
  const { connection, documents } = context;
  connection.onRequest(Method.commitReword, (params: CommitRewordParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => reword(context, options, params, signal)).catch(toResponseError),
  );
  connection.onCodeAction((params: CodeActionParams) => {
    const document = documents.get(params.textDocument.uri);
    return document ? rewordActions(document, params, languagesFor(context, options)) : [];
  });
  if (!options.showsRewording) {
    connection.onExecuteCommand((params: ExecuteCommandParams, token) =>
      withAbortSignal(token, (signal) => runCommand(context, options, params, signal)).catch(toResponseError),
    );
  }
}

/** The languages that translations are offered to: that of the setting, the editor's own, and English. */
function languagesFor({ settings }: EngineContext, { locale }: RewordFeatureOptions): string[] {
  const own = settings()['fairwind.commit.language'];
  return [...new Set([...(own === 'auto' ? [] : [own]), 'en', baseOf(locale)])];
}

function baseOf(locale: string): string {
  return /^[a-z]{2,3}/i.exec(locale)?.[0].toLowerCase() ?? 'en';
}

async function reword(
  { models, status }: EngineContext,
  { locale }: RewordFeatureOptions,
  { text, task, language = 'en' }: CommitRewordParams,
  signal: AbortSignal,
): Promise<CommitRewordResult> {
  const model = requireModel(models.forRole('commit'));
  const work = status.begin('commit', model.identity);
  try {
    const rewording = await rewordMessage(
      {
        model,
        text,
        task: REWORD_TASKS.find((known) => known === task) ?? 'grammar',
        language: languageName(language),
        reasonLanguage: languageName(locale),
      },
      signal,
    );
    work.succeed();
    if (!rewording) throw unreadable(model);
    return { ...rewording, model: model.identity };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  }
}

/** The command for editors that do not show changes themselves: asks the model, then the person, then edits once. */
async function runCommand(
  context: EngineContext,
  options: RewordFeatureOptions,
  { command, arguments: given = [] }: ExecuteCommandParams,
  signal: AbortSignal,
): Promise<null> {
  const { connection, documents } = context;
  const argument = command === REWORD_COMMAND ? readArguments(given[0]) : undefined;
  const document = argument && documents.get(argument.uri);
  const range = document && rangeOfMessage(document);
  if (!document || !range) return null;
  const { version } = document;
  const { task, language } = argument;
  const params = { text: range.text, task, ...(language !== undefined && { language }) };
  const { changes, model } = await reword(context, options, params, signal);
  if (changes.length === 0) {
    connection.window.showInformationMessage(l10n.t('{0} found nothing to change.', modelLabel(model)));
    return null;
  }
  const accept = l10n.t('Accept');
  const chosen = await connection.sendRequest(ShowMessageRequest.type, {
    type: MessageType.Info,
    message: [l10n.t('{0} proposes:', modelLabel(model)), ...describeChanges(range.text, changes)].join('\n'),
    actions: [{ title: accept }, { title: l10n.t('Keep mine') }],
  });
  if (chosen?.title !== accept) return null;
  if (documents.get(document.uri)?.version !== version) {
    connection.window.showWarningMessage(
      l10n.t('The message has changed meanwhile, so it was left as it is.'),
    );
    return null;
  }
  const edits = changes.map((change): TextEdit => {
    const [start, end] = [positionIn(range, change.start), positionIn(range, change.end)];
    return { range: { start, end }, newText: change.newText };
  });
  await connection.workspace.applyEdit(editOf(document, edits));
  return null;
}

function editOf({ uri, version }: TextDocument, edits: TextEdit[]) {
  return {
    label: l10n.t('Better words'),
    edit: { documentChanges: [{ textDocument: { uri, version }, edits }] },
  };
}

const MOST_TOLD = 12;

/** One line for each change: what stands there, what is to stand there, and why. */
function describeChanges(text: string, changes: readonly RewordChange[]): string[] {
  const lines = changes.slice(0, MOST_TOLD).map(({ start, end, newText, reason }) => {
    const words = `"${text.slice(start, end)}" → "${newText}"`.replaceAll('\n', ' ');
    return reason === '' ? words : `${words}: ${reason}`;
  });
  return changes.length > MOST_TOLD ? [...lines, '…'] : lines;
}

function readArguments(raw: unknown): RewordArguments | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { uri, task, language } = raw as Readonly<Record<string, unknown>>;
  const known = REWORD_TASKS.find((candidate) => candidate === task);
  if (typeof uri !== 'string' || known === undefined) return undefined;
  return { uri, task: known, ...(typeof language === 'string' && { language }) };
}

function requireModel(model: GatedModel | undefined): GatedModel {
  if (model) return model;
  throw new EngineError(
    'noModel',
    l10n.t(
      'No model is connected that could better a commit message. Run "Fairwind: Connect a Model…", or correct fairwind.commit.model.',
    ),
  );
}

function unreadable({ identity }: GatedModel): EngineError {
  return new EngineError(
    'emptyAnswer',
    l10n.t(
      '{0} at {1} did not answer in the form that was asked for. Try again, or choose another model.',
      modelLabel(identity),
      identity.host,
    ),
    identity,
  );
}
