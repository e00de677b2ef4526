import { devNull } from 'node:os';
import { abortError, throwIfAborted } from '../util/abort';
import { GitFailure } from '../core/commit/gitPort';
import { findGit } from './findGit';

/** One question to git, as data: its arguments, constants only, and what reads the answer, at its end or as it comes. */
export type GitTask<T> = {
  readonly args: readonly string[];
  /** Paths, which git takes literally. */
  readonly paths?: readonly string[];
} & ({ readonly parse: (output: string) => T } | { readonly read: () => OutputReader<T> });

/** Takes git's output piece by piece, so that it need not be in memory as a whole. */
export interface OutputReader<T> {
  push(chunk: Buffer): void;
  /** True once nothing more is wanted: git is stopped then. */
  isFull(): boolean;
  end(): T;
}

export interface RunOptions {
  /** The folder git runs in. */
  readonly folder: string;
  /** Further `key=value` configuration for this call. */
  readonly config?: readonly string[];
  /** Bytes of output after which git is stopped and the rest left out. */
  readonly maxBytes?: number;
  /** An index in place of the repository's own, as an absolute path. */
  readonly indexFile?: string;
}

/** What a repository's own configuration could name as a program is switched off. A test has a case for each. */
const SAFE_CONFIG = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  // Otherwise `git diff` writes the index when it finds that only time stamps differ.
  'diff.autoRefreshIndex=false',
  // Paths as they are; what still needs quotes is unquoted by the parser.
  'core.quotePath=false',
];

/** What git finds in its environment, and nothing else of ours. */
const INHERITED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'XDG_CONFIG_HOME',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'TMPDIR',
];
const OWN_ENVIRONMENT = {
  // English, for the few error messages that are told apart.
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
  // A partial clone would fetch what is missing, through whatever its configuration names. Git before 2.45 does not
  // know the first variable; with the second no transport is allowed.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
};

/**
 * Runs one task so that nothing of the repository's configuration is executed.
 * @throws GitFailure; an AbortError when the signal was aborted, after git was stopped.
 */
export async function runGit<T>(task: GitTask<T>, options: RunOptions, signal: AbortSignal): Promise<T> {
  throwIfAborted(signal);
  const binary = findGit(process.env['PATH'] ?? '');
  if (binary === undefined) throw new GitFailure('gitMissing', 'PATH');
  const { indexFile } = options;
  const full = new AbortController();
  const reader = 'read' in task ? task.read() : cappedText(task.parse, options.maxBytes ?? Infinity);
  const { simpleGit } = await import('simple-git');
  const git = simpleGit({
    baseDir: options.folder,
    binary: [binary],
    abort: AbortSignal.any([signal, full.signal]),
    config: [...SAFE_CONFIG, ...(options.config ?? [])],
    // The default drops what is read later than 50 ms after git's exit.
    completion: { onClose: true, onExit: false },
    allowEnvironment: [...Object.keys(OWN_ENVIRONMENT), 'GIT_INDEX_FILE'],
    unsafe: {
      allowUnsafeCustomBinary: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeFilter: true,
    },
  })
    .env({ ...environment(), ...(indexFile !== undefined && { GIT_INDEX_FILE: indexFile }) })
    .outputHandler((_command, stdout) => {
      // simple-git would keep all of the output as well; what it gives back is not used.
      stdout.removeAllListeners('data');
      stdout.on('data', (chunk: Buffer) => {
        if (full.signal.aborted) return;
        reader.push(chunk);
        if (reader.isFull()) full.abort();
      });
    });
  try {
    await git.raw([...task.args, ...(task.paths ? ['--', ...task.paths] : [])]);
  } catch (error) {
    if (signal.aborted) throw abortError();
    if (!full.signal.aborted) throw toFailure(error);
  }
  throwIfAborted(signal);
  return reader.end();
}

/** Collects git's output up to a cap and parses it at its end. */
function cappedText<T>(parse: (output: string) => T, maxBytes: number): OutputReader<T> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    push(chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
    },
    isFull: () => bytes >= maxBytes,
    end: () => parse(Buffer.concat(chunks).toString('utf8')),
  };
}

function environment(): Record<string, string> {
  const own: Record<string, string> = { ...OWN_ENVIRONMENT };
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) own[name] = value;
  }
  return own;
}

function toFailure(error: unknown): GitFailure {
  const message = error instanceof Error ? error.message : String(error);
  const firstLine = message.split('\n').find((line) => line.trim() !== '') ?? '';
  if (message.includes('dubious ownership')) return new GitFailure('unsafeOwner', firstLine);
  if (message.includes('not a git repository')) return new GitFailure('noRepository', firstLine);
  return new GitFailure('failed', firstLine.slice(0, 300));
}
