import * as l10n from '@vscode/l10n';
import { ProgressType } from 'vscode-languageserver/node';
import {
  branchNames,
  branchPrompt,
  measureBranches,
  readDescriptions,
} from '../../core/commit/around/branchName';
import { explainPrompt, listChange } from '../../core/commit/around/explainChange';
import {
  type PullRequestMaterial,
  plainPullRequest,
  pullRequestPrompt,
  readPullRequest,
} from '../../core/commit/around/pullRequest';
import type { FileChange } from '../../core/commit/change';
import { readCommitInput } from '../../core/commit/commitInput';
import { subjectOf } from '../../core/commit/style';
import { emptyTree } from '../../git/tasks';
import { openRepository, readRange } from '../../git/gitRepository';
import * as history from '../../git/history';
import type {
  CommitBranchNamesParams,
  CommitBranchNamesResult,
  CommitExplainParams,
  CommitExplainResult,
  CommitPullRequestParams,
  CommitPullRequestResult,
} from '../../protocol/commit';
import { Method, type TextDelta } from '../../protocol/engine';
import { throwIfAborted } from '../../util/abort';
import { allowedFiles, askAboutChange } from '../commitMessage/commitWork';
import { serveRepository } from '../commitMessage/serveRepository';
import { languageName } from '../commitMessage/languageNames';
import type { EngineContext } from '../engineContext';
import { EngineError } from '../expectedError';
import { nothingError } from './commitFailures';
import { DeltaStream } from './deltaStream';

const textProgress = new ProgressType<TextDelta>();

/**
 * Serves what stands around commit messages: an explanation of a change, a branch name, and the text of a pull request.
 * @param locale the language that the editor speaks, as a BCP 47 tag
 */
export function registerCommitAround(context: EngineContext, locale: string): void {
  serveRepository(context, Method.commitExplain, (params: CommitExplainParams, root, signal) =>
    explain(context, { params, root, locale }, signal),
  );
  serveRepository(context, Method.commitBranchNames, (_: CommitBranchNamesParams, root, signal) =>
    nameBranch(context, root, signal),
  );
  serveRepository(context, Method.commitPullRequest, (params: CommitPullRequestParams, root, signal) =>
    writePullRequest(context, { params, root, locale }, signal),
  );
}

interface Explained {
  /** What it is, as a heading for the person. */
  readonly heading: string;
  readonly files: readonly FileChange[];
  /** The commit's message; empty for changes that are none yet. */
  readonly message: string;
}

interface Work<P> {
  readonly params: P;
  readonly root: string;
  readonly locale: string;
}

async function explain(
  context: EngineContext,
  { params, root, locale }: Work<CommitExplainParams>,
  signal: AbortSignal,
): Promise<CommitExplainResult> {
  const { heading, files, message } = await readExplained(params, root, signal);
  throwIfAborted(signal);
  const allowed = await allowedFiles(context, root, files);
  const model = context.models.forRole('commit');
  const filesExcluded = files.length - allowed.files.length;
  const title = `# ${heading}\n\n`;
  if (!model || allowed.files.length === 0) return { text: title + listChange(files), filesExcluded };
  const deltas = new DeltaStream((delta) => {
    void context.connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  try {
    deltas.push(title, false);
    const prompt = (change: string) =>
      explainPrompt({ change, what: heading, language: languageName(locale), message });
    const onText = (text: string) => deltas.push(text, false);
    const answer = await askAboutChange(context, { model, prompt, allowed, onText }, signal);
    return { text: title + answer.trim(), model: model.identity, filesExcluded };
  } finally {
    deltas.end();
  }
}

async function readExplained(
  { source, commit = 'HEAD' }: CommitExplainParams,
  root: string,
  signal: AbortSignal,
): Promise<Explained> {
  const git = openRepository(root);
  const { name } = await git.state(signal);
  throwIfAborted(signal);
  if (source === 'commit') {
    const id = await history.resolveCommit(root, commit, signal);
    const [parent, message] = await Promise.all([
      history.parentOf(root, id, signal),
      history.messageOfCommit(root, id, signal),
    ]);
    throwIfAborted(signal);
    const files = await readRange(root, { since: parent ?? emptyTree(id), until: id }, signal);
    return { heading: `${subjectOf(message)} (${id.slice(0, 8)})`, files, message };
  }
  const listed = await git.changedFiles(source, signal);
  throwIfAborted(signal);
  if (listed.length === 0) throw nothingError(name, false);
  const files = await git.readHunks(source, listed, signal);
  const heading =
    source === 'staged'
      ? l10n.t('Staged changes of {0}', name)
      : l10n.t('Changes in the working tree of {0}', name);
  return { heading, files, message: '' };
}

async function nameBranch(
  context: EngineContext,
  root: string,
  signal: AbortSignal,
): Promise<CommitBranchNamesResult> {
  const reading = await readCommitInput(openRepository(root), signal);
  throwIfAborted(signal);
  if (reading.kind !== 'change') throw nothingError(reading.state.name, false);
  const { files, recent } = reading.input;
  const known = await history.branches(root, signal);
  throwIfAborted(signal);
  const names = known.map(({ ref, name }) =>
    ref.startsWith('refs/remotes/') ? name.replace(/^[^/]*\//, '') : name,
  );
  const habit = measureBranches(names);
  const allowed = await allowedFiles(context, root, files);
  throwIfAborted(signal);
  const model = context.models.forRole('commit');
  if (!model || allowed.files.length === 0)
    return { names: branchNames({ files, habit, descriptions: [], taken: names }) };
  const prompt = (change: string) => branchPrompt(change, recent);
  const descriptions = readDescriptions(await askAboutChange(context, { model, prompt, allowed }, signal));
  return { names: branchNames({ files, habit, descriptions, taken: names }), model: model.identity };
}

async function writePullRequest(
  context: EngineContext,
  { params, root, locale }: Work<CommitPullRequestParams>,
  signal: AbortSignal,
): Promise<CommitPullRequestResult> {
  const { name, branch = 'HEAD' } = await openRepository(root).state(signal);
  const base = params.base ?? (await history.baseBranch(root, branch, signal))?.ref;
  throwIfAborted(signal);
  if (base === undefined) throw noBase(name, branch);
  const [head, target] = await Promise.all([
    history.resolveCommit(root, 'HEAD', signal),
    history.resolveCommit(root, base, signal),
  ]);
  const from = await history.mergeBase(root, [target, head], signal);
  throwIfAborted(signal);
  const baseName = base.replace(/^refs\/(?:heads|remotes)\//, '');
  const commits = from === undefined ? [] : await history.messagesBetween(root, [from, head], signal);
  throwIfAborted(signal);
  if (from === undefined || commits.length === 0) throw nothingAhead(branch, baseName);
  const template = await history.pullRequestTemplate(root);
  const material: PullRequestMaterial = { commits, template: template?.text ?? '' };
  const result = {
    base: baseName,
    branch,
    commits: commits.length,
    ...(template && { template: template.path }),
  };
  const files = await readRange(root, { since: from, until: head }, signal);
  const allowed = await allowedFiles(context, root, files);
  throwIfAborted(signal);
  const model = context.models.forRole('commit');
  if (!model || allowed.files.length === 0) return { ...result, ...plainPullRequest(material, branch) };
  const language = languageOfMessages(context, locale);
  const prompt = (change: string) => pullRequestPrompt(material, { change, branch, language });
  const written = readPullRequest(await askAboutChange(context, { model, prompt, allowed }, signal));
  return written
    ? { ...result, ...written, model: model.identity }
    : { ...result, ...plainPullRequest(material, branch) };
}

/** Pull requests are in the language of the commits unless the person set one. */
function languageOfMessages({ settings }: EngineContext, locale: string): string {
  const own = settings()['fairwind.commit.language'];
  return own === 'auto'
    ? `the language of the commits (${languageName(locale)} in doubt)`
    : languageName(own);
}

function noBase(repository: string, branch: string): EngineError {
  return new EngineError(
    'gitFailed',
    l10n.t('{0} has no branch beside {1} that a pull request could go to. Name one.', repository, branch),
  );
}

function nothingAhead(branch: string, base: string): EngineError {
  return new EngineError(
    'nothingToCommit',
    l10n.t('{0} has no commit that {1} has not: there is nothing for a pull request yet.', branch, base),
  );
}
