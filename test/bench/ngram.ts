/**
 * How well and how fast the workspace model predicts: npm run bench:ngram -- PATH…, one path per repository.
 *
 * Each file is left out in turn as far as a person would not have it yet: the rest of the line at the cursor, and in
 * the rows "end of file" every line below it too. All other files are in the model, near-duplicates included, as they
 * are in an editor.
 */
import { thresholdOf } from '../../src/core/ngram/eagerness';
import { readRepository } from './ngram/corpus';
import {
  type Answer,
  type IndexedRepository,
  askAtPoints,
  askBeforeClosers,
  indexAndMeasure,
  measureKeystrokes,
} from './ngram/measure';
import type { Below } from './ngram/repositoryModel';
import { replayFiles } from './ngram/replay';
import { TRIED } from './ngram/tried';
import { percentile, printTable } from './report';

const POINTS = Number(process.env['POINTS'] ?? 1000);
const REPLAYED_FILES = 5;
const SEED = 2026;
/** Rests of lines of this many UTF-16 units are also counted by themselves. */
const LONG_REST = 10;

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
const count = (answers: readonly Answer[], test: (answer: Answer) => boolean) => answers.filter(test).length;

function main(): void {
  const paths = process.argv.slice(2);
  if (paths.length === 0) {
    console.error('Usage: npm run bench:ngram -- PATH…   (each PATH is the root folder of a repository)');
    process.exitCode = 2;
    return;
  }
  const inside: Answer[] = [];
  const rows: string[][] = [];
  const atEnd: Answer[] = [];
  const indexing: string[][] = [];
  const replays: string[][] = [];
  let keystrokes: number[] = [];
  for (const path of paths) {
    const indexed = indexAndMeasure(readRepository(path));
    indexing.push(indexingRow(indexed));
    const edited = askAtPoints(indexed, { count: POINTS, kind: 'inside', below: 'suffix', seed: SEED });
    inside.push(...edited);
    const written = askAtPoints(indexed, { count: POINTS / 2, kind: 'inside', below: 'nothing', seed: SEED });
    atEnd.push(...written);
    rows.push(exactRow(indexed, edited, written));
    keystrokes = [...keystrokes, ...measureKeystrokes(indexed, 10_000)];
    replays.push(replayRow(indexed));
  }
  report({ inside, atEnd, rows, indexing, replays, keystrokes });
}

function indexingRow({ indexing }: IndexedRepository): string[] {
  return [
    indexing.repository,
    String(indexing.files),
    indexing.tokens.toLocaleString('en'),
    `${(indexing.tokensPerSecond / 1e6).toFixed(2)} M/s`,
    indexing.bytesPerToken.toFixed(0),
    `${indexing.longestSliceMs.toFixed(1)} ms`,
    `${(indexing.snapshotBytes / 2 ** 20).toFixed(1)} MB in ${indexing.snapshotMs.toFixed(0)} ms`,
    `${indexing.trialMs.toFixed(2)} ms`,
  ];
}

/** Exact match without a threshold: in an existing file, at the end of one, and at the starts of lines. */
function exactRow(
  indexed: IndexedRepository,
  edited: readonly Answer[],
  written: readonly Answer[],
): string[] {
  const atLineStarts = (below: Below) =>
    askAtPoints(indexed, { count: POINTS / 2, kind: 'lineStart', below, seed: SEED });
  const groups = [
    edited,
    edited.filter((answer) => answer.restLength >= LONG_REST),
    written,
    atLineStarts('suffix'),
    atLineStarts('nothing'),
  ];
  const beforeClosers = askBeforeClosers(indexed, { count: POINTS, seed: SEED });
  return [
    indexed.repository.name,
    ...groups.map((group) =>
      percent(
        count(group, (answer) => answer.isRight),
        group.length,
      ),
    ),
    percent(beforeClosers.filter(Boolean).length, beforeClosers.length),
  ];
}

/** Suggestions of several lines, which are shown where nothing stands below yet. */
function severalLinesRow(name: string, answers: readonly Answer[]): string[] {
  const several = answers.filter(({ shownLines }) => shownLines > 1);
  const lines = several.reduce((sum, { shownLines }) => sum + shownLines, 0) / several.length;
  return [
    name,
    percent(
      several.length,
      count(answers, ({ shownLines }) => shownLines > 0),
    ),
    several.length === 0 ? '–' : lines.toFixed(1),
    percent(
      count(several, ({ areLinesRight }) => areLinesRight),
      several.length,
    ),
  ];
}

function replayRow(indexed: IndexedRepository): string[] {
  const { typed, saved, shown, accepted } = replayFiles(indexed, REPLAYED_FILES, SEED);
  return [
    indexed.repository.name,
    String(typed),
    percent(saved, typed),
    String(shown),
    percent(accepted, shown),
  ];
}

interface Results {
  readonly inside: readonly Answer[];
  readonly atEnd: readonly Answer[];
  readonly rows: readonly string[][];
  readonly indexing: readonly string[][];
  readonly replays: readonly string[][];
  readonly keystrokes: readonly number[];
}

function report({ inside, atEnd, rows, indexing, replays, keystrokes }: Results): void {
  printTable(
    'Indexing (asked for: 1 M tokens/s, 120 bytes/token)',
    [
      'repository',
      'files',
      'tokens',
      'speed',
      'bytes/token',
      'longest slice of 5,000 tokens',
      'snapshot',
      'calibration trial',
    ],
    indexing,
  );
  printTable(
    'Rest of the line exactly right, without a threshold (asked for: 25 % inside lines)',
    [
      'repository',
      'inside lines',
      `of these, rest >= ${LONG_REST} characters`,
      'inside, end of file',
      'line starts',
      'line starts, end of file',
      'inside open brackets, editor closed them',
    ],
    rows,
  );
  const languages = [...new Set(inside.map(({ language }) => language))].sort();
  printTable(
    'At the thresholds of the eagerness setting, inside lines (asked for at medium: 65 % right of 20 % shown)',
    ['', 'exactly right, any', 'low: shown', 'right', 'medium: shown', 'right', 'high: shown', 'right'],
    [
      ...languages.map((language) => [language, inside.filter((a) => a.language === language)] as const),
      ['all', inside] as const,
    ].map(([name, answers]) => thresholdRow(name, answers)),
  );
  printTable(
    'Suggestions of several lines at the end of a file, medium eagerness',
    ['', 'of those shown', 'lines', 'all exactly right'],
    [severalLinesRow('all', atEnd)],
  );
  printTable(
    'Calibration (asked for: within 5 points)',
    ['claimed', 'answers', 'mean claim', 'right', 'difference'],
    calibrationRows(inside),
  );
  const timeRow = (title: string, times: readonly number[], askedFor: string) => [
    title,
    ...[50, 95, 99].map((at) => percentile(times, at).toFixed(3)),
    askedFor,
  ];
  printTable(
    'Time (ms; other work on the machine counts too)',
    ['', 'p50', 'p95', 'p99', 'asked for'],
    [
      timeRow(
        'suggestion at medium eagerness, best of 3',
        inside.map((answer) => answer.suggestMs),
        'p50 0.5, p99 5',
      ),
      timeRow(
        'most probable text, first call',
        inside.map((answer) => answer.searchMs),
        '',
      ),
      timeRow('one keystroke in a file of 10,000 lines', keystrokes, '1'),
    ],
  );
  printTable(
    'Files typed from start to end into an empty document, at medium eagerness',
    ['repository', 'characters', 'saved', 'suggestions', 'accepted'],
    replays,
  );
  printTable('What was tried', ['change', 'gave'], TRIED);
}

function thresholdRow(name: string, answers: readonly Answer[]): string[] {
  const cells = (['low', 'medium', 'high'] as const).flatMap((eagerness) => {
    const shown = answers.filter(({ probability }) => probability >= thresholdOf(eagerness));
    return [
      percent(shown.length, answers.length),
      percent(
        count(shown, (a) => a.isRight),
        shown.length,
      ),
    ];
  });
  return [
    name,
    percent(
      count(answers, (a) => a.isRight),
      answers.length,
    ),
    ...cells,
  ];
}

function calibrationRows(answers: readonly Answer[]): string[][] {
  return Array.from({ length: 10 }, (_, decile) => {
    const group = answers.filter(
      (a) => a.probability > 0 && Math.min(9, Math.floor(a.probability * 10)) === decile,
    );
    const claim = group.reduce((sum, { probability }) => sum + probability, 0) / group.length;
    const right = count(group, (a) => a.isRight) / group.length;
    const label = `${decile * 10}–${decile * 10 + 10} %`;
    if (group.length === 0) return [label, '0', '–', '–', '–'];
    return [
      label,
      String(group.length),
      percent(claim, 1),
      percent(right, 1),
      (100 * (right - claim)).toFixed(1),
    ];
  });
}

main();
