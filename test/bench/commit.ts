/**
 * Commit messages: what reading and packing a change costs, how much of a change a budget holds, whether a repository's
 * measured style foretells its next subject, and what is sent for a message. Usage:
 * node scripts/benchRun.mjs commit [--only=large,coverage,style,messages,requests] [REPOSITORY…]; without any, on this
 * repository's own history.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { WAYS, measureCoverage } from './commit/coverage';
import { readCommits } from './commit/history';
import { isLargeDiffChild, measureLargeDiffs, runLargeDiffChild } from './commit/largeDiff';
import { judgeRealMessages } from './commit/realMessages';
import { measureRequests } from './commit/requests';
import { measureStyleHabits } from './commit/styleHabits';
import { median, percentile, printTable } from './report';

const BUDGETS = [1_000, 4_000, 16_000] as const;
const COMMITS_OF_A_REPOSITORY = 60;
const MESSAGES_OF_A_REPOSITORY = 120;

const args = process.argv.slice(2);
const only = args.flatMap((arg) => /^--only=(.*)$/.exec(arg)?.[1]?.split(',') ?? []);
const paths = args.filter((arg) => !arg.startsWith('--'));
const repositories = (paths.length > 0 ? paths : ['.']).map((path) => resolve(path));

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  large: printLargeDiffs,
  coverage: printCoverage,
  style: printStyle,
  messages: printMessages,
  requests: printRequests,
};

void main();

async function main(): Promise<void> {
  if (isLargeDiffChild(args)) {
    await runLargeDiffChild(args);
    return;
  }
  for (const [name, print] of Object.entries(PARTS)) {
    if (only.length === 0 || only.includes(name)) await print();
  }
}

function percent(value: number, digits = 1): string {
  return `${(value * 100).toFixed(digits)} %`;
}

function printLargeDiffs(): void {
  const { load, rows } = measureLargeDiffs(4_000);
  printTable(
    `Large changes packed into 4,000 tokens, each run in a process of its own (load ${load})`,
    [
      '',
      'MB',
      'lines',
      'first run, ms: least / median / most',
      'of the processor',
      'later runs, median ms',
      'of the processor',
      'peak memory over a process that only reads, MB',
      'tokens',
    ],
    rows.map(({ name, bytes, lines, cold, coldCpu, warm, warmCpu, memoryMB, tokens }) => [
      name,
      (bytes / 1e6).toFixed(1),
      lines.toLocaleString('en'),
      [Math.min(...cold), median(cold), Math.max(...cold)].map((ms) => ms.toFixed(0)).join(' / '),
      median(coldCpu).toFixed(0),
      warm.toFixed(0),
      warmCpu.toFixed(0),
      memoryMB.map((value) => value.toFixed(0)).join(' / '),
      String(tokens),
    ]),
  );
}

function printCoverage(): void {
  const commits = repositories.flatMap((repository) => readCommits(repository, COMMITS_OF_A_REPOSITORY));
  const rows = BUDGETS.flatMap((budget) =>
    WAYS.map(([way, textOf]) => {
      const coverage = measureCoverage(commits, (commit) => textOf(commit, budget));
      const { files, signatures, identifiers, words, tokens } = coverage;
      return [
        String(budget),
        way,
        ...[files, signatures, identifiers, words].map((value) => percent(value)),
        `${median(tokens)} / ${percentile(tokens, 90)}`,
      ];
    }),
  );
  printTable(
    `Share of ${commits.length} real commits of ${repositories.length} repositories that a budget holds, mean over commits`,
    [
      'budget',
      'how',
      'files named',
      'changed signatures',
      'added identifiers',
      '… with the words of comments and strings',
      'tokens p50 / p90',
    ],
    rows,
  );
}

function printStyle(): void {
  const measured = repositories.flatMap((repository) => measureStyleHabits(repository) ?? []);
  printTable(
    'Style of the 60 messages before, against the next real subject (40 subjects a repository)',
    ['repository', 'form', 'share before', 'foretold', 'form', 'lead', 'length', 'language'],
    measured.map(({ name, form, formBefore, hasHabit, foretold, strictlyForetold, held }) => [
      name,
      form,
      percent(formBefore, 0),
      hasHabit ? (strictlyForetold ? 'yes' : foretold ? 'nearly' : 'no') : 'no habit',
      ...[held.form, held.lead, held.length, held.language].map((value) => percent(value, 0)),
    ]),
  );
  const withHabit = measured.filter(({ hasHabit }) => hasHabit);
  const foretold = withHabit.filter((each) => each.foretold);
  const strictly = withHabit.filter((each) => each.strictlyForetold);
  console.log(
    `\nForetold (each property for 70 % of the next subjects): ${foretold.length} of ${withHabit.length} repositories with a habit; for 80 %: ${strictly.length}.`,
  );
}

function printMessages(): void {
  const judged = repositories.flatMap((repository) =>
    judgeRealMessages(repository, MESSAGES_OF_A_REPOSITORY),
  );
  const share = (part: readonly unknown[], all: readonly unknown[] = judged) =>
    `${part.length} (${percent(part.length / all.length)})`;
  const named = judged.filter(({ hasNames }) => hasNames);
  const kinds = [...new Set(judged.flatMap((each) => each.kinds))];
  const withKind = (kind: string) =>
    judged.filter((each) => (each.kinds as readonly string[]).includes(kind));
  printTable(
    `Messages that people wrote, held to what drafts are held to: ${judged.length} of ${repositories.length} repositories`,
    ['', 'messages'],
    [
      ['rejected', share(judged.filter((each) => each.kinds.length > 0))],
      ...kinds
        .map((kind) => [`… ${kind}`, share(withKind(kind))] as const)
        .sort((a, b) => Number.parseInt(b[1], 10) - Number.parseInt(a[1], 10)),
      ...(['inChange', 'inFiles', 'elsewhere'] as const).map((place) => [
        `… whose names are ${place}`,
        share(judged.filter(({ madeUp }) => madeUp === place)),
      ]),
      ['with names in them', share(named)],
      [
        '… rejected for names when held to the change of another commit',
        share(
          named.filter(({ isMadeUpElsewhere }) => isMadeUpElsewhere),
          named,
        ),
      ],
    ],
  );
}

async function printRequests(): Promise<void> {
  if (!existsSync('dist/server.js')) {
    console.log('\nWhat is sent is measured with the built engine: npm run build.');
    return;
  }
  const { commits, tokens, requests, firstCharacter, answered } = await measureRequests(
    repositories,
    COMMITS_OF_A_REPOSITORY,
  );
  const three = (values: readonly number[]) =>
    [median(values), percentile(values, 90), Math.max(...values)]
      .map((value) => value.toFixed(0))
      .join(' / ');
  printTable(
    `What ${commits} commits send, and the time to the first character from a server that answers at once`,
    ['', 'p50 / p90 / most'],
    [
      ['likely tokens of the prompts of one message', three(tokens)],
      ['requests for one message', three(requests)],
      ['first character, ms', three(firstCharacter)],
      ['… of which until the server has the request, ms', three(answered)],
    ],
  );
}
