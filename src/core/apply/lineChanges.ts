import type { Replacement } from './edges';
import { type Layout, type Pair } from './layout';
import { diffLines } from './lineDiff';
import { isBalanced, readSheet } from './lineSheet';
import type { LineChange, RefusalReason, TargetFile } from './placement';
import type { LineRenderer } from './renderLines';

/** More lines than these in one go are not taken away on the word of a few lines around them. */
export const MOST_DELETED = 60;

/** The changes that matched lines make, and those of what stands between them. */
export function replaceBetween(layout: Layout, renderer: LineRenderer, pairs: readonly Pair[]): LineChange[] {
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last) return [];
  const before = layout.file.lines.slice(first.file, last.file + 1);
  const changes: LineChange[] = [];
  for (const [index, pair] of pairs.entries()) {
    const line = renderer.matchedLine(pair);
    if (line !== before[pair.file - first.file])
      changes.push({ start: pair.file, end: pair.file + 1, lines: [line] });
    const next = pairs[index + 1];
    if (!next) break;
    const gap = { start: pair.file + 1, end: next.file, blockStart: pair.block + 1, blockEnd: next.block };
    changes.push(...toChanges(layout, renderer, [gap]));
  }
  return joinTouching(changes);
}

/** Changes of neighbouring lines become one, as a person would have made them. */
function joinTouching(changes: readonly LineChange[]): LineChange[] {
  const joined: LineChange[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    if (last?.end !== change.start) joined.push(change);
    else
      joined[joined.length - 1] = {
        start: last.start,
        end: change.end,
        lines: [...last.lines, ...change.lines],
      };
  }
  return joined;
}

export function toChanges(
  { file }: Layout,
  renderer: LineRenderer,
  replacements: readonly Replacement[],
): LineChange[] {
  return replacements.flatMap(({ start, end, blockStart, blockEnd }) => {
    const lines = Array.from({ length: blockEnd - blockStart }, (_, index) =>
      renderer.newLine(blockStart + index),
    );
    return diffLines(file.lines.slice(start, end), lines, start);
  });
}

const PROSE: ReadonlySet<string> = new Set(['markdown', 'plaintext', 'restructuredtext', 'asciidoc']);

/** What is wrong with the file as it would be. */
export function findFault(
  { file }: Layout,
  changes: readonly LineChange[],
  options: Omit<TargetFile, 'text'>,
): RefusalReason | undefined {
  // Prose has smileys and lists that are numbered `1)`.
  if (PROSE.has(options.languageId) || !isBalanced(file, 0, file.lines.length)) return undefined;
  const lines = applyLineChanges(file.lines, changes);
  return isBalanced(readSheet(lines, options), 0, lines.length) ? undefined : 'incomplete';
}

/** The lines of a file after changes, which are in ascending order. */
function applyLineChanges(lines: readonly string[], changes: readonly LineChange[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const { start, end, lines: put } of changes) {
    for (; at < start; at++) result.push(lines[at] ?? '');
    for (const line of put) result.push(line);
    at = end;
  }
  for (; at < lines.length; at++) result.push(lines[at] ?? '');
  return result;
}
