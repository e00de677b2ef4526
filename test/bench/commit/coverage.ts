import type { FileChange } from '../../../src/core/commit/change';
import { baseName } from '../../../src/core/commit/change';
import { fileKind, isSummarisedKind } from '../../../src/core/commit/fileKind';
import { packChange } from '../../../src/core/commit/packer';
import { estimateTokens } from '../../../src/core/model/estimateTokens';
import { declarationReader } from '../../../src/core/text/declarations';
import type { RealCommit } from './history';

/** Shares from 0 to 1 as means over commits, and the tokens of each text. */
export interface Coverage {
  readonly files: number;
  readonly signatures: number;
  readonly identifiers: number;
  readonly tokens: readonly number[];
}

/** How much of each commit is in its packed text, and in its diff cut off at the same number of estimated tokens. */
export function measureCoverage(
  commits: readonly RealCommit[],
  budget: number,
): { readonly packed: Coverage; readonly truncated: Coverage } {
  return {
    packed: coverageOf(commits, ({ files }) => packChange(files, budget).text),
    truncated: coverageOf(commits, ({ patch }) => cutOff(patch, budget)),
  };
}

function coverageOf(commits: readonly RealCommit[], textOf: (commit: RealCommit) => string): Coverage {
  const shares = { files: [] as number[], signatures: [] as number[], identifiers: [] as number[] };
  const tokens: number[] = [];
  for (const commit of commits) {
    const text = textOf(commit);
    tokens.push(estimateTokens(text));
    const words = new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
    add(
      shares.files,
      commit.files.map(({ path }) => baseName(path)),
      (name) => text.includes(name),
    );
    add(shares.signatures, signaturesOf(commit.files), (line) => text.includes(line));
    add(shares.identifiers, addedIdentifiers(commit.files), (name) => words.has(name));
  }
  return {
    files: mean(shares.files),
    signatures: mean(shares.signatures),
    identifiers: mean(shares.identifiers),
    tokens,
  };
}

/** A commit without any says nothing about how many are kept. */
function add(shares: number[], items: readonly string[], isKept: (item: string) => boolean): void {
  if (items.length > 0) shares.push(items.filter(isKept).length / items.length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function cutOff(patch: string, budget: number): string {
  let [low, high] = [0, patch.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (estimateTokens(patch.slice(0, middle)) <= budget) low = middle;
    else high = middle - 1;
  }
  return patch.slice(0, low);
}

const written = (files: readonly FileChange[]) =>
  files.filter(({ path }) => !isSummarisedKind(fileKind(path)));

/** The declaration lines that a commit adds or removes. */
function signaturesOf(files: readonly FileChange[]): string[] {
  return written(files).flatMap(({ path, hunks }) => {
    const declares = declarationReader(path);
    return hunks.flatMap(({ lines }) =>
      lines.filter((line) => !line.startsWith(' ') && declares(line.slice(1)) !== undefined),
    );
  });
}

/** The names that stand in added lines and nowhere else in the diff. */
function addedIdentifiers(files: readonly FileChange[]): string[] {
  const added = new Set<string>();
  const known = new Set<string>();
  for (const { hunks } of written(files)) {
    for (const line of hunks.flatMap(({ lines }) => lines)) {
      const target = line.startsWith('+') ? added : known;
      for (const name of line.slice(1).match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? []) target.add(name);
    }
  }
  return [...added].filter((name) => !known.has(name));
}
