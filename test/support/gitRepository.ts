import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real git repository in a folder of its own, untouched by the configuration of whoever runs the tests. */
export interface TestRepository {
  readonly root: string;
  /** Runs git and returns its output. */
  git(...args: string[]): string;
  write(path: string, content: string | Uint8Array): void;
  chmod(path: string, mode: number): void;
  remove(path: string): void;
  /** Stages everything and commits it. */
  commit(message: string): void;
  dispose(): void;
}

const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.org',
};

/** A fresh repository; in `folder` when given, else in a temporary one that `dispose` removes. */
export function createRepository(folder?: string): TestRepository {
  const root = folder ?? realpathSync(mkdtempSync(join(tmpdir(), 'fairwind-git-')));
  mkdirSync(root, { recursive: true });
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: root,
      env: ENVIRONMENT,
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  git('init', '--quiet', '--initial-branch=main');
  return {
    root,
    git,
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    chmod: (path, mode) => chmodSync(join(root, path), mode),
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', message);
    },
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}
