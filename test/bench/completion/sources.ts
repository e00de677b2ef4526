import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Random } from './random';
import { hash } from './random';

/** One real source file. */
export interface Source {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  '.py': 'python',
  '.ts': 'typescript',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.go': 'go',
  '.java': 'java',
  '.rs': 'rust',
};

/** Languages that the rules were not made with. */
const OTHER_LANGUAGES: Readonly<Record<string, string>> = {
  '.c': 'c',
  '.h': 'c',
  '.cc': 'cpp',
  '.cs': 'csharp',
  '.rb': 'ruby',
  '.php': 'php',
  '.kt': 'kotlin',
  '.swift': 'swift',
  '.tsx': 'typescriptreact',
  '.html': 'html',
  '.css': 'css',
  '.scss': 'scss',
  '.sql': 'sql',
  '.yml': 'yaml',
  '.yaml': 'yaml',
  '.md': 'markdown',
  '.sh': 'shellscript',
};

/** Where real code usually lies: the project's own packages, and what language toolchains install. */
const USUAL_PLACES = ['node_modules', '/usr/lib/python3', '/usr/local/go/src', '/usr/lib/go/src'];
const NOT_WRITTEN_BY_HAND =
  /\.min\.|\.d\.ts$|\bdist\b|\bbundle|\bvendor\b|generated|_pb2|\.pb\.|locale|\btables?\b/i;
const LARGEST_FILE = 200_000;
const FILES_LOOKED_AT = 40_000;

/**
 * Finds real code: `count` files of each language, picked by chance but always the same, no more than `perFolder`
 * from one package or folder. `isHarder` adds languages that the rules were not made with.
 */
export function findSources(places: readonly string[], count: number, isHarder = false): Source[] {
  const languages = isHarder ? { ...LANGUAGES, ...OTHER_LANGUAGES } : LANGUAGES;
  const found = new Map<string, string[]>();
  for (const place of places.length > 0 ? places : USUAL_PLACES)
    for (const path of walk(place, languages)) {
      const languageId = languages[extname(path)];
      if (languageId === undefined || NOT_WRITTEN_BY_HAND.test(path)) continue;
      found.set(languageId, [...(found.get(languageId) ?? []), path]);
    }
  return [...found].flatMap(([languageId, paths]) => choose(paths, languageId, count));
}

function choose(paths: readonly string[], languageId: string, count: number): Source[] {
  const shuffled = [...paths].sort((a, b) => hash(a) - hash(b));
  const chosen: Source[] = [];
  const perFolder = new Map<string, number>();
  for (const path of shuffled) {
    const folder = path.split('/').slice(0, 5).join('/');
    const taken = perFolder.get(folder) ?? 0;
    if (taken >= Math.ceil(count / 4) || statSync(path).size > LARGEST_FILE) continue;
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    if (!isWrittenByHand(text)) continue;
    perFolder.set(folder, taken + 1);
    chosen.push({ path, languageId, text });
    if (chosen.length === count) break;
  }
  return chosen;
}

function isWrittenByHand(text: string): boolean {
  const lines = text.split('\n');
  return lines.length >= 25 && lines.every((line) => line.length < 240) && !text.includes('\ufffd');
}

function* walk(
  place: string,
  languages: Readonly<Record<string, string>>,
  seen = { files: 0 },
): Generator<string> {
  if (!existsSync(place)) return;
  if (statSync(place).isFile()) {
    yield place;
    return;
  }
  const entries = readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isSymbolicLink() || entry.name === '.git' || seen.files > FILES_LOOKED_AT) continue;
    const path = join(place, entry.name);
    if (entry.isDirectory()) yield* walk(path, languages, seen);
    else if (languages[extname(path)] !== undefined) {
      seen.files++;
      yield path;
    }
  }
}

/** A piece of the file of the size of a function with what stands around it, as the public infilling sets have. */
export function cropSource(source: Source, random: Random): Source {
  const lines = source.text.split('\n');
  const length = random.integer(12, 45);
  const starts = lines.flatMap((line, index) => (/^\S/.test(line) && !/^[)\]}]/.test(line) ? [index] : []));
  const start = starts.length > 0 ? random.pick(starts) : 0;
  let end = Math.min(lines.length, start + length);
  while (end < lines.length && end < start + 80 && !(lines[end - 1] ?? '').match(/^[)\]}\s]*[)\]}]|^$/))
    end++;
  return { ...source, text: lines.slice(start, end).join('\n').trimEnd() + '\n' };
}
