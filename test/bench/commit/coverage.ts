import type { FileChange } from '../../../src/core/commit/change';
import { baseName } from '../../../src/core/commit/change';
import { codeOf } from '../../../src/core/commit/commentLine';
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
  readonly words: number;
  readonly tokens: readonly number[];
}

/** The ways of getting a change into a budget. */
export const WAYS: readonly (readonly [
  name: string,
  textOf: (commit: RealCommit, budget: number) => string,
])[] = [
  ['packed', ({ files }, budget) => packChange(files, budget).text],
  ['cut off at the budget', ({ patch }, budget) => cutOff(patch, budget)],
  ['each file cut off at its share', ({ patch }, budget) => cutOffFairly(patch, budget)],
];

/** Every file gets the same share of the budget; what short ones leave goes to the others. */
function cutOffFairly(patch: string, budget: number): string {
  const parts = patch.split(/^(?=diff --git )/m).filter((part) => part !== '');
  const sizes = parts.map(estimateTokens);
  let left = budget;
  let open = parts.length;
  const shares = new Map<number, number>();
  for (const index of [...parts.keys()].sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0))) {
    const share = Math.min(sizes[index] ?? 0, Math.floor(left / open));
    shares.set(index, share);
    left -= share;
    open -= 1;
  }
  return parts.map((part, index) => cutOff(part, shares.get(index) ?? 0)).join('');
}

/** How much of each commit is in its text, as means over the commits. */
export function measureCoverage(
  commits: readonly RealCommit[],
  textOf: (commit: RealCommit) => string,
): Coverage {
  const shares = {
    files: [] as number[],
    signatures: [] as number[],
    identifiers: [] as number[],
    words: [] as number[],
  };
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
    add(shares.identifiers, addedNames(commit.files, codeOf), (name) => words.has(name));
    add(
      shares.words,
      addedNames(commit.files, (line) => line),
      (name) => words.has(name),
    );
  }
  return {
    files: mean(shares.files),
    signatures: mean(shares.signatures),
    identifiers: mean(shares.identifiers),
    words: mean(shares.words),
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

/** The declaration lines that a commit adds or removes, without those that it only moves or indents. */
function signaturesOf(files: readonly FileChange[]): string[] {
  const lines = written(files).flatMap(({ path, hunks }) => {
    const declares = declarationReader(path);
    return hunks.flatMap((hunk) =>
      hunk.lines.filter((line) => !line.startsWith(' ') && declares(line.slice(1)) !== undefined),
    );
  });
  const sides = ['+', '-'].map(
    (mark) => new Set(lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1).trim())),
  );
  return lines.filter((line) => !sides.every((side) => side.has(line.slice(1).trim())));
}

/** Prose and data have words and values, not identifiers. */
const isCode = ({ path }: FileChange) => !['docs', 'data'].includes(fileKind(path));

/** The names that stand in what is read of added lines of code and nowhere else in the diff. */
function addedNames(files: readonly FileChange[], read: (line: string) => string): string[] {
  const added = new Set<string>();
  const known = new Set<string>();
  for (const { hunks } of written(files).filter(isCode)) {
    for (const line of hunks.flatMap(({ lines }) => lines)) {
      const isAdded = line.startsWith('+');
      const text = isAdded ? read(line.slice(1)) : line.slice(1);
      for (const name of text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [])
        (isAdded ? added : known).add(name);
    }
  }
  return [...added].filter((name) => !known.has(name));
}
