import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { throwIfAborted } from '../../util/abort';
import { assertNever } from '../../util/assertNever';
import type { FileChange } from '../../core/commit/change';
import { type CommitInput, readCommitInput } from '../../core/commit/commitInput';
import type { CommitLanguage } from '../../core/config/settings';
import { GitFailure } from '../../core/commit/gitPort';
import { draftWithModel } from '../../core/commit/modelDraft';
import { plainDraft } from '../../core/commit/plainDraft';
import { ModelError } from '../../core/model/errors';
import { modelLabel } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { openRepository } from '../../git/gitRepository';
import {
  type CommitDraftParams,
  type CommitDraftResult,
  Method,
  type TextDelta,
} from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';
import { DeltaStream } from './deltaStream';

const textProgress = new ProgressType<TextDelta>();

/** Serves drafts of commit messages: by the model of its role, by rules where none is connected. */
export function registerCommit(context: EngineContext): void {
  context.connection.onRequest(Method.commitDraft, (params: CommitDraftParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => draft(context, params, signal)).catch(toResponseError),
  );
}

async function draft(
  context: EngineContext,
  params: CommitDraftParams,
  signal: AbortSignal,
): Promise<CommitDraftResult> {
  if (context.workspace.isRestricted()) {
    throw new EngineError(
      'restricted',
      l10n.t('Commit messages wait until you trust this workspace: in Restricted Mode git is not run.'),
    );
  }
  const root = repositoryFolder(params.repositoryUri);
  const reading = await readCommitInput(openRepository(root), signal).catch((error: unknown) => {
    throw error instanceof GitFailure ? describeGitFailure(error, root) : error;
  });
  switch (reading.kind) {
    case 'conflicts':
      throw conflictError(reading.state.name, reading.state.conflicts);
    case 'nothingToCommit':
      throw new EngineError(
        'nothingToCommit',
        l10n.t('There is nothing to commit in {0}: no file has changed.', reading.state.name),
      );
    case 'prepared':
      return {
        message: reading.message,
        source: 'staged',
        writtenBy: 'git',
        filesNamedOnly: 0,
        filesExcluded: 0,
      };
    case 'change': {
      const model = commitModel(context);
      const change = inLanguage(reading.input, context.settings()['fairwind.commit.language']);
      if (!model) return draftByRules(params, change, 0);
      const { input, files } = await withoutExcludedFiles(change, root, context.findExclusion);
      throwIfAborted(signal);
      const filesExcluded = change.files.length - input.files.length;
      if (input.files.length === 0) return draftByRules(params, change, filesExcluded);
      const draft = await draftByModel(context, { params, model, input, files }, signal);
      return { ...draft, filesExcluded };
    }
    default:
      return assertNever(reading);
  }
}

/** The change in a repository whose messages are to be in a language. */
function inLanguage(input: CommitInput, language: CommitLanguage): CommitInput {
  return language === 'auto' ? input : { ...input, style: { ...input.style, language } };
}

function draftByRules(
  { notes }: CommitDraftParams,
  { state, source, files, style }: CommitInput,
  filesExcluded: number,
): CommitDraftResult {
  const branch = state.branch === undefined ? {} : { branch: state.branch };
  const message = plainDraft({ files, style, notes, ...branch });
  return { message, source, writtenBy: 'rules', filesNamedOnly: 0, filesExcluded };
}

/** The change without the files that nothing may be sent of, under their old names too, and the URIs of the others. */
async function withoutExcludedFiles(
  input: CommitInput,
  root: string,
  findExclusion: FindFileExclusion,
): Promise<{ readonly input: CommitInput; readonly files: readonly string[] }> {
  const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
  const isAllowed = async ({ path, oldPath }: FileChange) => {
    const exclusions = [path, ...(oldPath === undefined ? [] : [oldPath])].map((each) =>
      findExclusion(uriOf(each)),
    );
    return (await Promise.all(exclusions)).every((exclusion) => exclusion === undefined);
  };
  const allowed = await Promise.all(input.files.map(isAllowed));
  const files = input.files.filter((_, index) => allowed[index]);
  return { input: { ...input, files }, files: files.map(({ path }) => uriOf(path)) };
}

interface ModelDraftInput {
  readonly params: CommitDraftParams;
  readonly model: GatedModel;
  readonly input: CommitInput;
  readonly files: readonly string[];
}

async function draftByModel(
  { connection, status, logger }: EngineContext,
  { params, model, input, files }: ModelDraftInput,
  signal: AbortSignal,
): Promise<Omit<CommitDraftResult, 'filesExcluded'>> {
  const work = status.begin('commit', model.identity);
  const deltas = new DeltaStream((delta) => {
    void connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  try {
    const onText = (text: string) => deltas.push(text, false);
    const { message, filesNamedOnly } = await draftWithModel(
      { model, input, files, notes: params.notes, onText },
      signal,
    );
    work.succeed();
    if (message === '') throw emptyAnswer(model);
    logger.info(
      `Commit message for ${input.state.name} by ${model.identity.id}: ${input.files.length} files, ${filesNamedOnly} named only.`,
    );
    return { message, source: input.source, writtenBy: 'model', model: model.identity, filesNamedOnly };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  } finally {
    deltas.end();
  }
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

function conflictError(repository: string, paths: readonly string[]): EngineError {
  const named = paths.slice(0, 3).join(', ') + (paths.length > 3 ? ', …' : '');
  return new EngineError(
    'mergeConflict',
    l10n.t(
      '{0} still has conflicts in {1}. Resolve and stage them, then draft the message.',
      repository,
      named,
    ),
  );
}

function emptyAnswer({ identity }: GatedModel): EngineError {
  return new EngineError(
    'emptyAnswer',
    l10n.t(
      '{0} at {1} answered without a commit message. Try again, or choose another model.',
      modelLabel(identity),
      identity.host,
    ),
    identity,
  );
}

function describeGitFailure({ kind, detail }: GitFailure, root: string): EngineError {
  switch (kind) {
    case 'gitMissing':
      return new EngineError(
        'gitMissing',
        l10n.t('Git was not found on the PATH. Install it, then restart VS Code.'),
      );
    case 'noRepository':
      return new EngineError('noRepository', l10n.t('{0} is not the root of a git repository.', root));
    case 'unsafeOwner':
      return new EngineError(
        'gitFailed',
        l10n.t(
          'Git does not read {0}, because another user owns that folder. If you trust it, run: git config --global --add safe.directory "{0}"',
          root,
        ),
      );
    case 'unsafeConfiguration':
      return new EngineError(
        'gitFailed',
        l10n.t(
          'The configuration of {0} holds "{1}", which Fairwind cannot switch off for reading. Remove it, then try again.',
          root,
          detail,
        ),
      );
    case 'failed':
      return new EngineError('gitFailed', l10n.t('Git failed in {0}: {1}', root, detail));
    default:
      return assertNever(kind);
  }
}
