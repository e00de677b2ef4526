/**
 * Which files of the workspace a file is likely to use: those its imports name, told from the text alone, and those of
 * its folder. Paths are relative to the workspace folder and have forward slashes; one that ends with a slash stands for
 * the files right in that folder.
 */

/** Imports of one file that are followed: more are of a file that only lists others. */
const MOST_IMPORTS = 60;

/** Longer lines are not imports that a person wrote, and cost the patterns dearly. UTF-16 units. */
const LONGEST_LINE = 300;

/** Finds the module that a line names; undefined for most lines. */
type ImportReader = (line: string) => readonly string[] | undefined;
/** Where a named module may be, the likeliest path first. */
type ModulePaths = (names: readonly string[], from: Importer) => string[];

interface ImportSyntax {
  readonly extensions: RegExp;
  readonly read: ImportReader;
  readonly paths: ModulePaths;
}

/** The file whose imports are read. */
interface Importer {
  /** Its folder, with a slash at the end; empty for the workspace folder. */
  readonly folder: string;
  /** Its name without the extension. */
  readonly stem: string;
}

/**
 * Where what a file uses may be: for each import its possible paths, of which the first that exists is meant, and last
 * the file's own folder.
 * @param path of the importing file
 * @param lines its lines, or the first of them
 */
export function relatedPaths(path: string, lines: readonly string[]): string[][] {
  const slash = path.lastIndexOf('/') + 1;
  const from = { folder: path.slice(0, slash), stem: path.slice(slash).replace(/\.[^.]*$/, '') };
  const imports = readImports(path, lines).map(({ names, paths }) => paths(names, from));
  return [...imports.filter((paths) => paths.length > 0), [from.folder === '' ? './' : from.folder]];
}

interface Import extends Pick<ImportSyntax, 'paths'> {
  readonly names: readonly string[];
}

function readImports(path: string, lines: readonly string[]): Import[] {
  const syntax = SYNTAXES.find(({ extensions }) => extensions.test(path));
  const found = new Map<string, Import>();
  if (!syntax) return [];
  for (const line of lines) {
    const names = syntax.read(line);
    if (!names) continue;
    found.set(names.join('\n'), { names, paths: syntax.paths });
    if (found.size === MOST_IMPORTS) break;
  }
  return [...found.values()];
}

/** Reads lines that match a pattern; its groups are the names. */
function reader(pattern: RegExp): ImportReader {
  return (line) => (line.length > LONGEST_LINE ? undefined : pattern.exec(line)?.slice(1));
}

const SCRIPT_EXTENSIONS = ['.ts', '.tsx', '.d.ts', '.mts', '.js', '.jsx', '.mjs', '.vue', '.svelte'];

/** `./x.js` in a TypeScript file is `./x.ts` on disk. */
const scriptPaths: ModulePaths = ([module = ''], { folder }) => {
  // What the letters before the slash stand for is in a configuration file; mostly it is a folder of sources.
  const [, aliased] = /^[@~#][\w-]*\/(.+)$/.exec(module) ?? [];
  if (aliased === undefined && !module.startsWith('.')) return [];
  const paths =
    aliased === undefined
      ? [join(folder, module) ?? []].flat()
      : sourceRoots(folder).map((root) => root + aliased);
  return paths.flatMap((path) => {
    const stem = path.replace(/\.[cm]?jsx?$/, '');
    return unique([
      ...(/\.\w+$/.test(path) ? [path] : []),
      ...SCRIPT_EXTENSIONS.map((extension) => stem + extension),
      ...SCRIPT_EXTENSIONS.slice(0, 5).map((extension) => `${stem}/index${extension}`),
    ]);
  });
};

const pythonPaths: ModulePaths = ([from = '', imported = ''], { folder }) => {
  const dots = /^\.*/.exec(from)?.[0].length ?? 0;
  const module = from.slice(dots).replaceAll('.', '/');
  const base = dots === 0 ? undefined : join(folder, '../'.repeat(dots - 1));
  if (dots > 0 && base === undefined) return [];
  const roots = base === undefined ? sourceRoots(folder) : [base === '' ? '' : `${base}/`];
  return roots.flatMap((root) => {
    const stem = root + module;
    const inner =
      imported === '' ? [] : [`${stem === '' || stem.endsWith('/') ? stem : `${stem}/`}${imported}.py`];
    return [...inner, ...(module === '' ? [] : [`${stem}.py`, `${stem}/__init__.py`])];
  });
};

const goPaths: ModulePaths = ([module = ''], { folder }) => {
  const parts = module.split('/');
  // Only the module's own name tells how much of the path is in the workspace, and it stands in another file.
  const ends = parts.slice(1).map((_, at) => parts.slice(at + 1).join('/'));
  const roots = ancestors(folder);
  return ends.flatMap((end) => roots.map((root) => `${root}${end}/`));
};

const rustPaths: ModulePaths = ([declared, used = ''], { folder, stem }) => {
  const isRoot = stem === 'mod' || stem === 'lib' || stem === 'main';
  const own = isRoot ? folder : `${folder}${stem}/`;
  if (declared !== undefined) return [`${own}${declared}.rs`, `${own}${declared}/mod.rs`];
  const [first = '', ...rest] = used.split('::');
  const sources = folder.lastIndexOf('src/');
  const start = {
    self: own,
    super: parentOf(own),
    crate: sources === -1 ? undefined : folder.slice(0, sources + 4),
  }[first];
  if (start === undefined) return [];
  // The last names of a path may be items of the module that the first ones name.
  return rest
    .map((_, at) => rest.slice(0, rest.length - at).join('/'))
    .flatMap((module) => [`${start}${module}.rs`, `${start}${module}/mod.rs`]);
};

const jvmPaths: ModulePaths = ([module = ''], { folder }) => {
  const path = module.replaceAll('.', '/');
  return ancestors(folder).flatMap((root) => ['.java', '.kt', '.scala'].map((end) => root + path + end));
};

const includePaths: ModulePaths = ([header = ''], { folder }) =>
  [folder, ...ancestors(folder).flatMap((root) => [root, `${root}include/`])].flatMap(
    (root) => join(root, header) ?? [],
  );

const SYNTAXES: readonly ImportSyntax[] = [
  {
    extensions: /\.(?:[cm]?[jt]sx?|vue|svelte)$/,
    read: reader(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"]+)['"]/),
    paths: scriptPaths,
  },
  {
    extensions: /\.pyi?$/,
    read: reader(/^\s*(?:from\s+(?=[.\w])|import\s+)([.\w]+)(?:\s+import\s+\(?\s*(\w+))?/),
    paths: pythonPaths,
  },
  {
    extensions: /\.go$/,
    read: reader(/^\s*(?:import\s+)?(?:[\w.]+\s+)?"(\w[\w-]*\.[\w.-]+\/[^"]+)"\s*$/),
    paths: goPaths,
  },
  {
    extensions: /\.rs$/,
    read: reader(/^\s*(?:pub(?:\([^)]*\))?\s+)?(?:mod\s+(\w+)\s*;|use\s+((?:crate|self|super)(?:::\w+)+))/),
    paths: rustPaths,
  },
  {
    extensions: /\.(?:java|kts?|scala)$/,
    read: reader(/^import\s+(?:static\s+)?([\w.]+\w)/),
    paths: jvmPaths,
  },
  {
    extensions: /\.(?:c|h|cc|cpp|cxx|hpp|hh|m|mm)$/,
    read: reader(/^\s*#\s*include\s+"([^"]+)"/),
    paths: includePaths,
  },
  {
    extensions: /\.rb$/,
    read: reader(/^\s*require_relative\s*\(?\s*['"]([^'"]+)['"]/),
    paths: ([module = ''], { folder }) => [join(folder, `${module.replace(/\.rb$/, '')}.rb`) ?? []].flat(),
  },
];

/** A folder and those it is in, the innermost first. */
function ancestors(folder: string): string[] {
  const found = [folder];
  for (let at = folder; at !== ''; found.push(at)) at = parentOf(at);
  return found;
}

/** Folders that the modules of a project may be named from. */
function sourceRoots(folder: string): string[] {
  return ancestors(folder).flatMap((root) => [root, `${root}src/`]);
}

function parentOf(folder: string): string {
  return folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
}

/** Resolves `.` and `..`; undefined where the path would leave the workspace folder. */
function join(folder: string, path: string): string | undefined {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)];
}
