/**
 * Next edits by rule, against what the authors of real commits went on to do: after each edit of a commit to a file the
 * rules are asked, and what they show is held to the edits that are still to come.
 * Usage: node scripts/benchRun.mjs nextEdit [REPOSITORY…] [--commits N] [--show WRONG]; this repository unless told.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readHistory } from './nextEdit/history';
import { type ReplayResult, type Shown, replay } from './nextEdit/replay';
import { percentile, printTable } from './report';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { commits: { type: 'string', default: '500' }, show: { type: 'string', default: '0' } },
});
const repositories = positionals.length > 0 ? positionals : ['.'];
const histories = repositories.map((path) => ({ path, changes: readHistory(path, Number(values.commits)) }));
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
    ...sum(changes.map((change) => replay(change, order))),
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
    KINDS.map((kind) => {
      const shown = all.shown.filter((one) => one.kind === kind);
      return [kind, ...describe(shown, all.asked)];
    }),
  );
  const [p50, p95, p99] = [50, 95, 99].map((percent) => percentile(all.costs, percent).toFixed(2));
  console.log(`\nms for one question: p50 ${p50}, p95 ${p95}, p99 ${p99}`);
  for (const { kind, rightPlace, text } of all.shown
    .filter(({ exact }) => !exact)
    .slice(0, Number(values.show)))
    console.log(`\n${kind}${rightPlace ? ' (right place)' : ''}\n${text}`);
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
