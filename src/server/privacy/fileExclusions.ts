import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { type FileExclusion, IGNORE_FILES } from '../../core/privacy/fileExclusion';
import { mayHoldSecrets } from '../../core/privacy/secretFiles';
import type { Clock } from '../../util/clock';
import { LruMap } from '../../util/lru';
import { type IgnoreScope, isIgnored } from '../workspaceIndex/gitIgnore';
import { pathOfUri } from '../workspaceIndex/documentId';

/** How long (ms) an answer holds where the editor does not tell of changed ignore files. */
const FRESH_MS = 2_000;
/** From when on (ms) the next answer is found out while this one still holds. */
const AHEAD_MS = 1_000;
const ANSWERS_KEPT = 2_000;
/** An ignore file beyond this is not one that a person wrote. Bytes. */
const MAX_RULES_BYTES = 256 * 1024;
/** Several `**` in one pattern make its regular expression backtrack without end on deep paths. */
const MAX_DOUBLE_STARS = 3;

interface Answer {
  readonly at: number;
  readonly exclusion: Promise<FileExclusion | undefined>;
  isRenewed: boolean;
}

/**
 * Knows of each file whether anything excludes it from every model: its name, or an ignore file in any folder above it.
 * Both the path as it is written and the one that its links lead to count.
 */
export class FileExclusions {
  readonly #answers = new LruMap<string, Answer>(ANSWERS_KEPT);
  readonly #rules = new LruMap<string, { readonly at: number; readonly rules: Promise<FolderRules> }>(
    ANSWERS_KEPT,
  );

  constructor(private readonly clock: Clock) {}

  /** Why nothing of a file may be sent, or undefined. Documents that are no files are excluded by their name alone. */
  readonly exclusionOf = (uri: string): Promise<FileExclusion | undefined> => {
    const path = pathOfUri(uri.replace(/^vscode-notebook-cell:/, 'file:').replace(/#.*$/, ''));
    if (path === undefined) return Promise.resolve(mayHoldSecrets(uri) ? { by: 'secretFile' } : undefined);
    return this.exclusionOfPath(path);
  };

  /** The same for the absolute path of a file or folder. */
  exclusionOfPath(path: string): Promise<FileExclusion | undefined> {
    const known = this.#answers.get(path);
    const age = known ? this.clock.now() - known.at : Infinity;
    if (!known || age >= FRESH_MS) return this.#ask(path).exclusion;
    if (age >= AHEAD_MS && !known.isRenewed) this.#renew(path, known);
    return known.exclusion;
  }

  #ask(path: string): Answer {
    const answer = { at: this.clock.now(), exclusion: this.#decide(path), isRenewed: false };
    this.#answers.set(path, answer);
    return answer;
  }

  /** Decides again behind the answer that still holds, so that who types on does not wait for the disk every other second. */
  #renew(path: string, known: Answer): void {
    known.isRenewed = true;
    const next = { at: this.clock.now(), exclusion: this.#decide(path), isRenewed: false };
    void next.exclusion.then(() => {
      if (this.#answers.get(path) === known) this.#answers.set(path, next);
    });
  }

  /** Forgets everything. To be called when an ignore file has changed. */
  clear(): void {
    this.#answers.clear();
    this.#rules.clear();
  }

  async #decide(path: string): Promise<FileExclusion | undefined> {
    const target = await resolveLinks(path);
    for (const each of target === path ? [path] : [path, target]) {
      if (mayHoldSecrets(each)) return { by: 'secretFile' };
      const exclusion = await this.#byIgnoreFile(each);
      if (exclusion) return exclusion;
    }
    return undefined;
  }

  async #byIgnoreFile(path: string): Promise<FileExclusion | undefined> {
    const folders = foldersAbove(path);
    const rulesOfFolders = await Promise.all(folders.map((folder) => this.#rulesOf(folder)));
    for (const name of IGNORE_FILES) {
      let scope: IgnoreScope | undefined;
      for (const [index, folder] of folders.entries()) {
        const rules = rulesOfFolders[index]?.get(name);
        const ignoreFile = join(folder, name);
        if (rules === 'unreadable') return { by: 'unreadableIgnoreFile', ignoreFile };
        if (rules) scope = { folder, rules, above: scope };
        const child = folders[index + 1];
        if (isIgnored(scope, child ?? path, child !== undefined))
          return { by: 'ignoreFile', ignoreFile: name };
      }
    }
    return undefined;
  }

  #rulesOf(folder: string): Promise<FolderRules> {
    const known = this.#rules.get(folder);
    // A renewed answer reads them again: it must not rest on what the answer before it has read.
    if (known && this.clock.now() - known.at < AHEAD_MS) return known.rules;
    const rules = readFolderRules(folder);
    this.#rules.set(folder, { at: this.clock.now(), rules });
    return rules;
  }
}

/** Whether a file of this URI is an ignore file. */
export function isIgnoreFile(uri: string): boolean {
  return IGNORE_FILES.some((name) => uri.endsWith(`/${name}`));
}

type FolderRules = ReadonlyMap<string, Ignore | 'unreadable'>;

async function readFolderRules(folder: string): Promise<FolderRules> {
  const rules = await Promise.all(
    IGNORE_FILES.map(async (name) => [name, await readRules(join(folder, name))] as const),
  );
  return new Map(rules.flatMap(([name, own]) => (own === undefined ? [] : [[name, own]])));
}

/** What cannot be read might exclude anything, so it excludes everything; unlike git, links are followed. */
async function readRules(path: string): Promise<Ignore | 'unreadable' | undefined> {
  try {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > MAX_RULES_BYTES) return 'unreadable';
    return parseRules(await readFile(path, 'utf8'));
  } catch (error) {
    return isMissing(error) ? undefined : 'unreadable';
  }
}

function parseRules(text: string): Ignore | 'unreadable' | undefined {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/(\*\*\/)+/g, '**/'));
  if (patterns.some((pattern) => pattern.split('**').length - 1 > MAX_DOUBLE_STARS)) return 'unreadable';
  // The defaults of git's core.ignoreCase.
  const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';
  return ignore({ ignoreCase }).add(patterns);
}

/** Where a path leads; of one that does not exist yet, where the folder leads that it would be in. */
async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await resolveLinks(parent), basename(path));
  }
}

/** From the root of the file system down to the folder that a path is in. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) return folders;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
