import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommitRules } from '../../../src/git/commitConfiguration';

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
