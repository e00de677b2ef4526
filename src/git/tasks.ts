import type { ChangeSource, FileChange, FileStatus } from '../core/commit/change';
import { isBot } from '../core/commit/madeByTool';
import type { FilePatch } from '../core/commit/diffParser';
import { patchReader } from './patchReader';
import type { GitTask } from './runGit';

/** The root of the working tree and the git folder, both absolute. */
export const locate: GitTask<{ readonly root: string; readonly gitFolder: string }> = {
  args: ['rev-parse', '--show-toplevel', '--absolute-git-dir'],
  parse(output) {
    const [root = '', gitFolder = ''] = output.split(/\r?\n/);
    return { root, gitFolder };
  },
};

/** The short name of the checked out branch, born or not; undefined when HEAD is detached. */
export const currentBranch: GitTask<string | undefined> = {
  args: ['symbolic-ref', '--quiet', '--short', 'HEAD'],
  parse: (output) => output.trim() || undefined,
};

/** Whether HEAD names a commit: false on an unborn branch. */
export const headCommit: GitTask<boolean> = {
  args: ['rev-parse', '--quiet', '--verify', 'HEAD^{commit}'],
  parse: (output) => output.trim() !== '',
};

/** Paths with unresolved conflicts. */
export const conflictedPaths: GitTask<readonly string[]> = {
  args: ['ls-files', '--unmerged', '-z'],
  parse: (output) => [...new Set(records(output).map((record) => record.slice(record.indexOf('\t') + 1)))],
};

/** Files that git does not know and that are not ignored. A folder with a repository of its own ends in a slash. */
export const untrackedPaths: GitTask<readonly string[]> = {
  args: ['ls-files', '--others', '--exclude-standard', '-z'],
  parse: records,
};

/** The names of all settings in effect. */
export const configNames: GitTask<readonly string[]> = {
  args: ['config', '--list', '--name-only', '-z'],
  parse: records,
};

/** The full object name that a revision has; undefined when there is none. */
function objectName(revision: string): GitTask<string | undefined> {
  return {
    args: ['rev-parse', '--quiet', '--verify', `${revision}^{commit}`],
    parse: (output) => /^[0-9a-f]{40,64}$/.exec(output.trim())?.[0],
  };
}

export const lastCommitId = objectName('HEAD');
export const parentOfLastCommit = objectName('HEAD^');

/** The message of the commit that HEAD names. */
export const lastMessage: GitTask<string> = {
  args: [
    'log',
    '--max-count=1',
    '--no-show-signature',
    '--no-notes',
    '--no-color',
    '--encoding=UTF-8',
    '--format=%B',
  ],
  parse: (output) => output.trim(),
};

/** Where `commit.template` is set and which file it names, with `~` resolved; undefined when it is not set. */
export const commitTemplate: GitTask<{ readonly scope: string; readonly path: string } | undefined> = {
  args: ['config', '--type=path', '--show-scope', '-z', '--get', 'commit.template'],
  parse(output) {
    const [scope = '', path = ''] = records(output);
    return path === '' ? undefined : { scope, path };
  },
};

/** What begins a comment in a message; git's own sign unless the configuration names one. */
export const commentChar: GitTask<string> = {
  args: ['config', '-z', '--get', 'core.commentChar'],
  parse(output) {
    const [char = ''] = records(output);
    return char.length === 1 ? char : '#';
  },
};

/** In repositories that bots look after, two of three commits may be theirs. */
const COMMITS_PER_MESSAGE = 4;

/**
 * The latest messages that people wrote, without merges, newest first. A signature would be checked by a program the
 * repository names.
 */
export function recentMessages(count: number): GitTask<readonly string[]> {
  return {
    args: [
      'log',
      `--max-count=${Math.trunc(count) * COMMITS_PER_MESSAGE}`,
      '--no-merges',
      '--no-show-signature',
      '--no-notes',
      '--no-color',
      '--encoding=UTF-8',
      '-z',
      '--format=%an%n%B',
    ],
    parse: (output) =>
      records(output)
        .map((record) => {
          const end = record.indexOf('\n');
          return { author: record.slice(0, end), message: record.slice(end + 1).trim() };
        })
        .filter(({ author }) => !isBot(author))
        .slice(0, count)
        .map(({ message }) => message),
  };
}

/** The latest commits, newest first. */
export function recentCommits(count: number): GitTask<readonly CommitSummary[]> {
  return {
    args: [...LOG, `--max-count=${Math.trunc(count)}`, '-z', '--format=%H%n%at%n%an%n%s'],
    parse: (output) => records(output).map(readSummary),
  };
}

/** One commit: its parents, and its message after the summary. */
export function oneCommit(id: string): GitTask<CommitDetails | undefined> {
  return {
    args: [...LOG, '--max-count=1', '-z', '--format=%P%n%H%n%at%n%an%n%s%n%b', id],
    parse(output) {
      const [record] = records(output);
      if (record === undefined) return undefined;
      const [parents = '', ...rest] = record.split('\n');
      const body = rest.slice(4).join('\n').trim();
      const parent = parents.split(' ')[0] ?? '';
      return { ...readSummary(rest.join('\n')), body, ...(parent !== '' && { parent }) };
    },
  };
}

/** A signature would be checked by a program that the repository names. */
const LOG = ['log', '--no-show-signature', '--no-notes', '--no-color', '--no-patch', '--encoding=UTF-8'];

export interface CommitSummary {
  readonly id: string;
  readonly subject: string;
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly authoredAt: number;
}

export interface CommitDetails extends CommitSummary {
  readonly body: string;
  /** The first one; absent for a commit without. */
  readonly parent?: string;
}

function readSummary(record: string): CommitSummary {
  const [id = '', seconds = '', author = '', subject = ''] = record.split('\n');
  return { id, subject, author, authoredAt: Number(seconds) * 1_000 };
}

/** The same for every diff: no program is run, no setting of the repository changes the form. */
function diffArgs(source: DiffSource): string[] {
  return [
    'diff',
    ...(source === 'workingTree' || isPair(source) ? [] : ['--cached']),
    '--no-ext-diff',
    '--no-textconv',
    // With `dirty` git would run a status inside each submodule, under that repository's own configuration.
    '--ignore-submodules=dirty',
    '--submodule=short',
    '--no-color',
    '--no-relative',
    '--find-renames',
    // Copies of files that changed too, which costs nothing; others would be looked for in the whole tree.
    '--find-copies',
    '-O/dev/null',
    ...(typeof source === 'object' ? [source.since, ...(isPair(source) ? [source.until] : [])] : []),
  ];
}

function isPair(source: DiffSource): source is { readonly since: string; readonly until: string } {
  return typeof source === 'object' && 'until' in source;
}

/** What a diff compares: `since` the name of a commit or tree, with what is staged or with the commit `until`. */
export type DiffSource =
  | Exclude<ChangeSource, 'amend'>
  | { readonly since: string }
  | { readonly since: string; readonly until: string };

/** The name of the tree without files, which every repository knows; by the length of its object names. */
export function emptyTree(objectName: string): string {
  return objectName.length > 40
    ? '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
    : '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
}

/** Every changed file with its modes and statistics. */
export function changedFiles(source: DiffSource): GitTask<readonly FileChange[]> {
  return { args: [...diffArgs(source), '--raw', '--numstat', '-z'], parse: parseChangedFiles };
}

/** Every changed file with its modes alone, for which no content is read: renames are not found, lines not counted. */
export function changedNames(source: DiffSource): GitTask<readonly FileChange[]> {
  return { args: [...diffArgs(source), '--no-renames', '--raw', '-z'], parse: parseChangedFiles };
}

/** The hunks of the given paths. For a rename both paths are needed. */
export function patch(source: DiffSource, paths: readonly string[]): GitTask<readonly FilePatch[]> {
  return {
    args: [
      ...diffArgs(source),
      '--patch',
      '--unified=3',
      '--inter-hunk-context=0',
      '--src-prefix=a/',
      '--dst-prefix=b/',
    ],
    paths,
    read: () => patchReader(paths.length),
  };
}

const STATUSES: Readonly<Record<string, FileStatus>> = {
  A: 'added',
  C: 'copied',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  T: 'typeChanged',
};

/** Reads `git diff --raw --numstat -z`: first a record for each file's modes and status, then one for its lines. */
export function parseChangedFiles(output: string): readonly FileChange[] {
  const fields = records(output)[Symbol.iterator]();
  const next = () => fields.next().value ?? '';
  const files = new Map<string, FileChange>();
  for (let field = next(); field !== ''; field = next()) {
    if (field.startsWith(':')) {
      const file = readRaw(field, next);
      files.set(file.path, file);
      continue;
    }
    const [, added = '', deleted = '', ownPath = ''] = /^([^\t]*)\t([^\t]*)\t(.*)$/s.exec(field) ?? [];
    if (ownPath === '') next();
    const path = ownPath === '' ? next() : ownPath;
    const file = files.get(path);
    if (!file) continue;
    const isBinary = added === '-';
    files.set(path, {
      ...file,
      isBinary,
      addedLines: isBinary ? 0 : Number(added),
      deletedLines: isBinary ? 0 : Number(deleted),
    });
  }
  return [...files.values()];
}

/** One raw record: `:100644 100644 0123abc 4567def R90`, then one path, or two for renames and copies. */
function readRaw(field: string, next: () => string): FileChange {
  const [oldMode = '', newMode = '', , , letter = ''] = field.slice(1).split(' ');
  const status = STATUSES[letter.charAt(0)] ?? 'modified';
  const isPair = status === 'renamed' || status === 'copied';
  const first = next();
  const path = isPair ? next() : first;
  return {
    path,
    ...(isPair && { oldPath: first }),
    status,
    oldMode,
    newMode,
    isBinary: false,
    addedLines: 0,
    deletedLines: 0,
    hunks: [],
  };
}

/** Splits NUL-terminated records. */
function records(output: string): string[] {
  return output.split('\0').filter((record) => record !== '');
}
