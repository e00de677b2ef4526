/**
 * Placing blocks of code in files: blocks as models write them, made from what real commits did, with the file before and
 * the file after. Beside it a plain way: the first and the last line of the block are looked up.
 * Usage: npm run bench:apply [-- REPOSITORY… --cases N --show SHAPE]; this repository unless told.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits } from '../../src/core/apply/fileLines';
import { diffLines } from '../../src/core/apply/lineDiff';
import { placeBlock } from '../../src/core/apply/placeBlock';
import { placeByEnds } from './apply/baseline';
import { type Outcome, judge, languageIdOf } from './apply/judge';
import { LANGUAGES } from './apply/judge';
import { type Change, applyHunks } from './apply/regions';
import { type Case, MAKERS } from './apply/shapes';
import { Random } from './completion/random';
import { readHistory } from './nextEdit/history';
import { percentile, printTable } from './report';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    commits: { type: 'string', default: '400' },
    cases: { type: 'string', default: '12' },
    show: { type: 'string', default: '' },
    seed: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    undecidable: { type: 'boolean', default: false },
  },
});

/** Lines taken away and put in; larger changes are not made by one block. */
const MOST_CHANGED = 60;

interface Result extends Case {
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
  readonly outcome: Outcome;
  readonly baseline: Outcome;
  readonly reason: string;
  readonly milliseconds: number;
  readonly made: string;
}

/** How many cases of each shape were not made because nobody could tell what is meant. */
const leftOut = new Map<string, number>();
const results = (positionals.length > 0 ? positionals : ['.']).flatMap(runRepository);
report();

function runRepository(path: string): Result[] {
  const generator = new Random(Number(values.seed));
  const random = () => generator.next();
  const name = basename(resolve(path)) === 'repo' ? basename(resolve(path, '..')) : basename(resolve(path));
  const changes = readHistory(path, Number(values.commits), LANGUAGES)
    .filter(({ hunks, oldLines, commit }) => isUsable(hunks, oldLines) && commit.startsWith(values.only))
    .map((change) => ({ change, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ change }) => change);
  const counts = new Map<string, number>();
  const found: Result[] = [];
  for (const { path: file, oldLines: read, hunks, commit } of changes) {
    const ended = read.at(-1) === '' ? read.slice(0, -1) : read;
    const oldLines = ended.map((line) => line.replace(/^\ufeff/, ''));
    const change: Change = {
      path: file,
      languageId: languageIdOf(file),
      oldLines,
      newLines: applyHunks(oldLines, hunks),
      hunks,
    };
    for (const make of MAKERS) {
      const one = make(change, random);
      if (!one || (counts.get(one.shape) ?? 0) >= Number(values.cases)) continue;
      if (!one.isDecidable) leftOut.set(one.shape, (leftOut.get(one.shape) ?? 0) + 1);
      if (!one.isDecidable && !values.undecidable) continue;
      counts.set(one.shape, (counts.get(one.shape) ?? 0) + 1);
      found.push({ ...run(one, change, random() < 0.15), repository: name, path: file, commit });
    }
  }
  return found;
}

function isUsable(
  hunks: readonly { before: readonly string[]; after: readonly string[] }[],
  lines: readonly string[],
): boolean {
  const changed = hunks.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  const bare = (side: 'before' | 'after') =>
    hunks
      .flatMap((hunk) => hunk[side])
      .join('')
      .replace(/\s/g, '');
  return (
    hunks.length <= 6 && changed <= MOST_CHANGED && lines.length >= 20 && bare('before') !== bare('after')
  );
}

function run(one: Case, { path, languageId }: Change, isWindows: boolean) {
  const end = isWindows ? '\r\n' : '\n';
  const toText = (lines: readonly string[]) =>
    (isWindows ? '\ufeff' : '') + lines.map((line) => line + end).join('');
  const before = toText(one.oldLines);
  const start = performance.now();
  const placement = placeBlock(
    { text: before, path, languageId },
    { text: one.block, language: one.language },
  );
  const milliseconds = performance.now() - start;
  const after = placement.kind === 'placed' ? applyEdits(before, placement.edits) : undefined;
  const judged = { before, ignoresSpace: one.ignoresSpace === true };
  const plain = placeByEnds(one.oldLines, one.block.split('\n'));
  return {
    ...one,
    milliseconds,
    made: after ?? '',
    reason: placement.kind === 'refused' ? placement.reason : placement.form,
    outcome: judge(after, one.expected.map(toText), judged),
    baseline: judge(plain && toText(plain), one.expected.map(toText), judged),
  };
}

function report(): void {
  const shapes = [...new Set(results.map(({ shape }) => shape))];
  const share = (part: number, whole: number) => (whole === 0 ? '' : ((part / whole) * 100).toFixed(1));
  const row = (title: string, some: readonly Result[]) => {
    const count = (key: 'outcome' | 'baseline', outcome: Outcome) =>
      some.filter((one) => one[key] === outcome).length;
    const columns = (['outcome', 'baseline'] as const).flatMap((key) =>
      (['correct', 'refused', 'wrong'] as const).map((outcome) => share(count(key, outcome), some.length)),
    );
    return [title, String(some.length), ...columns];
  };
  const header = ['cases', 'correct %', 'refused %', 'wrong %', 'by ends: correct %', 'refused %', 'wrong %'];
  printTable(
    'Placing blocks, by shape',
    ['shape', ...header],
    [
      ...shapes.map((shape) =>
        row(
          shape,
          results.filter((one) => one.shape === shape),
        ),
      ),
      row('all', results),
    ],
  );
  const repositories = [...new Set(results.map(({ repository }) => repository))];
  printTable(
    'Placing blocks, by repository',
    ['repository', ...header],
    repositories.map((name) =>
      row(
        name,
        results.filter((one) => one.repository === name),
      ),
    ),
  );
  const costs = results.map(({ milliseconds }) => milliseconds);
  console.log(
    `\nms for one block: p50 ${percentile(costs, 50).toFixed(2)}, p99 ${percentile(costs, 99).toFixed(1)}`,
  );
  const count = [...leftOut.values()].reduce((sum, one) => sum + one, 0);
  console.log(
    `Undecidable and ${values.undecidable ? 'taken all the same' : 'left out'}: ${String(count)} (${[...leftOut].map(([shape, cases]) => `${shape} ${String(cases)}`).join(', ')})`,
  );
  if (values.show !== '') show();
}

function show(): void {
  const isShown = ({ outcome, shape }: Result) =>
    outcome !== 'correct' &&
    (values.show === 'all' || shape.startsWith(values.show) || outcome === values.show);
  for (const one of results.filter(isShown)) {
    console.log(
      `\n##### ${one.outcome} (${one.reason}) ${one.shape}: ${one.repository} ${one.commit.slice(0, 8)} ${one.path}`,
    );
    const block = one.block.split('\n');
    console.log(
      [...block.slice(0, 12), ...(block.length > 20 ? ['[…]', ...block.slice(-8)] : block.slice(12))].join(
        '\n',
      ),
    );
    const expected = one.expected[0] ?? one.oldLines;
    const made =
      one.outcome === 'wrong'
        ? one.made
            .replace(/^\ufeff/, '')
            .split(/\r?\n/)
            .slice(0, -1)
        : one.oldLines;
    console.log(one.outcome === 'wrong' ? '--- expected to made' : '--- expected to old');
    for (const { start, end, lines } of diffLines(expected, made)) {
      console.log(`@@ ${start + 1}\n ${expected[start - 1] ?? ''}`);
      for (const line of expected.slice(start, end).slice(0, 8)) console.log(`-${line}`);
      for (const line of lines.slice(0, 8)) console.log(`+${line}`);
      console.log(` ${expected[end] ?? ''}`);
    }
  }
}
