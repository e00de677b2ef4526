import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { throwIfAborted } from '../../util/abort';
import { assertNever } from '../../util/assertNever';
import { type CommitInput, readAmendInput, readCommitInput } from '../../core/commit/commitInput';
import type { DraftRequest } from '../../core/commit/draftContext';
import { draftWithModel } from '../../core/commit/modelDraft';
import { ownWords, withOwnWords } from '../../core/commit/ownWords';
import { draftByRules } from '../../core/commit/ruleDraft';
import type { CommitLanguage } from '../../core/config/settings';
import { ModelError } from '../../core/model/errors';
import { modelLabel } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import { type RepositoryOptions, openRepository } from '../../git/gitRepository';
import { gitFolderOf } from '../../git/messageFile';
import type { CommitDraftParams, CommitDraftProgress, CommitDraftResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import { type AllowedInput, allowedInput } from '../commitMessage/allowedInput';
import { createSummaries } from '../commitMessage/keptSummaries';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';
import {
  conflictError,
  describeGitError,
  emptyAnswerError,
  nothingError,
  restrictedError,
} from './commitFailures';
import { commitRemarks } from './commitRemarks';
import { DeltaStream } from './deltaStream';

const draftProgress = new ProgressType<CommitDraftProgress>();

/** Serves drafts of commit messages: by the model of its role, by rules where none is connected. */
export function registerCommit(context: EngineContext): void {
  const service = { ...context, summarise: createSummaries() };
  context.connection.onRequest(Method.commitDraft, (params: CommitDraftParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => draft(service, params, signal)).catch(toResponseError),
  );
}

interface CommitService extends EngineContext {
  readonly summarise: ReturnType<typeof createSummaries>;
}

async function draft(
  context: CommitService,
  params: CommitDraftParams,
  signal: AbortSignal,
): Promise<CommitDraftResult> {
  if (context.workspace.isRestricted()) throw restrictedError();
  const root = repositoryFolder(params.repositoryUri);
  const isAmend = params.amend === true;
  const read = isAmend ? readAmendInput : readCommitInput;
  const reading = await read(openRepository(root, await indexOf(params, root, signal)), signal).catch(
    (error: unknown) => {
      throw describeGitError(error, root);
    },
  );
  switch (reading.kind) {
    case 'conflicts':
      throw conflictError(reading.state.name, reading.state.conflicts);
    case 'nothingToCommit':
      throw nothingError(reading.state.name, isAmend);
    case 'prepared':
      return {
        message: withOwnWords(reading.message, ownWords(params.notes, [reading.message])),
        source: 'staged',
        writtenBy: 'git',
        filesNamedOnly: 0,
        filesExcluded: 0,
        remarks: [],
      };
    case 'change':
      return draftChange(context, { params, root, input: reading.input }, signal);
    default:
      return assertNever(reading);
  }
}

/** The index that a commit is made from. Only one in the repository's own git folder is read. */
async function indexOf(
  { indexFile }: CommitDraftParams,
  root: string,
  signal: AbortSignal,
): Promise<RepositoryOptions> {
  if (indexFile === undefined) return {};
  const gitFolder = await gitFolderOf(root, signal);
  return dirname(indexFile) === gitFolder ? { indexFile } : {};
}

interface ChangeDraft {
  readonly params: CommitDraftParams;
  readonly root: string;
  readonly input: CommitInput;
}

async function draftChange(
  context: CommitService,
  { params, root, input: read }: ChangeDraft,
  signal: AbortSignal,
): Promise<CommitDraftResult> {
  const model = commitModel(context);
  const change = inLanguage(read, context.settings()['fairwind.commit.language']);
  if (!model) return withoutModel(params, change, 0);
  const allowed = await allowedInput(change, root, context.findExclusion);
  const { input } = allowed;
  throwIfAborted(signal);
  const filesExcluded = change.files.length - input.files.length;
  if (input.files.length === 0) return withoutModel(params, change, filesExcluded);
  const draft = await draftByModel(context, { params, model, allowed }, signal);
  return { ...draft, filesExcluded };
}

/** The change in a repository whose messages are to be in a language. */
function inLanguage(input: CommitInput, language: CommitLanguage): CommitInput {
  return language === 'auto' ? input : { ...input, style: { ...input.style, language } };
}

function requestOf({ notes, wish, others = [] }: CommitDraftParams): DraftRequest {
  return { notes, others, ...(wish && { wish }) };
}

function withoutModel(
  params: CommitDraftParams,
  input: CommitInput,
  filesExcluded: number,
): CommitDraftResult {
  const message = draftByRules(input, requestOf(params));
  return {
    message,
    source: input.source,
    writtenBy: 'rules',
    filesNamedOnly: 0,
    filesExcluded,
    remarks: [],
  };
}

interface ModelDraftInput {
  readonly params: CommitDraftParams;
  readonly model: GatedModel;
  readonly allowed: AllowedInput;
}

async function draftByModel(
  { connection, status, logger, summarise }: CommitService,
  { params, model, allowed: { input, uris, uriOf } }: ModelDraftInput,
  signal: AbortSignal,
): Promise<Omit<CommitDraftResult, 'filesExcluded'>> {
  const work = status.begin('commit', model.identity);
  const send = (progress: CommitDraftProgress) => {
    void connection.sendProgress(draftProgress, params.partialResultToken, progress);
  };
  const deltas = new DeltaStream(send);
  try {
    const label = modelLabel(model.identity);
    const tell = (stage: string) => send({ text: '', stage });
    tell(writingWords(input, label));
    const { message, filesNamedOnly, problems } = await draftWithModel(
      {
        model,
        input,
        files: uris,
        uriOf,
        request: requestOf(params),
        summarise,
        onSummary: ({ done, total, paths }) =>
          tell(
            paths.length === 0
              ? writingWords(input, label)
              : l10n.t('{0} reads part {1} of {2} of a large change', label, done + 1, total),
          ),
        onText: (text) => deltas.push(text, false),
        onRepair: () => tell(l10n.t('{0} corrects its message', label)),
      },
      signal,
    );
    work.succeed();
    if (message === '') throw emptyAnswerError(model);
    logger.info(
      `Commit message for ${input.state.name} by ${model.identity.id}: ${input.files.length} files, ${filesNamedOnly} named only, problems left: ${problems.map(({ kind }) => kind).join(', ') || 'none'}.`,
    );
    return {
      message,
      source: input.source,
      writtenBy: 'model',
      model: model.identity,
      filesNamedOnly,
      remarks: commitRemarks(problems),
    };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  } finally {
    deltas.end();
  }
}

function writingWords({ source }: CommitInput, label: string): string {
  return source === 'workingTree'
    ? l10n.t('Nothing is staged, so {0} describes all changes', label)
    : l10n.t('{0} is writing', label);
}

/** The model for commit messages; undefined when none is connected, which is fine, unless the setting names one. */
function commitModel({ models, settings }: EngineContext): GatedModel | undefined {
  const model = models.forRole('commit');
  const wanted = settings()['fairwind.commit.model'];
  if (model || wanted === 'auto') return model;
  throw new EngineError(
    'noModel',
    l10n.t(
      'The setting fairwind.commit.model names "{0}", but fairwind.models has no model with that id. Correct one of them.',
      wanted,
    ),
  );
}

/** The folder of a `file:` URI; a repository anywhere else cannot be read. */
function repositoryFolder(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    throw new EngineError(
      'noRepository',
      l10n.t('{0} is not a folder on this machine, so git cannot read it.', uri),
    );
  }
}
