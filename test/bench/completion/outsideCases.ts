import type { Case } from './cases';
import type { Random } from './random';
import { type Source, cropSource } from './sources';

/** The five shapes of holes that the goal names, cut as somebody would who knows nothing of the rules. */
export const OUTSIDE_CONTEXTS = [
  'new line',
  'end of a half-typed line',
  'mid-line',
  'several lines',
  'random span',
] as const;
export type OutsideContext = (typeof OUTSIDE_CONTEXTS)[number];

const LONGEST_SPAN = 240;

/** Cuts a hole of the kind into the source, or undefined where chance found no place for one. */
export function makeOutsideCase(
  source: Source,
  context: OutsideContext,
  random: Random,
): Case<OutsideContext> | undefined {
  const { text, languageId, path } = random.chance(0.3) ? cropSource(source, random) : source;
  const starts = lineStarts(text);
  for (let attempt = 0; attempt < 20; attempt++) {
    const [start, end] = HOLES[context](text, starts, random);
    const truth = text.slice(start, end);
    if (end <= start || truth.trim() === '') continue;
    return { context, languageId, path, prefix: text.slice(0, start), truth, suffix: text.slice(end) };
  }
  return undefined;
}

type Hole = readonly [start: number, end: number];
const NONE: Hole = [0, 0];

const HOLES: Readonly<
  Record<OutsideContext, (text: string, starts: readonly number[], random: Random) => Hole>
> = {
  'new line': (text, starts, random) => lines(text, starts, 1, random),
  'end of a half-typed line': (text, starts, random) => {
    const [start, end] = line(text, random.pick(starts));
    const cuts = [...text.slice(start, end).matchAll(/\b/g)].map(({ index }) => start + index).slice(1, -1);
    return cuts.length === 0
      ? NONE
      : [random.chance(0.5) ? random.pick(cuts) : random.integer(start + 1, end - 1), end];
  },
  'mid-line': (text, starts, random) => {
    const [start, end] = line(text, random.pick(starts));
    if (end - start < 8) return NONE;
    const from = random.integer(start + 1, end - 3);
    return [from, random.integer(from + 1, end - 1)];
  },
  'several lines': (text, starts, random) => lines(text, starts, random.integer(2, 10), random),
  'random span': (text, _starts, random) => {
    const start = random.integer(1, Math.max(1, text.length - 10));
    return [start, Math.min(text.trimEnd().length, start + random.integer(4, LONGEST_SPAN))];
  },
};

/** Whole lines, from their start or from behind their indentation on. */
function lines(text: string, starts: readonly number[], count: number, random: Random): Hole {
  const first = random.integer(0, Math.max(0, starts.length - count));
  const [bodyStart] = line(text, starts[first] ?? 0);
  const [lastStart, end] = line(text, starts[first + count - 1] ?? text.length);
  if (lastStart === end || bodyStart === line(text, starts[first] ?? 0)[1]) return NONE;
  return [random.chance(0.5) ? bodyStart : (starts[first] ?? 0), end];
}

/** Where the text of a line begins and ends, without its indentation and white space at its end. */
function line(text: string, lineStart: number): Hole {
  const lineEnd = text.indexOf('\n', lineStart);
  const whole = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  const end = lineStart + whole.trimEnd().length;
  return [Math.min(end, lineStart + whole.length - whole.trimStart().length), end];
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n(?=[^])/g)].map(({ index }) => index + 1)];
}
