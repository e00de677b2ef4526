/**
 * Context beyond the file: what it costs per key, and how much of a line that is about to be written it holds.
 * Usage: node scripts/benchRun.mjs context [FOLDER…], each with the code of a project; without any, what is installed.
 * Where FAIRWIND_LLAMA_SERVER names a llama-server, it is asked how much of each prompt its cache held.
 */
import { type Cost, measureCost } from './context/cost';
import { type Project, type ProjectFile, findProjects } from './context/projects';
import { startLlamaServer } from '../support/llamaServer';
import { cachedShares, sharedShares, typePrompts } from './context/promptCache';
import { measureQuality } from './context/quality';
import { percentile, printTable } from './report';

/** Number of open files and the size of each, in UTF-16 units. */
const SETUPS = [
  [1, 8_000],
  [5, 8_000],
  [10, 8_000],
  [20, 8_000],
  [50, 32_000],
  [100, 32_000],
] as const;
const BUDGET = 1_000;
/** The same keys are typed so often, for whatever else runs on the machine holds up now this key and now that. */
const RUNS = 3;

const projects = findProjects(process.argv.slice(2));
if (projects.length === 0) throw new Error('No folder with enough real code was found.');
printCost(projects);
printQuality(projects);
printPromptCache(projects).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

function printCost(all: readonly Project[]): void {
  const lines = all.flatMap(({ files }) => files.flatMap((file) => file.lines));
  const language = all[0]?.files[0]?.languageId ?? 'plaintext';
  const typed = (all[0]?.files.at(-1)?.lines ?? []).filter((line) => line.trim() !== '');
  // The first run is for the engine's compiler alone: a person has typed for seconds before anybody counts.
  measureCost(cutFiles(lines, { count: 5, size: 8_000, language }), typed, BUDGET);
  const rows = SETUPS.map(([count, size]) => {
    const files = cutFiles(lines, { count, size, language });
    const runs = Array.from({ length: RUNS }, () => measureCost(files, typed, BUDGET));
    const [cost] = runs;
    if (!cost) throw new Error('Nothing was measured.');
    const triple = (pick: (run: Cost) => readonly number[]) => {
      const values = leastPerKey(runs.map(pick));
      return [50, 95, 99].map((percent) => percentile(values, percent).toFixed(3)).join(' / ');
    };
    return [
      `${count} x ${size / 1_000} kB`,
      triple(({ keys }) => keys),
      triple(({ edits }) => edits),
      triple(({ queries }) => queries),
      [50, 95].map((percent) => percentile(cost.jaccard, percent).toFixed(1)).join(' / '),
      ((cost.changes / cost.keys.length) * 100).toFixed(1),
      cost.openingMs.toFixed(1),
    ];
  });
  printTable(
    `Context per key, ms p50 / p95 / p99, of each key the fastest of ${RUNS} runs (Jaccard: every window of 60 lines anew, p50 / p95)`,
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

async function printPromptCache(all: readonly Project[]): Promise<void> {
  const server = process.env['FAIRWIND_LLAMA_SERVER'] ? await startLlamaServer() : undefined;
  const mean = (shares: readonly number[]) =>
    ((shares.reduce((sum, share) => sum + share, 0) / shares.length) * 100).toFixed(1);
  const rows: string[][] = [];
  for (const { name, files } of all) {
    const typed = (files.at(-1)?.lines ?? []).filter((line) => line.trim() !== '').join('\n');
    const { kept, anew } = typePrompts(files.slice(0, 20), typed, BUDGET);
    const row = [name, mean(sharedShares(kept)), mean(sharedShares(anew))];
    if (server) row.push(mean(await cachedShares(kept, server.baseUrl)));
    rows.push(row);
  }
  await server?.[Symbol.asyncDispose]();
  printTable(
    'What of a prompt is as at the key before, from its beginning, %; 50 keys, 20 open files',
    [
      'project',
      'characters',
      'pieces chosen anew',
      ...(server ? ['tokens that llama-server had cached'] : []),
    ],
    rows,
  );
}

function leastPerKey(runs: readonly (readonly number[])[]): number[] {
  const [first = []] = runs;
  return first.map((_, key) => Math.min(...runs.map((run) => run[key] ?? Number.POSITIVE_INFINITY)));
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
