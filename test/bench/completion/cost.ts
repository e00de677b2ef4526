import { cutWindow } from '../../../src/core/completion/cursorWindow';
import type { FindSyntaxParser } from '../../../src/core/completion/syntax/syntaxParser';
import { describePlace } from '../../../src/core/completion/insertionPlace';
import { postprocess } from '../../../src/core/completion/postprocess';
import { AnswerReader } from '../../../src/core/completion/streamAnswer';
import { requestAt } from '../../unit/core/completion/support';
import { median, percentile, printTable } from '../report';
import { CONTEXTS, type Case, makeCase } from './cases';
import { Random } from './random';
import { FAMILIES } from './simulatedModel';
import type { Source } from './sources';

const BUDGET = { prefixTokens: 1_500, suffixTokens: 500, suffixLines: 24 };
/** UTF-16 units of a streamed chunk: what most tokens of code have. */
const CHUNK = 4;
const ROUNDS = 5;

/** How the file around a hole is made longer. */
const SHAPES: Readonly<Record<string, (hole: Case) => Case>> = {
  'files as they are': (hole) => hole,
  '100,000 lines each': (hole) => surround(hole, 'const unrelated = compute(index, 12);\n'.repeat(50_000)),
  'a line of 100 kB above and below': (hole) =>
    surround(hole, `const table = [${'12345, '.repeat(14_000)}];\n`),
};

function surround(hole: Case, filler: string): Case {
  return { ...hole, prefix: `${filler}${hole.prefix}`, suffix: `${hole.suffix}\n${filler}` };
}

/**
 * Prints what post-processing costs by itself, in µs: for a whole answer from the document on, and for each chunk of a
 * stream. Each time is the median of five rounds, so that other work on the machine counts little.
 */
export function printCost(sources: readonly Source[], findParser: FindSyntaxParser): void {
  const rows = Object.entries(SHAPES).map(([label, reshape]) => {
    const whole: number[] = [];
    const perChunk: number[] = [];
    for (const source of sources) {
      const random = new Random(source.path);
      const hole = makeCase(source, random.pick(CONTEXTS), random);
      if (hole) timeCase(hole, reshape(hole), { whole, perChunk, findParser }, random);
    }
    return [
      label,
      ...[50, 99].map((percent) => percentile(whole, percent).toFixed(1)),
      ...[50, 99].map((percent) => percentile(perChunk, percent).toFixed(2)),
    ];
  });
  printTable(
    'Cost in µs, median of five rounds for each answer (asked: whole p50 ≤ 50, p99 ≤ 500; a chunk ≤ 5)',
    ['', 'whole p50', 'whole p99', 'chunk p50', 'chunk p99'],
    rows,
  );
}

interface Times {
  readonly whole: number[];
  readonly perChunk: number[];
  readonly findParser: FindSyntaxParser;
}

/** Times the answers to a hole in the longer file `around` it. */
function timeCase(hole: Case, around: Case, times: Times, random: Random): void {
  const { document, offset } = requestAt(`${around.prefix}█${around.suffix}`, {
    languageId: hole.languageId,
  });
  const line = document.positionAt(offset).line;
  const parser = times.findParser(hole.languageId);
  const openPlace = () =>
    describePlace(cutWindow(document.getText(), offset, line, BUDGET), hole.languageId, parser);
  // A round that found the tree of the one before would seem cheaper than a person's request is.
  const forget = () => void parser?.accepts('');
  for (const answerers of Object.values(FAMILIES)) {
    const raw = random.pick(Object.values(answerers))(hole, random);
    if (raw === undefined) continue;
    times.whole.push(medianTime(() => postprocess(raw, openPlace()), forget));
    const chunks: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      forget();
      chunks.push(timeChunks(raw, new AnswerReader(openPlace())));
    }
    times.perChunk.push(median(chunks));
  }
}

/** µs of one chunk, the mean over a stream that is read until the reader has enough. */
function timeChunks(raw: string, reader: AnswerReader): number {
  const pieces = raw.match(new RegExp(`[^]{1,${CHUNK}}`, 'g')) ?? [];
  const started = performance.now();
  const read = 1 + pieces.findIndex((piece) => reader.add(piece));
  return ((performance.now() - started) * 1_000) / (read || Math.max(1, pieces.length));
}

function medianTime(work: () => void, forget: () => void): number {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    forget();
    const started = performance.now();
    work();
    rounds.push((performance.now() - started) * 1_000);
  }
  return median(rounds);
}
