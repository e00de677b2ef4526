import { GitFailure } from '../core/commit/gitPort';
import { throwIfAborted } from '../util/abort';
import { type GitTask, runGit } from './runGit';
import { readSmallFile } from './smallFile';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Commits of a branch that are read for a pull request. */
const MOST_COMMITS = 100;
/** Branches that are named; a large project can have thousands. */
const MOST_BRANCHES = 300;

/** The commit that a name means. @throws GitFailure, also when there is none */
export async function resolveCommit(root: string, name: string, signal: AbortSignal): Promise<string> {
  const id = await runGit(commitOf(name), { folder: root }, signal);
  if (id === '') throw new GitFailure('failed', `${name}: unknown revision`);
  return id;
}

/** The first parent of a commit; undefined for a first commit. */
export async function parentOf(root: string, id: string, signal: AbortSignal): Promise<string | undefined> {
  return (await runGit(commitOf(`${id}^`), { folder: root }, signal)) || undefined;
}

/** The whole message of a commit. */
export function messageOfCommit(root: string, id: string, signal: AbortSignal): Promise<string> {
  const task = {
    args: [...LOG, '--max-count=1', '--format=%B', id, '--'],
    parse: (output: string) => output.trim(),
  };
  return runGit(task, { folder: root }, signal);
}

/** Where two branches began to differ; undefined when they have nothing in common. */
export async function mergeBase(
  root: string,
  [a, b]: readonly [string, string],
  signal: AbortSignal,
): Promise<string | undefined> {
  return (
    (await runGit({ args: ['merge-base', a, b], parse: trimmed }, { folder: root }, signal)) || undefined
  );
}

/** The messages of the commits from one commit (left out) to another, oldest first, merges left out. */
export function messagesBetween(
  root: string,
  [from, to]: readonly [string, string],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const args = [
    ...LOG,
    '-z',
    `--max-count=${MOST_COMMITS}`,
    '--no-merges',
    '--format=%B',
    `${from}..${to}`,
    '--',
  ];
  const parse = (output: string) =>
    records(output)
      .map((message) => message.trim())
      .reverse();
  return runGit({ args, parse }, { folder: root }, signal);
}

export interface Branch {
  /** The full name: `refs/heads/main`, `refs/remotes/origin/main`. */
  readonly ref: string;
  /** As people write it: `main`, `origin/main`. */
  readonly name: string;
}

/** The branches of the repository and of its remotes, the latest first. */
export function branches(root: string, signal: AbortSignal): Promise<readonly Branch[]> {
  return runGit(branchList, { folder: root }, signal);
}

/**
 * The branch that a pull request would go to: what the remote's HEAD names, else the usual names; undefined when there
 * is none but `own`.
 */
export async function baseBranch(
  root: string,
  own: string,
  signal: AbortSignal,
): Promise<Branch | undefined> {
  const [all, remoteHead] = [
    await branches(root, signal),
    await runGit(
      { args: ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'], parse: trimmed },
      { folder: root },
      signal,
    ),
  ];
  throwIfAborted(signal);
  const usual = ['main', 'master', 'trunk', 'develop'].flatMap((name) => [
    `refs/remotes/upstream/${name}`,
    `refs/remotes/origin/${name}`,
    `refs/heads/${name}`,
  ]);
  const wanted = [remoteHead, ...usual].find(
    (ref) => ref !== `refs/heads/${own}` && all.some((branch) => branch.ref === ref),
  );
  return all.find(({ ref }) => ref === wanted);
}

/** The project's template for pull requests, where GitHub looks for it; with its path in the project. */
export async function pullRequestTemplate(
  root: string,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  for (const folder of ['.github', '', 'docs']) {
    const names = await readdir(join(root, folder)).catch(() => []);
    const name = names.find((each) => /^pull_request_template(\.md|\.txt)?$/i.test(each));
    const text = name === undefined ? undefined : await readSmallFile(join(root, folder, name));
    if (name !== undefined && text !== undefined)
      return { path: folder === '' ? name : `${folder}/${name}`, text };
  }
  return undefined;
}

const LOG = ['log', '--no-show-signature', '--no-notes', '--no-color', '--encoding=UTF-8'];

/** What comes after `--end-of-options` is never an option, whatever it is called. */
function commitOf(name: string): GitTask<string> {
  return {
    args: ['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`],
    parse: trimmed,
  };
}

const branchList: GitTask<readonly Branch[]> = {
  args: [
    'for-each-ref',
    '--sort=-committerdate',
    `--count=${MOST_BRANCHES}`,
    '--format=%(refname)',
    'refs/heads',
    'refs/remotes',
  ],
  parse: (output) =>
    output
      .split('\n')
      .filter((ref) => ref !== '' && !ref.endsWith('/HEAD'))
      .map((ref) => ({ ref, name: ref.replace(/^refs\/(?:heads|remotes)\//, '') })),
};

function trimmed(output: string): string {
  return output.trim();
}

function records(output: string): string[] {
  return output.split('\0').filter((record) => record !== '');
}
