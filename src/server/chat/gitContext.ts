import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../../util/abort';
import type { ChangeSource, FileChange } from '../../core/commit/change';
import { packChange } from '../../core/commit/packer';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { openHistory } from '../../git/gitHistory';
import { openRepository } from '../../git/gitRepository';
import type { ChatCommitsResult, ChatContextItem, ChatContextResult } from '../../protocol/chat';
import { EngineError } from '../expectedError';
import { describeGitError } from '../features/commitFailures';
import { allowedChanges } from '../privacy/allowedChanges';

/** Tokens that a change may take as context; what a smaller window cannot hold of it is chosen when it is sent. */
const CHANGE_TOKENS = 12_000;
/** How many commits there are to choose from. */
const MOST_COMMITS = 200;

/** What is staged in a repository, or changed in its working tree and not staged. */
export async function changesContext(
  repositoryUri: string,
  source: Extract<ChangeSource, 'staged' | 'workingTree'>,
  findExclusion: FindFileExclusion,
  signal: AbortSignal,
): Promise<ChatContextResult> {
  const root = repositoryFolder(repositoryUri);
  const git = openRepository(root);
  return inWords(root, async () => {
    const { name } = await git.state(signal);
    const all = await git.changedFiles(source, signal);
    const allowed = await allowedChanges(all, root, findExclusion);
    throwIfAborted(signal);
    if (allowed.length === 0) return { items: [], note: nothingChanged(name, source, all.length) };
    const files = await git.readHunks(source, allowed, signal);
    const label =
      source === 'staged' ? l10n.t('Staged changes of {0}', name) : l10n.t('Changes of {0}', name);
    return { items: [changeItem({ kind: 'changes', label, before: '', files, all, root })] };
  });
}

/** A commit: its message, and what it changes against its first parent. */
export async function commitContext(
  repositoryUri: string,
  commit: string,
  findExclusion: FindFileExclusion,
  signal: AbortSignal,
): Promise<ChatContextResult> {
  const root = repositoryFolder(repositoryUri);
  const history = openHistory(root);
  return inWords(root, async () => {
    const change = await history.commit(commit, signal);
    const { id, subject, body, author, authoredAt } = change.details;
    const allowed = await allowedChanges(change.files, root, findExclusion);
    throwIfAborted(signal);
    const files = await history.readHunks(change, allowed, signal);
    const date = new Date(authoredAt).toISOString().slice(0, 10);
    const before = `${[`commit ${id}`, `${author}, ${date}`, '', subject, ...(body === '' ? [] : ['', body])].join('\n')}\n\n`;
    const label = `${id.slice(0, 8)} ${subject}`;
    return { items: [changeItem({ kind: 'commit', label, before, files, all: change.files, root })] };
  });
}

/** The latest commits of a repository. */
export async function listCommits(repositoryUri: string, signal: AbortSignal): Promise<ChatCommitsResult> {
  const root = repositoryFolder(repositoryUri);
  return inWords(root, async () => ({
    commits: await openHistory(root).recentCommits(MOST_COMMITS, signal),
  }));
}

interface Change {
  readonly kind: 'changes' | 'commit';
  readonly label: string;
  /** What stands before the change. */
  readonly before: string;
  /** What may be sent, with hunks. */
  readonly files: readonly FileChange[];
  readonly all: readonly FileChange[];
  readonly root: string;
}

function changeItem({ kind, label, before, files, all, root }: Change): ChatContextItem {
  const { text, filesNamedOnly } = packChange(files, CHANGE_TOKENS);
  const excluded = all.length - files.length;
  const notes = [
    ...(filesNamedOnly > 0
      ? [
          l10n.t(
            'Files that are named without their content, because of their size or kind: {0}.',
            filesNamedOnly,
          ),
        ]
      : []),
    ...(excluded > 0 ? [l10n.t('Files left out because nothing of them may be sent: {0}.', excluded)] : []),
  ];
  return {
    kind,
    label,
    languageId: 'diff',
    text: before + text,
    files: files.map(({ path }) => pathToFileURL(join(root, path)).href),
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}

function nothingChanged(repository: string, source: ChangeSource, excluded: number): string {
  if (excluded > 0)
    return l10n.t('All that has changed in {0} is in files of which nothing may be sent.', repository);
  return source === 'staged'
    ? l10n.t('Nothing is staged in {0}.', repository)
    : l10n.t('Nothing has changed in {0} since it was staged or committed.', repository);
}

/** Runs git and puts its expected failures into words. */
async function inWords<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw describeGitError(error, root);
  }
}

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
