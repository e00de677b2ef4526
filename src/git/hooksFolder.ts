import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { type GitTask, runGit } from './runGit';

/** Where a repository's hooks lie. */
export interface HooksFolder {
  readonly path: string;
  /** The value of `core.hooksPath`, where one is set: the folder may then belong to others, or to the project. */
  readonly configured?: string;
}

/** Finds the folder whose hooks git runs in a repository. @throws GitFailure, or an AbortError */
export async function findHooksFolder(root: string, signal: AbortSignal): Promise<HooksFolder> {
  const configured = await runGit(hooksPath, { folder: root }, signal);
  if (configured !== undefined && configured !== '') return { path: expand(configured, root), configured };
  const common = await runGit(commonFolder, { folder: root }, signal);
  return { path: join(isAbsolute(common) ? common : resolve(root, common), 'hooks') };
}

/** Worktrees share the hooks of the repository that they are of. */
const commonFolder: GitTask<string> = {
  args: ['rev-parse', '--git-common-dir'],
  parse: (output) => output.replace(/\r?\n$/, ''),
};

/** The last value that is not from our own command line, which switches hooks off. */
const hooksPath: GitTask<string | undefined> = {
  args: ['config', '--list', '--show-scope', '-z'],
  parse(output) {
    const fields = output.split('\0');
    let found: string | undefined;
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const value = /^core\.hookspath\n(.*)$/s.exec(fields[index + 1] ?? '')?.[1];
      if (value !== undefined && fields[index] !== 'command') found = value;
    }
    return found;
  },
};

/** Git takes a relative path from the folder that hooks run in, and `~` for the person's own. */
function expand(path: string, root: string): string {
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(root, path);
}
