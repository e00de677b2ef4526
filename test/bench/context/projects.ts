import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { OpenFile } from '../../../src/core/completion/context/indexedFile';
import { languageIdOfPath } from '../../../src/server/workspaceIndex/documentId';

/** A file as a person would have it open. */
export interface ProjectFile extends OpenFile {
  readonly lines: readonly string[];
}

/** Files of one package that are written in one language, neighbours beside each other. */
export interface Project {
  readonly name: string;
  readonly files: readonly ProjectFile[];
}

const USUAL_PLACES = ['node_modules', '/usr/lib/python3/dist-packages'];
const EXTENSIONS = new Set(['.py', '.ts', '.js', '.go', '.rs', '.java']);
const NOT_WRITTEN_BY_HAND = /\.min\.|\.d\.ts$|\b(dist|build|umd|vendor|locale|generated|bundle|edition)\b/i;
const FEWEST_FILES = 20;
const MOST_PROJECTS = 12;
/** UTF-16 units. */
const SMALLEST_FILE = 1_500;
const LARGEST_FILE = 60_000;

/** Real code in folders of which each holds projects, or is one itself; the same on every run over the same files. */
export function findProjects(places: readonly string[]): Project[] {
  const roots =
    places.length > 0 ? places : USUAL_PLACES.filter((place) => existsSync(place)).flatMap(packagesIn);
  const projects = roots.flatMap((root) => readProject(root) ?? []);
  return projects.sort((a, b) => b.files.length - a.files.length).slice(0, MOST_PROJECTS);
}

function packagesIn(place: string): string[] {
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => (name.startsWith('@') ? packagesIn(join(place, name)) : [join(place, name)]));
}

function readProject(root: string): Project | undefined {
  const byExtension = new Map<string, string[]>();
  for (const path of walk(root)) {
    const paths = byExtension.get(extname(path)) ?? [];
    byExtension.set(extname(path), [...paths, path]);
  }
  const [paths] = [...byExtension.values()].sort((a, b) => b.length - a.length);
  const files = (paths ?? []).flatMap((path) => readSource(root, path) ?? []);
  return files.length < FEWEST_FILES ? undefined : { name: root.split('/').slice(-1).join('/'), files };
}

function readSource(root: string, path: string): ProjectFile | undefined {
  const text = readFileSync(path, 'utf8');
  const lines = text.split(/\r?\n/);
  if (text.length < SMALLEST_FILE || text.length > LARGEST_FILE || lines.some((line) => line.length > 240))
    return undefined;
  return {
    uri: `file://${path}`,
    path: path.slice(root.length + 1),
    languageId: languageIdOfPath(path),
    lines,
  };
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name === 'node_modules' || entry.name === '.git') return [];
      if (entry.isDirectory()) return walk(path);
      return EXTENSIONS.has(extname(path)) && !NOT_WRITTEN_BY_HAND.test(path) ? [path] : [];
    });
}
