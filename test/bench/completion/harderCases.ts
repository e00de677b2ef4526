import type { Case } from './cases';
import type { Random } from './random';
import { type Source, cropSource } from './sources';

/** Places that the usual holes seldom hit, and that are easily taken for something else. */
export const HARDER_CONTEXTS = [
  'inside brackets',
  'inside a string',
  'inside a comment',
  'inside a tag',
  'rows of one shape',
  'chained call or decorator',
  'end of the document',
  'up to the middle of a word',
  'any span',
] as const;
export type HarderContext = (typeof HARDER_CONTEXTS)[number];

interface Hole {
  readonly start: number;
  readonly end: number;
}

/** Cuts a hole of the kind into the source, whose line ends, tabs and script may have been changed before. */
export function makeHarderCase(
  source: Source,
  context: HarderContext,
  random: Random,
): Case<HarderContext> | undefined {
  const piece = random.chance(0.5) ? cropSource(source, random) : source;
  const text = random.pick(RESHAPES)(piece.text, random);
  const holes = HOLES[context](text, random);
  for (let attempt = 0; attempt < 10 && holes.length > 0; attempt++) {
    const { start, end } = random.pick(holes);
    const truth = text.slice(start, end);
    if (truth.trim() === '' || truth.length > 600) continue;
    const { languageId, path } = piece;
    return { context, languageId, path, prefix: text.slice(0, start), truth, suffix: text.slice(end) };
  }
  return undefined;
}

/** What else a file may look like: half of the files stay as they are. */
const RESHAPES: readonly ((text: string, random: Random) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replace(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4)),
  (text) => text.replace(/(\/\/|#) .*$/gm, '$1 값을 계산하고 돌려준다 😀'),
];

const HOLES: Readonly<Record<HarderContext, (text: string, random: Random) => Hole[]>> = {
  'inside brackets': (text) => inGroup(text, /[([{]([^()[\]{}\n]{2,80})[)\]}]/g),
  'inside a string': (text, random) =>
    inGroup(text, /(?<![\w"'])["']([^"'\n\\]{4,80})["']/g).map(({ start, end }) =>
      random.chance(0.5) ? { start, end } : { start: random.integer(start, end - 2), end },
    ),
  'inside a comment': (text, random) =>
    inGroup(text, /^[ \t]*(?:\/\/|#|\*|--) (\S.{8,100})$/gm).map(({ start, end }) => ({
      start: random.integer(start + 1, end - 4),
      end: withoutCarriageReturn(text, end),
    })),
  'inside a tag': (text) => inGroup(text, /<[A-Za-z][\w.-]* ([^<>\n]{3,100}?)\s*\/?>/g),
  'rows of one shape': rowHoles,
  'chained call or decorator': (text) =>
    inGroup(text, /^[ \t]+(\.\w[^\r\n]+|@\w[^\r\n]*|#\[[^\r\n]+)$/gm).concat(
      inGroup(text, /^()((?:@\w|#\[)[^\r\n]*)$/gm),
    ),
  'end of the document': (text, random) => {
    const starts = [...text.matchAll(/\n[ \t]*(?=\S)/g)].map((match) => match.index + match[0].length);
    return starts.slice(-6).map((start) => ({
      start: random.chance(0.5) ? start : text.lastIndexOf('\n', start) + 1,
      end: text.trimEnd().length,
    }));
  },
  'up to the middle of a word': (text, random) =>
    inGroup(text, /([\w.]+ ?[=(,:+-]+ ?[\w.]+)(?=\w{2})/g).map(({ start, end }) => ({
      start: random.integer(start, Math.max(start, end - 3)),
      end,
    })),
  'any span': (text, random) =>
    Array.from({ length: 12 }, () => {
      const start = random.integer(0, Math.max(0, text.length - 10));
      return {
        start,
        end: withoutCarriageReturn(text, Math.min(text.length, start + random.integer(3, 160))),
      };
    }).filter(({ start }) => text.charAt(start) !== '\n'),
};

/** No cursor stands between the two halves of a line end, or of a character. */
function withoutCarriageReturn(text: string, offset: number): number {
  const splits = text.charAt(offset - 1) === '\r' || /[\ud800-\udbff]/.test(text.charAt(offset - 1));
  return splits ? offset - 1 : offset;
}

/** Where the last group of each match stands. */
function inGroup(text: string, pattern: RegExp): Hole[] {
  return [...text.matchAll(pattern)].map((match) => {
    const group = match.at(-1) ?? '';
    const start = match.index + match[0].lastIndexOf(group);
    return { start, end: withoutCarriageReturn(text, start + group.length) };
  });
}

/** One to three of at least four lines that differ in words and numbers alone. */
function rowHoles(text: string, random: Random): Hole[] {
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const shapes = lines.map((line) => line.trimEnd().replace(/\w+/g, 'w'));
  const isRow = (index: number) => /\w/.test(lines[index] ?? '') && shapes[index] === shapes[index + 1];
  return lines.flatMap((line, index) => {
    if (![0, 1, 2].every((ahead) => isRow(index + ahead))) return [];
    const first = index + 1;
    const last = Math.min(first + random.integer(0, 2), index + 2);
    const indent = random.chance(0.5) ? (/^[ \t]*/.exec(lines[first] ?? '')?.[0].length ?? 0) : 0;
    const end = (starts[last] ?? 0) + (lines[last] ?? '').length;
    return line === ''
      ? []
      : [{ start: (starts[first] ?? 0) + indent, end: withoutCarriageReturn(text, end) }];
  });
}
