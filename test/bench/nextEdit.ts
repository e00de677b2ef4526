/**
 * Next edits by rule, against what the authors of real commits went on to do: after each edit of a commit to a file the
 * rules are asked, and what they show is held to the edits that are still to come.
 * Usage: node scripts/benchRun.mjs nextEdit [REPOSITORY…] [--commits N] [--show WRONG]; this repository unless told.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type FileChange, readHistory } from './nextEdit/history';
import { LiveFile } from './nextEdit/liveFile';
import { type ReplayResult, type Shown, replay } from './nextEdit/replay';
import { percentile, printTable } from './report';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { commits: { type: 'string', default: '500' }, show: { type: 'string', default: '0' } },
});
const repositories = positionals.length > 0 ? positionals : ['.'];
const histories = repositories.map((path) => ({ path, changes: readHistory(path, Number(values.commits)) }));
const NEAR_CHANGES = 30;
const MOST_OTHERS = 5;
const KINDS = ['rename', 'callSite', 'repeat'] as const;
const header = ['asked', 'shown', 'shown %', 'right place %', 'exact % (precision)'];
for (const order of ['text', 'shuffled'] as const) {
  const title = order === 'text' ? 'edits made from top to bottom' : 'edits made in any order (seeded)';
  printOrder(title, order);
}

function printOrder(title: string, order: 'text' | 'shuffled'): void {
  const results = histories.map(({ path, changes }) => ({
    name: basename(resolve(path)),
    files: changes.length,
    ...sum(changes.map((change, index) => replay(change, { order, others: othersOf(changes, index) }))),
  }));
  const all = sum(results);
  printTable(
    `Next edits by rule, ${title}`,
    ['repository', 'changed files', ...header],
    [
      ...results.map(({ name, files, shown, asked }) => [name, String(files), ...describe(shown, asked)]),
      ['all', '', ...describe(all.shown, all.asked)],
    ],
  );
  printTable(
    `By rule, ${title}`,
    ['rule', ...header],
    KINDS.flatMap((kind) =>
      [false, true].map((isElsewhere) => {
        const shown = all.shown.filter((one) => one.kind === kind && one.isElsewhere === isElsewhere);
        return [isElsewhere ? `${kind}, in another file` : kind, ...describe(shown, all.asked)];
      }),
    ),
  );
  const [p50, p95, p99] = [50, 95, 99].map((percent) => percentile(all.costs, percent).toFixed(2));
  console.log(`\nms for one question: p50 ${p50}, p95 ${p95}, p99 ${p99}`);
  for (const { kind, rightPlace, text } of all.shown
    .filter(({ exact }) => !exact)
    .slice(0, Number(values.show)))
    console.log(`\n${kind}${rightPlace ? ' (right place)' : ''}\n${text}`);
}

/**
 * What a person may have open beside a file: the commit's other files in an order of their own, and as many of the
 * commits around it, which the commit leaves alone.
 */
function othersOf(changes: readonly FileChange[], index: number): LiveFile[] {
  const { commit, path } = changes[index] ?? { commit: '', path: '' };
  const near = changes.slice(Math.max(0, index - NEAR_CHANGES), index + NEAR_CHANGES);
  const seen = new Set([path]);
  const take = (of: readonly FileChange[]) =>
    of.filter((other) => !seen.has(other.path) && seen.add(other.path)).slice(0, MOST_OTHERS);
  const own = take(near.filter((other) => other.commit === commit));
  const beside = take(near.filter((other) => other.commit !== commit));
  return [
    ...beside.map((other) => new LiveFile(other.path, other.oldLines, [])),
    ...own.map((other) => new LiveFile(other.path, other.oldLines, other.hunks)),
  ];
}

function sum(results: readonly ReplayResult[]): ReplayResult {
  return {
    asked: results.reduce((total, { asked }) => total + asked, 0),
    shown: results.flatMap(({ shown }) => shown),
    costs: results.flatMap(({ costs }) => costs),
  };
}

function describe(shown: readonly Shown[], asked: number): string[] {
  const share = (part: number, whole: number) => (whole === 0 ? '' : ((part / whole) * 100).toFixed(1));
  return [
    String(asked),
    String(shown.length),
    share(shown.length, asked),
    share(shown.filter(({ rightPlace }) => rightPlace).length, shown.length),
    share(shown.filter(({ exact }) => exact).length, shown.length),
  ];
}
