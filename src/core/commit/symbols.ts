import { type Declaration, declarationReader } from '../text/declarations';
import type { FileChange, Hunk } from './change';

/** How the declarations of a file changed. Names are unique within each list and stand in the order of the diff. */
export interface SymbolChanges {
  readonly added: readonly Declaration[];
  readonly removed: readonly Declaration[];
  readonly renamed: readonly { readonly kind: string; readonly from: string; readonly to: string }[];
  /** Declarations whose first line or body changed. */
  readonly changed: readonly Declaration[];
}

/** Compares the declarations on a file's removed lines with those on its added lines. */
export function symbolChanges(file: FileChange): SymbolChanges {
  const removed = new Map<string, SeenDeclaration>();
  const added = new Map<string, SeenDeclaration>();
  const changed = new Map<string, Declaration>();
  for (const hunk of file.hunks) {
    collect(file.path, hunk, { removed, added, changed });
  }
  for (const name of [...added.keys()].filter((name) => removed.has(name))) {
    const declaration = added.get(name);
    if (declaration) changed.set(name, declaration);
    added.delete(name);
    removed.delete(name);
  }
  const renamed = [];
  for (const [to, after] of added) {
    const before = [...removed.values()].find((candidate) => candidate.shape === after.shape);
    if (!before) continue;
    renamed.push({ kind: after.kind, from: before.name, to });
    added.delete(to);
    removed.delete(before.name);
    changed.delete(before.name);
  }
  for (const name of [...added.keys(), ...removed.keys()]) changed.delete(name);
  return { added: strip(added), removed: strip(removed), renamed, changed: strip(changed) };
}

interface SeenDeclaration extends Declaration {
  /** The line with its name taken out: two declarations of the same shape are a rename. */
  readonly shape: string;
}

interface Collected {
  readonly removed: Map<string, SeenDeclaration>;
  readonly added: Map<string, SeenDeclaration>;
  readonly changed: Map<string, Declaration>;
}

function collect(path: string, hunk: Hunk, { removed, added, changed }: Collected): void {
  const read = declarationReader(path);
  let enclosing = read(hunk.context);
  for (const line of hunk.lines) {
    const mark = line.charAt(0);
    const text = line.slice(1);
    const declaration = read(text);
    if (!declaration) {
      if (mark !== ' ' && enclosing && text.trim() !== '') changed.set(enclosing.name, enclosing);
      continue;
    }
    if (mark === ' ') enclosing = declaration;
    else {
      const target = mark === '+' ? added : removed;
      target.set(declaration.name, { ...declaration, shape: text.replace(declaration.name, '').trim() });
      enclosing = undefined;
    }
  }
}

function strip(declarations: ReadonlyMap<string, Declaration>): Declaration[] {
  return [...declarations.values()].map(({ kind, name }) => ({ kind, name }));
}
