import { CompletionContext } from '../../../src/core/completion/context/completionContext';
import { forEachName } from '../../../src/core/completion/context/names';
import { cutWindow } from '../../../src/core/completion/cursorWindow';
import type { ContextPiece } from '../../../src/core/model/languageModel';
import { Random } from '../completion/random';
import { relatedPaths } from '../../../src/core/completion/context/relatedPaths';
import { closestByJaccard } from './jaccard';
import type { Project, ProjectFile } from './projects';

export const WINDOW_BUDGET = { prefixTokens: 1_500, suffixTokens: 500, suffixLines: 24 };
const OPEN_FILES = 20;
/** Of these, files that are open where all others are closed. */
const FEW_OPEN_FILES = 4;
const POINTS_PER_PROJECT = 150;
const JACCARD_LINES = [20, 60];
/** Lines above the one taken out where context was asked for before, as when somebody types down to it. */
const LINES_TYPED = [12, 9, 6, 3, 0];

/** How many of the wanted names the context of each way held. */
export interface QualityRow {
  readonly project: string;
  readonly lines: number;
  readonly names: number;
  /** Share of the names, by way. */
  readonly found: Readonly<Record<string, number>>;
  /** Share of the lines of which every wanted name was there, by way. */
  readonly complete: Readonly<Record<string, number>>;
  readonly milliseconds: number;
}

/**
 * Takes a line out of a file and asks for context there: how many of the names of that line, which the model cannot
 * see around the cursor, are in it?
 */
export function measureQuality(project: Project, budget: number): QualityRow {
  const random = new Random(project.name);
  const found: Record<string, number> = {};
  const complete: Record<string, number> = {};
  let names = 0;
  let lines = 0;
  const started = performance.now();
  for (let tries = 0; lines < POINTS_PER_PROJECT && tries < POINTS_PER_PROJECT * 20; tries++) {
    const place = random.integer(0, project.files.length - 1);
    const file = project.files[place];
    if (!file) continue;
    const first = Math.max(0, Math.min(place - OPEN_FILES / 2, project.files.length - OPEN_FILES));
    const others = project.files.slice(first, first + OPEN_FILES).filter((other) => other !== file);
    const point = leaveOneOut(file, random.integer(1, file.lines.length - 1));
    if (!point) continue;
    lines++;
    names += point.wanted.length;
    const related = findRelated(point.file, project);
    for (const [way, pieces] of Object.entries(askAll(point, { others, related }, budget))) {
      const held = namesOf(pieces.map(({ text }) => text));
      const hits = point.wanted.filter((name) => held.has(name)).length;
      found[way] = (found[way] ?? 0) + hits;
      complete[way] = (complete[way] ?? 0) + (hits === point.wanted.length ? 1 : 0);
    }
  }
  const share = (counts: Record<string, number>, of: number) =>
    Object.fromEntries(Object.entries(counts).map(([way, count]) => [way, count / of]));
  const milliseconds = performance.now() - started;
  return {
    project: project.name,
    lines,
    names,
    found: share(found, names),
    complete: share(complete, lines),
    milliseconds,
  };
}

interface Point {
  readonly file: ProjectFile;
  readonly line: number;
  readonly window: ReturnType<typeof cutWindow>;
  readonly wanted: readonly string[];
}

/** The file without one line, and the names of that line that stand nowhere in the window around it. */
function leaveOneOut(file: ProjectFile, line: number): Point | undefined {
  const left = { ...file, lines: file.lines.with(line, '') };
  const window = windowAt(left, line);
  const seen = namesOf([window.prefix, window.suffix]);
  const wanted = [...namesOf([file.lines[line] ?? ''])].filter((name) => name.length > 2 && !seen.has(name));
  return wanted.length === 0 ? undefined : { file: left, line, window, wanted };
}

function askAll(
  { file, line, window }: Point,
  { others, related }: { others: readonly ProjectFile[]; related: readonly ProjectFile[] },
  budget: number,
): Record<string, readonly ContextPiece[]> {
  const few = others.slice(0, FEW_OPEN_FILES);
  const ways: Record<string, readonly ContextPiece[]> = {
    'at once': askDownTo(file, [line], others, budget),
    'after typing': askDownTo(
      file,
      LINES_TYPED.map((above) => Math.max(0, line - above)),
      others,
      budget,
    ),
    'few open': askDownTo(file, [line], few, budget),
    'and related': askDownTo(file, [line], [...new Set([...few, ...related])], budget),
    'related alone': askDownTo(file, [line], related, budget),
  };
  for (const windowLines of JACCARD_LINES) {
    const near = file.lines.slice(Math.max(0, line - windowLines), line);
    const files = [...others, ...outsideOf(file, line, window)];
    ways[`jaccard ${windowLines}`] = closestByJaccard({ files, near, windowLines, budget });
  }
  return ways;
}

/** The files of the project that a file imports, and those of its folder. */
function findRelated(file: ProjectFile, { files }: Project): ProjectFile[] {
  return relatedPaths(file.path, file.lines).flatMap((paths) => {
    for (const path of paths) {
      const found = files.filter((other) =>
        path.endsWith('/')
          ? (other.path.slice(0, other.path.lastIndexOf('/') + 1) || './') === path
          : other.path === path,
      );
      if (found.length > 0) return found.filter(({ uri }) => uri !== file.uri);
    }
    return [];
  });
}

/** The pieces at the last of some lines, when those before it were asked for first. */
function askDownTo(
  file: ProjectFile,
  lines: readonly number[],
  others: readonly ProjectFile[],
  budget: number,
): readonly ContextPiece[] {
  const context = new CompletionContext();
  for (const open of [file, ...others]) context.open(open, open.lines);
  const { uri, languageId } = file;
  let pieces: readonly ContextPiece[] = [];
  for (const line of lines) {
    const window = windowAt(file, line);
    pieces = context.piecesFor({ uri, languageId, cursor: { line, character: 0 }, window, budget });
  }
  return pieces;
}

function windowAt(file: ProjectFile, line: number) {
  const offset = file.lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  return cutWindow(file.lines.join('\n'), offset, line, WINDOW_BUDGET);
}

/** What of the document itself lies above and below the window. */
function outsideOf(file: ProjectFile, line: number, window: Point['window']): ProjectFile[] {
  const start = line - (window.prefix.split('\n').length - 1);
  const end = line + window.suffix.split('\n').length;
  return [
    { ...file, lines: file.lines.slice(0, start) },
    { ...file, lines: file.lines.slice(end) },
  ];
}

function namesOf(texts: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const text of texts) for (const line of text.split('\n')) forEachName(line, (name) => names.add(name));
  return names;
}
