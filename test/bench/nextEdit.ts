/**
 * Next edits by rule, against what the authors of real commits went on to do: after each edit of a commit to a file the
 * rules are asked, and what they show is held to the edits that are still to come.
 * Usage: node scripts/benchRun.mjs nextEdit [REPOSITORY…] [--commits N] [--show WRONG]; this repository unless told.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readHistory } from './nextEdit/history';
import { type Shown, replay } from './nextEdit/replay';
import { percentile, printTable } from './report';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { commits: { type: 'string', default: '500' }, show: { type: 'string', default: '0' } },
});
const repositories = positionals.length > 0 ? positionals : ['.'];
const rows: string[][] = [];
const everything: Shown[] = [];
const costs: number[] = [];
let askedInAll = 0;
for (const path of repositories) {
  const results = readHistory(path, Number(values.commits)).map(replay);
  const shown = results.flatMap((result) => result.shown);
  const asked = results.reduce((sum, result) => sum + result.asked, 0);
  everything.push(...shown);
  costs.push(...results.flatMap((result) => result.costs));
  askedInAll += asked;
  rows.push([basename(path) || path, String(results.length), ...describe(shown, asked)]);
}
rows.push(['all', '', ...describe(everything, askedInAll)]);
const header = ['asked', 'shown', 'shown %', 'right place %', 'exact % (precision)'];
printTable('Next edits by rule, on real commits', ['repository', 'changed files', ...header], rows);
printTable(
  'By rule',
  ['rule', ...header],
  [...Map.groupBy(everything, ({ kind }) => kind)].map(([kind, shown]) => [kind, ...describe(shown, askedInAll)]),
);
console.log(
  `\nms for one question: p50 ${percentile(costs, 50).toFixed(3)}, p95 ${percentile(costs, 95).toFixed(2)}, p99 ${percentile(costs, 99).toFixed(2)}`,
);
for (const { kind, rightPlace, text } of everything.filter(({ exact }) => !exact).slice(0, Number(values.show)))
  console.log(`\n${kind}${rightPlace ? ' (right place)' : ''}\n${text}`);

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
