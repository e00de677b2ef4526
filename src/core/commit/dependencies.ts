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
  // package.json's package manager
  /^\s*"packageManager":\s*"([\w-]+)@(\d[^"+]*)/,
  // GitHub workflows, where a pinned commit has its version in a comment
  /^\s*(?:-\s*)?uses:\s*([\w.-]+\/[\w./-]+)@(?:[0-9a-f]{40}\s*#\s*)?(v?\d\S*)/,
  // a file that holds the project's own version
  /^\s*(?:export\s+const\s+|const\s+)?_*(version)_*\s*[:=]+\s*["']v?(\d[^"']*)/i,
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

/** Compares the dependencies on the removed lines of manifests and workflows with those on their added lines. */
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
  for (const hunk of manifests.flatMap((file) => file.hunks)) {
    let section = hunk.context;
    for (const line of hunk.lines) {
      if (/^.\[/.test(line)) section = line.slice(1);
      if (!line.startsWith(mark)) continue;
      const entry = entryIn(line.slice(1), section);
      if (entry) found.set(entry.name, entry.version);
    }
  }
  return found;
}

/** The package and version that a line names; `section` is the TOML table it stands in. */
function entryIn(line: string, section: string): { name: string; version: string } | undefined {
  for (const pattern of ENTRIES) {
    const [, name, version] = pattern.exec(line) ?? [];
    if (name === undefined || version === undefined) continue;
    if (name.toLowerCase() !== 'version') return { name, version };
    // `[dependencies.serde]` has its version on a line of its own.
    return { name: /dependencies\.["']?([\w-]+)/.exec(section)?.[1] ?? 'version', version };
  }
  return undefined;
}
