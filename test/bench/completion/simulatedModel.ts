import type { Case } from './cases';
import type { Random } from './random';

/** How a raw answer is made of the truth. */
export type Answerer = (hole: Case<string>, random: Random) => string | undefined;

/** Text that a model makes up once it has written all of a document. */
const MADE_UP = [
  '\n\ndef main():\n    print("done")\n\n\nif __name__ == "__main__":\n    main()\n',
  '\n\nfunction main() {\n  console.log("done");\n}\n\nmain();\n',
  '\n\n// Example usage\nconst result = compute(42);\nconsole.log(result);\n',
];

const LONGEST_OVERRUN = 3_000;

export const OVERRUNS: Readonly<Record<string, Answerer>> = {
  'one line': (hole) => overrunByLines(hole, 1),
  'three lines': (hole) => overrunByLines(hole, 3),
  'all of the suffix': (hole) => overrun(hole, hole.suffix.trimEnd().slice(0, LONGEST_OVERRUN)),
  'past the end': (hole, random) =>
    hole.suffix.length > LONGEST_OVERRUN
      ? undefined
      : overrun(hole, hole.suffix.trimEnd() + random.pick(MADE_UP)),
  'cut mid-token': (hole, random) => {
    const reach = linesOf(hole.suffix, 3).length;
    return reach < 4 ? undefined : overrun(hole, hole.suffix.slice(0, random.integer(2, reach - 1)));
  },
};

function overrunByLines(hole: Case<string>, count: number): string | undefined {
  return overrun(hole, linesOf(hole.suffix, count));
}

function overrun({ truth }: Case<string>, more: string): string | undefined {
  return more.trim() === '' ? undefined : truth + more;
}

/** The rest of the cursor's line and so many lines with text after it. */
function linesOf(suffix: string, count: number): string {
  const lines = suffix.split('\n');
  let end = 1;
  let taken = 0;
  while (end < lines.length && taken < count) if ((lines[end++] ?? '').trim() !== '') taken++;
  return lines.slice(0, end).join('\n');
}

export const FUZZY_OVERRUNS: Readonly<Record<string, Answerer>> = {
  'one line, changed': (hole, random) => changed(overrunPart(hole, 1), hole, random),
  'three lines, changed': (hole, random) => changed(overrunPart(hole, 3), hole, random),
  'all of the suffix, changed': (hole, random) =>
    changed(hole.suffix.trimEnd().slice(0, LONGEST_OVERRUN), hole, random),
  'changed and cut': (hole, random) => {
    const text = changed(overrunPart(hole, 4), hole, random);
    const overrunLength = text === undefined ? 0 : text.length - hole.truth.length;
    return overrunLength < 12 ? undefined : text?.slice(0, -random.integer(1, Math.floor(overrunLength / 3)));
  },
};

function overrunPart(hole: Case<string>, count: number): string {
  return linesOf(hole.suffix, count);
}

/** The truth and the suffix with one small change in about every third line, and at least one. */
function changed(suffix: string, hole: Case<string>, random: Random): string | undefined {
  const lines = suffix.split('\n');
  const candidates = lines.flatMap((line, index) => (/\w{2}/.test(line) ? [index] : []));
  if (candidates.length === 0) return undefined;
  const always = random.pick(candidates);
  const result = lines.flatMap((line, index) =>
    index === always || (candidates.includes(index) && random.chance(0.3))
      ? changeLine(line, random)
      : [line],
  );
  const text = result.join('\n');
  return text === suffix ? undefined : hole.truth + text;
}

function changeLine(line: string, random: Random): string[] {
  const words = [...line.matchAll(/[A-Za-z_]\w+/g)];
  const word = words.length > 0 ? random.pick(words) : undefined;
  const rename = (to: (name: string) => string) =>
    word ? line.slice(0, word.index) + to(word[0]) + line.slice(word.index + word[0].length) : line;
  const kinds: (() => string[])[] = [
    () => [rename((name) => `${name}s`)],
    () => [rename((name) => name.slice(0, -1))],
    () => [rename((name) => random.pick(['value', 'item', 'data', name.toUpperCase()]))],
    () => [line.replace(/\d+/, (digits) => String(Number(digits) + 1))],
    () => [line.replace(/"/g, "'")],
    () => [line.replace(/;\s*$/, '')],
    () => [line.replace(/ ([=+*<>-]+) /, '$1')],
    () => [line.replace(/,\s*$/, '')],
    () => [line.replace(/\s*(\/\/|#).*$/, '')],
    () => [line, line.replace(/\S.*/, 'log(value)')],
  ];
  for (let attempt = 0; attempt < 8; attempt++) {
    const result = random.pick(kinds)();
    if (result.join('\n') !== line) return result;
  }
  return [line];
}

export const ARTEFACTS: Readonly<Record<string, Answerer>> = {
  'echoed current line': (hole) => {
    const line = currentLine(hole.prefix);
    return line.trim() === '' ? undefined : line + hole.truth;
  },
  'echoed current line, trimmed': (hole) => {
    const line = currentLine(hole.prefix).trimStart();
    return line === '' ? undefined : line + hole.truth;
  },
  'echoed lines above': (hole, random) => {
    const lines = hole.prefix.split('\n').slice(-random.integer(2, 5));
    return lines.join('').trim() === '' || (lines[0] ?? '').trim() === ''
      ? undefined
      : lines.join('\n') + hole.truth;
  },
  'repeated indentation': (hole) => {
    const indent = /^[ \t]+$/.exec(currentLine(hole.prefix))?.[0];
    return indent === undefined ? undefined : indent + hole.truth;
  },
  fence: (hole) => `\`\`\`${hole.languageId}\n${hole.truth}\n\`\`\``,
  'fence without language': (hole) => `\`\`\`\n${hole.truth}\n\`\`\`\n`,
  'fence and prose': (hole, random) =>
    `${random.pick(INTRODUCTIONS)}\n\n\`\`\`${hole.languageId}\n${hole.truth}\n\`\`\`\n\n${random.pick(EXPLANATIONS)}`,
  'fence with the whole line': (hole) =>
    `\`\`\`${hole.languageId}\n${currentLine(hole.prefix)}${hole.truth}${hole.suffix.split('\n', 1)[0] ?? ''}\n\`\`\``,
  'closing fence only': (hole) => `${hole.truth}\n\`\`\`\n`,
  'prose before': (hole, random) => `${random.pick(INTRODUCTIONS)}\n\n${hole.truth}`,
  'prose after': (hole, random) => `${hole.truth}\n\n${random.pick(EXPLANATIONS)}`,
  'loop of the last line': (hole, random) => {
    const last = hole.truth.split('\n').at(-1) ?? '';
    return last.trim().length < 4 ? undefined : hole.truth + `\n${last}`.repeat(random.integer(3, 12));
  },
  'loop of all': (hole, random) =>
    hole.truth.trim().length < 4 ? undefined : `${hole.truth}\n`.repeat(random.integer(3, 8)).trimEnd(),
  'special token after': (hole, random) => hole.truth + random.pick(SPECIAL_TOKENS),
  'special token and more': (hole, random) =>
    `${hole.truth}${random.pick(SPECIAL_TOKENS)}${random.pick(MADE_UP)}`,
  'special token before': (hole, random) =>
    random.pick(['<|fim_middle|>', '<fim_middle>', '<MID>', '<s>']) + hole.truth,
  'reasoning before': (hole) => `<think>\nThe code needs a value here.\n</think>\n\n${hole.truth}`,
  'blank lines after': (hole) => `${hole.truth}\n\n\n   \n`,
  'invisible characters': (hole, random) => {
    const at = random.integer(0, hole.truth.length);
    return `\ufeff${hole.truth.slice(0, at)}\u200b${hole.truth.slice(at)}`;
  },
};

function currentLine(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf('\n') + 1);
}

const INTRODUCTIONS = [
  'Here is the completed code:',
  "Sure! Here's the missing part of the code:",
  'The missing code is:',
  'To complete this function, we can use the following code:',
  'Certainly! Below is the completion.',
];
const EXPLANATIONS = [
  'This code completes the function by returning the right value.',
  'Explanation:\nThe function checks the input and returns the result.',
  'Note that this assumes that the input is never empty.',
  'I hope this helps! Let me know if you have any questions.',
  'In this code, we first read the value and then store it.',
];
const SPECIAL_TOKENS = [
  '<|endoftext|>',
  '<|fim_pad|>',
  '<|file_sep|>',
  '<|im_end|>',
  '<fim_suffix>',
  '<EOT>',
  '</s>',
  '<｜end▁of▁sentence｜>',
  '<|end_of_text|>',
  '[SUFFIX]',
];

/** The families of answers, each a set of ways to answer. */
export const FAMILIES: Readonly<Record<string, Readonly<Record<string, Answerer>>>> = {
  clean: { clean: (hole) => hole.truth },
  overrun: OVERRUNS,
  'fuzzy overrun': FUZZY_OVERRUNS,
  artefacts: ARTEFACTS,
};
