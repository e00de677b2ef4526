import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestRepository } from './gitRepository';

/** A commit message as git handed it to an editor. */
export interface EditedMessage {
  readonly uri: string;
  readonly text: string;
}

/** Runs `git commit` with an editor that fails, so that its text stays where a person's editor would find it. */
export function openCommitEditor(repository: TestRepository, ...args: string[]): EditedMessage {
  spawnSync('git', ['-c', 'core.editor=false', 'commit', ...args], {
    cwd: repository.root,
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.org',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.org',
    },
    timeout: 10_000,
  });
  const name = repository.git('rev-parse', '--git-path', 'COMMIT_EDITMSG').trim();
  const path = isAbsolute(name) ? name : join(repository.root, name);
  return { uri: pathToFileURL(path).href, text: readFileSync(path, 'utf8') };
}
