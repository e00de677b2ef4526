/**
 * Commit messages: what packing a change costs, how much of a change a budget holds, and whether a repository's measured
 * style foretells its next subject. Usage: node scripts/benchRun.mjs commit [REPOSITORY…]; without any, this one.
 */
import { resolve } from 'node:path';
import { measureCoverage } from './commit/coverage';
import { readCommits } from './commit/history';
import { measureLargeDiff } from './commit/largeDiff';
import { measureStyleHabits } from './commit/styleHabits';
import { median, percentile, printTable } from './report';

const BUDGETS = [1_000, 4_000, 16_000] as const;
const COMMITS_OF_A_REPOSITORY = 60;

const paths = process.argv.slice(2);
const repositories = (paths.length > 0 ? paths : ['.']).map((path) => resolve(path));

printLargeDiff();
printCoverage();
printStyle();

function printLargeDiff(): void {
  const { lines, bytes, runs, splitRuns, memoryMB, tokens } = measureLargeDiff(4_000);
  const times = (values: readonly number[]) =>
    `${Math.min(...values).toFixed(0)} / ${median(values).toFixed(0)} / ${Math.max(...values).toFixed(0)}`;
  printTable(
    `A diff of ${lines.toLocaleString('en')} lines (${(bytes / 1e6).toFixed(1)} MB): a lock file, generated code, 300 real files`,
    ['', 'least / median / most ms', 'memory while at it, MB', 'tokens'],
    [
      ['parsed and packed into 4,000 tokens', times(runs), memoryMB.toFixed(0), String(tokens)],
      ['floor: split at line ends alone', times(splitRuns), '', ''],
    ],
  );
}

function printCoverage(): void {
  const commits = repositories.flatMap((repository) => readCommits(repository, COMMITS_OF_A_REPOSITORY));
  const rows = BUDGETS.flatMap((budget) => {
    const { packed, truncated } = measureCoverage(commits, budget);
    return [['packed', packed] as const, ['cut off at the budget', truncated] as const].map(
      ([way, { files, signatures, identifiers, tokens }]) => [
        String(budget),
        way,
        ...[files, signatures, identifiers].map((value) => `${(value * 100).toFixed(1)} %`),
        `${median(tokens)} / ${percentile(tokens, 90)}`,
      ],
    );
  });
  printTable(
    `Share of ${commits.length} real commits of ${repositories.length} repositories that a budget holds, mean over commits`,
    ['budget', 'how', 'files named', 'changed signatures', 'added identifiers', 'tokens p50 / p90'],
    rows,
  );
}

function printStyle(): void {
  const rows = repositories.map((repository) => {
    const { name, habit, foretold, form, lead, length, language } = measureStyleHabits(repository);
    const percent = (value: number) => `${(value * 100).toFixed(0)} %`;
    return [name, habit, foretold ? 'yes' : 'no', ...[form, lead, length, language].map(percent)];
  });
  printTable(
    'Style of the 60 messages before, against the next real subject (40 subjects a repository)',
    ['repository', 'habit', 'foretold', 'form', 'lead', 'length', 'language'],
    rows,
  );
}
