/**
 * What post-processing makes of a model's raw answers, on holes cut into real code, with a simulated model:
 * `npm run bench:completion [-- PATH…]`. PATHs are files or folders of sources; without any, the sources of the
 * packages in node_modules and of installed toolchains are used. `--harder` measures a second, independent set of
 * holes and answers, in more languages; `--outside` a third one, made from the words of the goal alone; `--tuning` leaves the held-out half alone; `--no-syntax` measures without the
 * grammars, `--no-cost` without the times.
 */
import { createCompletionEngine } from '../../src/core/completion/completionEngine';
import type { FindSyntaxParser } from '../../src/core/completion/syntax/syntaxParser';
import { requestAt, scriptedModel, plainPorts } from '../unit/core/completion/support';
import { CONTEXTS, type Case, makeCase } from './completion/cases';
import { printCost } from './completion/cost';
import { OUTSIDE_CONTEXTS, makeOutsideCase } from './completion/outsideCases';
import { OUTSIDE_FAMILIES } from './completion/outsideModel';
import { HARDER_CONTEXTS, makeHarderCase } from './completion/harderCases';
import { HARDER_FAMILIES } from './completion/harderModel';
import { type Verdict, judge } from './completion/judge';
import { Random, hash } from './completion/random';
import { type Answerer, FAMILIES } from './completion/simulatedModel';
import { type Source, findSources } from './completion/sources';
import { loadParsers } from './completion/syntax';
import { printTable } from './report';

const FILES_PER_LANGUAGE = Number(process.env['FAIRWIND_BENCH_FILES'] ?? 60);
const ASKED = {
  clean: [97, 92, 1],
  overrun: [96, 88, 1.5],
  'fuzzy overrun': [93, 82, 3],
  artefacts: [94, 86, 2],
} as const;

/** How often each verdict fell, and the UTF-16 units that were read without being shown. */
type Counts = Record<Verdict, number> & { unshown: number };

/** One set of holes and of ways to answer. */
interface BenchSet {
  readonly label: string;
  readonly contexts: readonly string[];
  readonly makeCases: (source: Source, random: Random) => (Case<string> | undefined)[];
  readonly families: Readonly<Record<string, Readonly<Record<string, Answerer>>>>;
  readonly parser?: FindSyntaxParser;
}

const USUAL: BenchSet = {
  label: 'usual holes',
  contexts: CONTEXTS,
  makeCases: (source, random) =>
    CONTEXTS.flatMap((context) => [1, 2, 3].map(() => makeCase(source, context, random))),
  families: FAMILIES,
};
/** Other languages, places, file shapes and habits of models, made after the rules and without looking at them. */
const HARDER: BenchSet = {
  label: 'harder holes',
  contexts: HARDER_CONTEXTS,
  makeCases: (source, random) => HARDER_CONTEXTS.map((context) => makeHarderCase(source, context, random)),
  families: HARDER_FAMILIES,
};

/** What somebody would measure who knows the goal alone: its shapes, its languages and its kinds of answers. */
const OUTSIDE: BenchSet = {
  label: 'outside holes',
  contexts: OUTSIDE_CONTEXTS,
  makeCases: (source, random) => OUTSIDE_CONTEXTS.map((context) => makeOutsideCase(source, context, random)),
  families: OUTSIDE_FAMILIES,
};

async function main(): Promise<void> {
  const isHarder = process.argv.includes('--harder');
  const isOutside = process.argv.includes('--outside');
  const set = isHarder ? HARDER : isOutside ? OUTSIDE : USUAL;
  const places = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const sources = findSources(places, FILES_PER_LANGUAGE, isHarder);
  const halves = {
    tuning: sources.filter(isForTuning),
    'held out': sources.filter((source) => !isForTuning(source)),
  };
  const parser = await loadParsers();
  for (const [name, files] of Object.entries(halves)) {
    if (process.argv.includes('--tuning') && name !== 'tuning') continue;
    await measure(name, files, { ...set, parser });
  }
  if (set === USUAL && !process.argv.includes('--no-cost')) printCost(sources, parser);
}

/** Rules are made looking at one half of the files; the other half is only ever counted. */
function isForTuning(source: Source): boolean {
  return hash(`${source.path}${source.text.length}`) % 2 === 0;
}

async function measure(half: string, sources: readonly Source[], set: BenchSet): Promise<void> {
  const cases = sources
    .flatMap((source) => set.makeCases(source, new Random(source.path)))
    .filter((hole) => hole !== undefined);
  const name = `${set.label}, ${half}`;
  const languages = [...new Set(sources.map((source) => source.languageId))];
  const rows: string[][] = [];
  const details: string[][] = [];
  for (const family of Object.keys(set.families)) {
    const counts = await countFamily(set, family, cases, details);
    const [right, exact, wrong] = meanShares([...counts.values()]);
    const asked = ASKED[family as keyof typeof ASKED];
    rows.push([
      family,
      ...[right, exact, wrong].map(
        (share, index) => `${(share ?? 0).toFixed(1)} (${index === 2 ? '≤' : '≥'} ${asked[index] ?? 0})`,
      ),
      '',
    ]);
    for (const [context, count] of counts)
      rows.push([
        `  ${context}`,
        ...shares(count).map((share) => share.toFixed(1)),
        (count.unshown / Math.max(1, sum(count))).toFixed(1),
      ]);
  }
  printTable(
    `${name}: ${cases.length} holes in ${sources.length} files (${languages.join(', ')}), share of cases in %`,
    ['', 'right', 'exact', 'wrong shown', 'units read, not shown'],
    rows,
  );
  printTable(`${name}: each kind of answer`, ['', 'right', 'exact', 'wrong shown', 'answers'], details);
}

async function countFamily(
  { contexts, families, parser }: BenchSet,
  family: string,
  cases: readonly Case<string>[],
  details: string[][],
): Promise<Map<string, Counts>> {
  const total = new Map<string, Counts>(contexts.map((context) => [context, emptyCounts()]));
  for (const [kind, answer] of Object.entries(families[family] ?? {})) {
    const own = new Map<string, Counts>(contexts.map((context) => [context, emptyCounts()]));
    for (const hole of cases) {
      const raw = answer(hole, new Random(`${hole.path}${hole.prefix.length}${kind}`));
      if (raw === undefined) continue;
      const { verdict, unshown } = await run(hole, raw, { kind, parser });
      for (const counts of [total, own].map((all) => all.get(hole.context) ?? emptyCounts())) {
        counts[verdict]++;
        counts.unshown += unshown;
      }
    }
    const counts = [...own.values()].filter((count) => sum(count) > 0);
    details.push([
      `${family}: ${kind}`,
      ...meanShares(counts).map((share) => share.toFixed(1)),
      String(counts.reduce((all, count) => all + sum(count), 0)),
    ]);
  }
  return total;
}

let shownSamples = 0;

async function run(
  hole: Case<string>,
  raw: string,
  { kind, parser }: { readonly kind: string; readonly parser?: FindSyntaxParser | undefined },
): Promise<{ readonly verdict: Verdict; readonly unshown: number }> {
  const scripted = scriptedModel(raw);
  const engine = createCompletionEngine({
    ...plainPorts,
    model: async () => scripted.model,
    ...(parser && { parser }),
  });
  const request = requestAt(`${hole.prefix}█${hole.suffix}`, {
    languageId: hole.languageId,
    trigger: 'invoked',
  });
  const outcome = await engine.complete(request, new AbortController().signal);
  const verdict = judge(outcome, hole);
  showSample(
    hole,
    raw,
    kind,
    verdict,
    outcome.kind === 'none' ? outcome.reason : (outcome.items[0]?.insertText ?? ''),
  );
  const shown = outcome.kind === 'none' ? 0 : (outcome.items[0]?.insertText.length ?? 0);
  return { verdict, unshown: Math.max(0, scripted.read().length - shown) };
}

/** `--show=VERDICT/KIND/CONTEXT/COUNT` prints samples of the tuning half. */
function showSample(hole: Case<string>, raw: string, kind: string, verdict: Verdict, shown: string): void {
  const [wanted, wantedKind, wantedContext, count] =
    process.argv
      .find((argument) => argument.startsWith('--show='))
      ?.slice(7)
      .split('/') ?? [];
  if (
    wanted !== verdict ||
    (wantedKind !== '' && wantedKind !== kind) ||
    !hole.context.includes(wantedContext ?? '')
  )
    return;
  if (shownSamples++ >= Number(count ?? 10)) return;
  console.log(`\n######## ${verdict} ${kind} ${hole.context} ${hole.path}`);
  console.log(
    `--- around\n${hole.prefix.split('\n').slice(-6).join('\n')}█${hole.suffix.split('\n').slice(0, 6).join('\n')}`,
  );
  console.log(`--- truth\n${hole.truth}\n--- raw\n${raw.slice(0, 700)}\n--- shown\n${shown}`);
}

function emptyCounts(): Counts {
  return { exact: 0, shorter: 0, none: 0, wrong: 0, unshown: 0 };
}

function sum({ exact, shorter, none, wrong }: Counts): number {
  return exact + shorter + none + wrong;
}

function shares(counts: Counts): [number, number, number] {
  const all = Math.max(1, sum(counts));
  return [
    (100 * (counts.exact + counts.shorter)) / all,
    (100 * counts.exact) / all,
    (100 * counts.wrong) / all,
  ];
}

function meanShares(counts: readonly Counts[]): number[] {
  const each = counts.map(shares);
  return [0, 1, 2].map(
    (index) => each.reduce((all, share) => all + (share[index] ?? 0), 0) / Math.max(1, each.length),
  );
}

void main();
