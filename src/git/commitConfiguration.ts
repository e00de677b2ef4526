import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type CommitRules, readCommitlint } from '../core/commit/commitlint';
import {
  type CommitConventions,
  GUIDANCE_FILES,
  type Guidance,
  readGuidance,
} from '../core/commit/conventions';
import { type Literal, isObject, readExportedObject } from '../core/commit/literals';
import { type CommitTemplate, readTemplate } from '../core/commit/template';
import { readSmallFile } from './smallFile';

export interface ConventionsOptions {
  /** The root folder of the working tree. */
  readonly root: string;
  /** What `commit.template` names, and the scope of the configuration that names it. */
  readonly template?: { readonly scope: string; readonly path: string };
  readonly commentChar: string;
}

/** Documents of one repository that are read; the first ones are the most specific. */
const MOST_GUIDANCE = 3;

/** Reads what files say about commit messages. A file that is not there or cannot be read says nothing. */
export async function readConventions(options: ConventionsOptions): Promise<CommitConventions> {
  const [rules, template, guidance] = await Promise.all([
    readCommitRules(options.root),
    readCommitTemplate(options),
    readGuidanceFiles(options.root),
  ]);
  return { ...(rules && { rules }), ...(template && { template }), guidance };
}

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
  '.commitlintrc.cts',
  '.commitlintrc.mts',
  'commitlint.config.js',
  'commitlint.config.cjs',
  'commitlint.config.mjs',
  'commitlint.config.ts',
  'commitlint.config.cts',
  'commitlint.config.mts',
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

/** Configuration that the person wrote themselves; a repository's own may have come with it. */
const OWN_SCOPES: readonly string[] = ['system', 'global'];

/**
 * The template that messages begin with. One that the repository's own configuration names must lie in the repository:
 * with it a repository could otherwise have any file of the person's sent to a model.
 */
async function readCommitTemplate({
  root,
  template,
  commentChar,
}: ConventionsOptions): Promise<CommitTemplate | undefined> {
  if (!template) return undefined;
  const path = resolve(root, template.path);
  const inside = await pathInside(root, path);
  if (inside === undefined && !OWN_SCOPES.includes(template.scope)) return undefined;
  // A link outside of the repository is the person's own, as tools for such files make them.
  const text = await readSmallFile(inside === undefined ? await realpath(path).catch(() => path) : path);
  return text === undefined ? undefined : readTemplate(text, commentChar, inside);
}

async function readGuidanceFiles(root: string): Promise<readonly Guidance[]> {
  const found: Guidance[] = [];
  for (const file of GUIDANCE_FILES) {
    const path = join(root, file.path);
    if (found.length >= MOST_GUIDANCE) break;
    const source = (await pathInside(root, path)) === undefined ? undefined : await readSmallFile(path);
    const text = source === undefined ? '' : readGuidance(source, file);
    if (text !== '') found.push({ path: file.path, text });
  }
  return found;
}

/** A file's path in the repository; undefined when its folder is not really in it, but behind a link, or not there. */
async function pathInside(root: string, path: string): Promise<string | undefined> {
  try {
    const [realRoot, realFolder] = await Promise.all([realpath(root), realpath(dirname(path))]);
    if (realFolder !== realRoot && !realFolder.startsWith(realRoot + sep)) return undefined;
    const inside = relative(root, path);
    return inside.startsWith('..') ? undefined : inside.split(sep).join('/');
  } catch {
    return undefined;
  }
}
