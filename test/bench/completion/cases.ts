import type { Random } from './random';
import { type Source, cropSource } from './sources';

/** The four kinds of places at which a person waits for a suggestion. */
export const CONTEXTS = [
  'new line, one line',
  'new line, many lines',
  'half-typed line',
  'mid-line',
] as const;
export type Context = (typeof CONTEXTS)[number];

/** A piece of real code with a hole: `prefix + truth + suffix` is what the person would have written. */
export interface Case<C extends string = Context> {
  readonly context: C;
  readonly languageId: string;
  readonly path: string;
  readonly prefix: string;
  readonly truth: string;
  readonly suffix: string;
}

/** Cuts a hole of the kind into the source, or undefined where chance found no place for one. */
export function makeCase(source: Source, context: Context, random: Random): Case | undefined {
  const piece = random.chance(0.5) ? cropSource(source, random) : source;
  for (let attempt = 0; attempt < 20; attempt++) {
    const hole = HOLES[context](piece.text, random);
    if (!hole) continue;
    const prefix = piece.text.slice(0, hole.start);
    const truth = piece.text.slice(hole.start, hole.end);
    const suffix = piece.text.slice(hole.end);
    if (truth.trim() === '' || (/[ \t]$/.test(truth) && context !== 'mid-line')) continue;
    return { context, languageId: piece.languageId, path: piece.path, prefix, truth, suffix };
  }
  return undefined;
}

interface Hole {
  readonly start: number;
  readonly end: number;
}

const HOLES: Readonly<Record<Context, (text: string, random: Random) => Hole | undefined>> = {
  'new line, one line': (text, random) => lineHole(text, random, 1),
  'new line, many lines': (text, random) => lineHole(text, random, random.integer(2, 8)),
  'half-typed line': (text, random) => {
    const line = pickLine(text, random);
    if (!line || line.body.trimEnd().length < 4) return undefined;
    const end = line.bodyStart + line.body.trimEnd().length;
    return { start: random.integer(line.bodyStart + 1, end - 2), end };
  },
  'mid-line': (text, random) => {
    if (random.chance(0.15)) return spanHole(text, random);
    const line = pickLine(text, random);
    if (!line || line.body.trimEnd().length < 6) return undefined;
    const end = line.bodyStart + line.body.trimEnd().length;
    const cuts = random.chance(0.6) ? tokenStarts(line.body, line.bodyStart) : range(line.bodyStart + 1, end);
    const inside = cuts.filter((cut) => cut > line.bodyStart && cut < end);
    if (inside.length < 2) return undefined;
    const [a, b] = [random.pick(inside), random.pick(inside)];
    return a === b ? undefined : { start: Math.min(a, b), end: Math.max(a, b) };
  },
};

/** From the middle of one line to the middle of one of the next three. */
function spanHole(text: string, random: Random): Hole | undefined {
  const first = pickLine(text, random);
  if (!first || first.body.trimEnd().length < 4) return undefined;
  const start = random.integer(first.bodyStart + 1, first.bodyStart + first.body.trimEnd().length - 1);
  const following = text
    .slice(start)
    .split('\n')
    .slice(0, 1 + random.integer(1, 3));
  const last = following.at(-1) ?? '';
  const indent = /^[ \t]*/.exec(last)?.[0].length ?? 0;
  if (following.length < 2 || last.trim().length < 4) return undefined;
  const before = following.slice(0, -1).join('\n').length + 1;
  return { start, end: start + before + random.integer(indent + 1, last.trimEnd().length - 2) };
}

/** Whole lines; half of the time the cursor already stands behind the indentation. */
function lineHole(text: string, random: Random, count: number): Hole | undefined {
  const lines = text.split('\n');
  const first = random.integer(1, Math.max(1, lines.length - count - 1));
  const chosen = lines.slice(first, first + count);
  if (chosen.length < count || isEmpty(chosen[0]) || isEmpty(chosen.at(-1))) return undefined;
  const lineStart = lines.slice(0, first).join('\n').length + 1;
  const indent = random.chance(0.5) ? (/^[ \t]*/.exec(chosen[0] ?? '')?.[0].length ?? 0) : 0;
  return { start: lineStart + indent, end: lineStart + chosen.join('\n').length };
}

function isEmpty(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function pickLine(text: string, random: Random): { bodyStart: number; body: string } | undefined {
  const lines = text.split('\n');
  const index = random.integer(0, lines.length - 1);
  const line = lines[index] ?? '';
  if (line.trim() === '') return undefined;
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const lineStart = index === 0 ? 0 : lines.slice(0, index).join('\n').length + 1;
  return { bodyStart: lineStart + indent, body: line.slice(indent) };
}

function tokenStarts(body: string, start: number): number[] {
  return [...body.matchAll(/\w+|[^\w\s]|\s+/g)].map((match) => start + match.index);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
