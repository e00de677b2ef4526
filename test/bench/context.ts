/**
 * Context beyond the file: what it costs per key, and how much of a line that is about to be written it holds.
 * Usage: node scripts/benchRun.mjs context [FOLDER…], each with the code of a project; without any, what is installed.
 */
import { measureCost } from './context/cost';
import { type Project, type ProjectFile, findProjects } from './context/projects';
import { measureQuality } from './context/quality';
import { percentile, printTable } from './report';

/** Number of open files and the size of each, in UTF-16 units. */
const SETUPS = [
  [1, 8_000],
  [5, 8_000],
  [10, 8_000],
  [20, 8_000],
  [50, 32_000],
] as const;
const BUDGET = 1_000;

const projects = findProjects(process.argv.slice(2));
if (projects.length === 0) throw new Error('No folder with enough real code was found.');
printCost(projects);
printQuality(projects);

function printCost(all: readonly Project[]): void {
  const lines = all.flatMap(({ files }) => files.flatMap((file) => file.lines));
  const language = all[0]?.files[0]?.languageId ?? 'plaintext';
  const typed = (all[0]?.files.at(-1)?.lines ?? []).filter((line) => line.trim() !== '');
  // The first run is for the engine's compiler alone: a person has typed for seconds before anybody counts.
  measureCost(cutFiles(lines, { count: 5, size: 8_000, language }), typed, BUDGET);
  const rows = SETUPS.map(([count, size]) => {
    const cost = measureCost(cutFiles(lines, { count, size, language }), typed, BUDGET);
    const triple = (values: readonly number[]) =>
      [50, 95, 99].map((percent) => percentile(values, percent).toFixed(3)).join(' / ');
    return [
      `${count} x ${size / 1_000} kB`,
      triple(cost.keys),
      triple(cost.edits),
      triple(cost.queries),
      [50, 95].map((percent) => percentile(cost.jaccard, percent).toFixed(1)).join(' / '),
      ((cost.changes / cost.keys.length) * 100).toFixed(1),
      cost.openingMs.toFixed(1),
    ];
  });
  printTable(
    'Context per key, ms p50 / p95 / p99 (Jaccard: every window of 60 lines anew, p50 / p95)',
    [
      'open files',
      'edit and query',
      'edit',
      'query',
      'Jaccard rescan',
      'changes per 100 keys',
      'opening all, once',
    ],
    rows,
  );
}

/** Files of one size each, cut out of real code in order and from the start again when it ends. */
function cutFiles(
  lines: readonly string[],
  { count, size, language }: { count: number; size: number; language: string },
): ProjectFile[] {
  let at = 0;
  return Array.from({ length: count }, (_, number) => {
    const taken: string[] = [];
    for (let length = 0; length < size; at++) {
      const line = lines[at % lines.length] ?? '';
      taken.push(line);
      length += line.length + 1;
    }
    return { uri: `file:///bench/${number}`, path: `src/${number}.js`, languageId: language, lines: taken };
  });
}

function printQuality(all: readonly Project[]): void {
  const rows = all.map((project) => measureQuality(project, BUDGET));
  const ways = Object.keys(rows[0]?.found ?? {});
  const percent = (share: number | undefined) => ((share ?? 0) * 100).toFixed(1);
  const mean = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
  printTable(
    `A line taken out: names of it, unseen around the cursor, that the context holds; ${BUDGET} tokens, 20 open files`,
    [
      'project',
      'lines',
      'names',
      ...ways.map((way) => `${way} %`),
      ...ways.map((way) => `all of them: ${way} %`),
    ],
    [
      ...rows.map((row) => [
        row.project,
        String(row.lines),
        String(row.names),
        ...ways.map((way) => percent(row.found[way])),
        ...ways.map((way) => percent(row.complete[way])),
      ]),
      [
        'mean',
        '',
        '',
        ...ways.map((way) => percent(mean((row) => row.found[way] ?? 0))),
        ...ways.map((way) => percent(mean((row) => row.complete[way] ?? 0))),
      ],
    ],
  );
}
