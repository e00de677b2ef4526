import type { FileChange } from './change';

export interface DependencyChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly updated: readonly { readonly name: string; readonly to: string }[];
  /** The project's own new version, when that changed. */
  readonly version?: string;
}

/** One line that names a package and a version, in the manifests people use. */
const ENTRIES: readonly RegExp[] = [
  // package.json, composer.json
  /^\s*"([^"]+)":\s*"((?:[~^<>=v ]*\d|workspace:|npm:|\*)[^"]*)",?\s*$/,
  // Cargo.toml, pyproject.toml, Pipfile
  /^\s*([\w.-]+)\s*=\s*(?:\{[^}]*\bversion\s*=\s*)?"([~^<>= ]*\d[^"]*)"/,
  // requirements.txt and pyproject's lists
  /^\s*["']?([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:[=~<>!]=)\s*(\d[^"',;\s]*)/,
  // go.mod
  /^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+(v\d\S*)/,
  // Gemfile
  /^\s*gem\s+["']([^"']+)["'],\s*["']([^"']+)["']/,
];

/** Compares the dependencies on the removed lines of manifests with those on their added lines. */
export function dependencyChanges(manifests: readonly FileChange[]): DependencyChanges {
  const before = entries(manifests, '-');
  const after = entries(manifests, '+');
  const version = after.get('version');
  before.delete('version');
  after.delete('version');
  return {
    added: [...after.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    updated: [...after]
      .filter(([name, to]) => before.has(name) && before.get(name) !== to)
      .map(([name, to]) => ({ name, to: to.replace(/^[~^<>=v ]+/, '') })),
    ...(version !== undefined && { version }),
  };
}

function entries(manifests: readonly FileChange[], mark: '+' | '-'): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of manifests.flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines))) {
    if (!line.startsWith(mark)) continue;
    for (const pattern of ENTRIES) {
      const [, name, version] = pattern.exec(line.slice(1)) ?? [];
      if (name === undefined || version === undefined) continue;
      found.set(name, version);
      break;
    }
  }
  return found;
}
