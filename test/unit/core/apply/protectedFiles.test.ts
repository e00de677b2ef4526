import { expect, it } from 'vitest';
import { isProtectedFile, isShownPlain } from '../../../../src/core/apply/protectedFiles';

it.each([
  '.vscode/settings.json',
  '.vscode/tasks.json',
  '.VSCode/Tasks.json',
  'app/.vscode/launch.json',
  '.git/config',
  '.git/hooks/pre-commit',
  '.mcp.json',
  'project.code-workspace',
  '.npmrc',
  'package.json',
  'web/package.json',
  'build.rs',
  'Cargo.toml',
  '.gitattributes',
  '.env',
  '.yarnrc.yml',
  'App.csproj',
  'Directory.Build.props',
  'build.gradle.kts',
  'gradle.properties',
  'ruby_lsp/rails/addon.rb',
  'yarn.lock',
  'package-lock.json',
  'pnpm-lock.yaml',
  '.github/workflows/ci.yml',
  '.github/hooks/run.json',
  '.claude/settings.json',
  '.codex/config.toml',
  'AGENTS.md',
  'a\\.vscode\\tasks.json',
])('%s is protected, and shown plain', (path) => {
  expect([isProtectedFile(path), isShownPlain(path)]).toEqual([true, true]);
});

it.each(['src/app.ts', 'docs/git.md', 'src/vscode/extension.ts', 'lib/environment.rb', 'lock.ts'])(
  '%s is not',
  (path) => {
    expect([isProtectedFile(path), isShownPlain(path)]).toEqual([false, false]);
  },
);

it.each(['data/a.json', 'a.yaml', 'page.html', 'x.svg'])(
  '%s is shown plain, since its editor fetches what it names',
  (path) => {
    expect([isProtectedFile(path), isShownPlain(path)]).toEqual([false, true]);
  },
);
