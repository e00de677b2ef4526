import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommitRules, readConventions } from '../../../src/git/commitConfiguration';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fairwind-commitlint-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const JSON_RULES = '{"rules": {"type-enum": [2, "always", ["add"]]}}';
const YAML_RULES = 'rules:\n  type-enum: [2, always, [add]]\n';
const CODE_RULES = "export default { rules: { 'type-enum': [2, 'always', ['add']] } };";

describe('the rules of a repository', () => {
  it.each([
    ['package.json', `{"name": "x", "commitlint": ${JSON_RULES}}`],
    ['.commitlintrc', JSON_RULES],
    ['.commitlintrc', YAML_RULES],
    ['.commitlintrc.json', JSON_RULES],
    ['.commitlintrc.yaml', YAML_RULES],
    ['.commitlintrc.yml', YAML_RULES],
    ['.commitlintrc.cjs', CODE_RULES.replace('export default', 'module.exports =')],
    ['commitlint.config.js', CODE_RULES],
    ['commitlint.config.ts', CODE_RULES],
  ])('stand in %s', async (name, text) => {
    writeFileSync(join(root, name), text);
    expect((await readCommitRules(root))?.types).toEqual(['add']);
  });

  it.each([
    ['none', 'README.md', ''],
    ['a package without', 'package.json', '{"name": "x"}'],
    ['YAML that is cut', '.commitlintrc', 'rules: ['],
    ['YAML that grows', '.commitlintrc', 'a: &a [x]\nrules: {b: *a}\n'],
  ])('are undefined: %s', async (_what, name, text) => {
    writeFileSync(join(root, name), text);
    expect(await readCommitRules(root)).toBeUndefined();
  });

  it('are not read through a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'fairwind-outside-'));
    writeFileSync(join(outside, 'rules'), JSON_RULES);
    symlinkSync(join(outside, 'rules'), join(root, '.commitlintrc'));
    expect(await readCommitRules(root)).toBeUndefined();
    rmSync(outside, { recursive: true });
  });
});

describe('what files say about commit messages', () => {
  const read = (template?: { scope: string; path: string }) =>
    readConventions({ root, commentChar: '#', ...(template && { template }) });

  it('is read from the template that the configuration names', async () => {
    writeFileSync(join(root, '.gitmessage'), '# Imperative\n\nWhy:\n');
    expect((await read({ scope: 'local', path: '.gitmessage' })).template).toEqual({
      text: 'Why:',
      comments: 'Imperative',
      path: '.gitmessage',
    });
  });

  it('is not read from outside where the repository itself names the file', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'fairwind-outside-'));
    writeFileSync(join(outside, 'secret'), 'Secret:\n');
    mkdirSync(join(root, 'docs'));
    symlinkSync(join(outside, 'secret'), join(root, '.gitmessage'));
    symlinkSync(outside, join(root, 'linked'));
    for (const path of [join(outside, 'secret'), '../secret', '.gitmessage', 'linked/secret', 'docs'])
      expect((await read({ scope: 'local', path })).template).toBeUndefined();
    // The person's own configuration may name any file, and through a link, but not one that the repository made.
    symlinkSync(join(outside, 'secret'), join(outside, 'link'));
    expect((await read({ scope: 'global', path: join(outside, 'link') })).template).toEqual({
      text: 'Secret:',
      comments: '',
    });
    expect((await read({ scope: 'global', path: '.gitmessage' })).template).toBeUndefined();
    rmSync(outside, { recursive: true });
  });

  it('is read from documents, the most specific first, and never from behind a link', async () => {
    mkdirSync(join(root, '.github'));
    writeFileSync(join(root, 'CONTRIBUTING.md'), '# Commits\nShort.\n');
    writeFileSync(join(root, 'AGENTS.md'), '# Commits\nSmall.\n');
    writeFileSync(join(root, '.github/git-commit-instructions.md'), 'Imperative.\n');
    expect((await read()).guidance).toEqual([
      { path: '.github/git-commit-instructions.md', text: 'Imperative.' },
      { path: 'CONTRIBUTING.md', text: '# Commits\nShort.' },
      { path: 'AGENTS.md', text: '# Commits\nSmall.' },
    ]);
    const outside = mkdtempSync(join(tmpdir(), 'fairwind-outside-'));
    writeFileSync(join(outside, 'git-commit-instructions.md'), 'Secret.\n');
    rmSync(join(root, '.github'), { recursive: true });
    symlinkSync(outside, join(root, '.github'));
    expect((await read()).guidance.map(({ path }) => path)).toEqual(['CONTRIBUTING.md', 'AGENTS.md']);
    rmSync(outside, { recursive: true });
  });
});
