import type { Layout } from './layout';
import { unitEnd } from './lineSheet';
import type { LineChange } from './placement';

/**
 * Whether changes give a function of the file another name without keeping a line of it that the file has once: then the
 * block may as well show a new function beside it, which only looks like it.
 */
export function mayBeNewBeside(layout: Layout, changes: readonly LineChange[]): boolean {
  const { block, file } = layout;
  const shown = new Set(block.declarations.flatMap((declared) => declared?.name ?? []));
  const own = new Set(file.declarations.flatMap((declared) => declared?.name ?? []));
  if ([...shown].every((name) => own.has(name))) return false;
  return changes.some(({ start, end, lines }) => {
    if (lines.length === 0) return false;
    for (let line = start; line < end; line++) {
      const declared = file.declarations[line];
      if (!declared || shown.has(declared.name) || unitEnd(file, line) === line) continue;
      if (!keepsOwnLine(layout, line)) return true;
    }
    return false;
  });
}

/** Whether a line of what a line of the file begins is kept, and stands nowhere else in the file. */
function keepsOwnLine({ block, file, matches }: Layout, head: number): boolean {
  const end = unitEnd(file, head);
  return matches.some((other, line) => {
    if (other <= head || other > end || file.isTrivial[other] === true) return false;
    const key = file.keys[other] ?? '';
    return block.keys[line] === key && file.keys.indexOf(key) === file.keys.lastIndexOf(key);
  });
}
