import { join } from 'node:path';
import { type CommitRules, readCommitlint } from '../core/commit/commitlint';
import { type Literal, isObject, readExportedObject } from '../core/commit/literals';
import { readSmallFile } from './smallFile';

/** Where commitlint looks for its configuration, in its order. What is code is read as data and never run. */
const CONFIGURATION_FILES = [
  'package.json',
  '.commitlintrc',
  '.commitlintrc.json',
  '.commitlintrc.yaml',
  '.commitlintrc.yml',
  '.commitlintrc.js',
  '.commitlintrc.cjs',
  '.commitlintrc.mjs',
  '.commitlintrc.ts',
  'commitlint.config.js',
  'commitlint.config.cjs',
  'commitlint.config.mjs',
  'commitlint.config.ts',
];

/** The rules for commit messages that the repository's root folder holds; undefined when it holds none. */
export async function readCommitRules(root: string): Promise<CommitRules | undefined> {
  for (const name of CONFIGURATION_FILES) {
    const text = await readSmallFile(join(root, name));
    const rules = text === undefined ? undefined : readCommitlint(await readConfiguration(name, text));
    if (rules) return rules;
  }
  return undefined;
}

async function readConfiguration(name: string, text: string): Promise<Literal> {
  if (name === 'package.json') {
    const manifest = readExportedObject(text);
    return manifest && isObject(manifest['commitlint']) ? manifest['commitlint'] : undefined;
  }
  if (/\.[cm]?[jt]s$|\.json$/.test(name)) return readExportedObject(text);
  return readYaml(text);
}

/** YAML, and so JSON too. Without aliases a small file cannot grow into a large value. */
async function readYaml(text: string): Promise<Literal> {
  const { parse } = await import('yaml');
  try {
    return parse(text, { maxAliasCount: 0 }) as Literal;
  } catch {
    return undefined;
  }
}
