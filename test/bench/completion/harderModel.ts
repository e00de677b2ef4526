import type { Case } from './cases';
import type { Random } from './random';
import type { Answerer } from './simulatedModel';

/** The text that a model sees and writes ends its lines with LF. */
const lf = (text: string) => text.replaceAll('\r\n', '\n');
const truthOf = (hole: Case<string>) => lf(hole.truth);

/** The suffix up to so many lines with text below the cursor's own. */
function ahead(hole: Case<string>, count: number): string {
  const lines = lf(hole.suffix).split('\n');
  let end = 1;
  for (let taken = 0; end < lines.length && taken < count; end++) if (lines[end]?.trim() !== '') taken++;
  return lines.slice(0, end).join('\n');
}

function withMore(hole: Case<string>, more: string): string | undefined {
  return more.trim() === '' ? undefined : truthOf(hole) + more;
}

const OVERRUNS: Readonly<Record<string, Answerer>> = {
  'two lines': (hole) => withMore(hole, ahead(hole, 2)),
  'to the end of the block': (hole) => {
    const suffix = lf(hole.suffix);
    const end = /\n\n|\n\S/.exec(suffix.slice(1))?.index;
    return withMore(hole, suffix.slice(0, Math.min(1_500, end === undefined ? suffix.length : end + 1)));
  },
  'without blank lines': (hole) => withMore(hole, ahead(hole, 5).replace(/\n\s*\n/g, '\n')),
  'after an extra blank line': (hole) => {
    const [rest = '', ...below] = ahead(hole, 3).split('\n');
    return below.length === 0 ? undefined : `${truthOf(hole)}${rest}\n\n${below.join('\n')}`;
  },
  'with spaces at line ends': (hole) => withMore(hole, ahead(hole, 3).replace(/\n/g, '  \n')),
  'then all of it again': (hole) => {
    const more = ahead(hole, 3);
    return withMore(hole, more.trim() === '' ? '' : `${more}\n${truthOf(hole)}${more}`);
  },
  'cut after any character': (hole, random) => {
    const more = ahead(hole, 6);
    return more.trim().length < 6 ? undefined : truthOf(hole) + more.slice(0, random.integer(4, more.length));
  },
};

function changedBy(
  change: (suffix: string, random: Random, hole: Case<string>) => string,
  lines = 4,
): Answerer {
  return (hole, random) => {
    const suffix = ahead(hole, lines);
    const more = change(suffix, random, hole);
    return more === suffix ? undefined : withMore(hole, more);
  };
}

const FUZZY: Readonly<Record<string, Answerer>> = {
  'indented twice as much': changedBy((more) => more.replace(/^[ \t]+/gm, (indent) => indent + indent)),
  'tabs for spaces, or back': changedBy((more) =>
    more.replace(/^(?:\t| {2,4})+/gm, (indent) =>
      indent.includes('\t') ? indent.replaceAll('\t', '    ') : '\t'.repeat(Math.ceil(indent.length / 4)),
    ),
  ),
  'spaces inside brackets': changedBy((more) => more.replace(/([({[])(\w)/g, '$1 $2')),
  'spaces around operators gone': changedBy((more) => more.replace(/ ([=+*/-]) /g, '$1')),
  'another word': changedBy((more, random) => {
    const words = [...more.matchAll(/\b[A-Za-z]\w{2,}\b/g)];
    if (words.length === 0) return more;
    const word = random.pick(words);
    return `${more.slice(0, word.index)}${random.pick(['result', 'index', 'options'])}${more.slice(word.index + word[0].length)}`;
  }),
  'two lines in the other order': changedBy((more) => {
    const [rest = '', ...below] = more.split('\n');
    const [first, second, ...others] = below.filter((line) => line.trim() !== '');
    return first === undefined || second === undefined ? more : [rest, second, first, ...others].join('\n');
  }),
  'a comment added': changedBy((more, _random, hole) => {
    const [rest = '', ...below] = more.split('\n');
    const leader = /python|ruby|shell|yaml/.test(hole.languageId) ? '#' : '//';
    const indent = /^[ \t]*/.exec(below[0] ?? '')?.[0] ?? '';
    return below.length === 0
      ? more
      : [rest, `${indent}${leader} Continue with the rest`, ...below].join('\n');
  }),
  'a line left out': changedBy((more) => {
    const lines = more.split('\n');
    return lines.length < 4 ? more : [...lines.slice(0, 2), ...lines.slice(3)].join('\n');
  }),
  'other quotes': changedBy((more) => more.replaceAll('"', "'")),
  'wrapped lines joined': changedBy((more) =>
    more.replace(/([,(])\n\s+/g, (_, end) => (end === ',' ? ', ' : '(')),
  ),
};

const INTRODUCTIONS = [
  'Here is the code:',
  'Here’s the completed line:',
  'The completed code should look like this:',
  'Sure, here is the code that goes in the gap:',
  'Based on the context, the missing part is:',
];
const AFTERWORDS = [
  'This completes the code by adding the missing part.',
  'Explanation: the code above continues the existing pattern.',
  '**Explanation:**\n\n- It reads the value.\n- It returns it.',
  'Let me know if you need anything else!',
];
const TOKENS = [
  '<|endoftext|>',
  '<fim_middle>',
  '[/INST]',
  '</s>',
  '<|eot_id|>',
  '<|fim_end|>',
  '<end_of_turn>',
  '<|repo_name|>',
  '<|cursor|>',
  '<EOT>',
  '<|user|>',
];

const ARTEFACTS: Readonly<Record<string, Answerer>> = {
  'the last three lines again': (hole) => {
    const lines = lf(hole.prefix).split('\n').slice(-4);
    return lines.length < 4 || lines[0]?.trim() === '' ? undefined : lines.join('\n') + truthOf(hole);
  },
  'all of the function again': (hole) => {
    const prefix = lf(hole.prefix);
    const start = Math.max(prefix.lastIndexOf('\n\n') + 2, prefix.length - 2_000);
    const echo = prefix.slice(start);
    const end = /\n\n|$/.exec(lf(hole.suffix))?.index ?? 0;
    return echo.split('\n').length < 3 ? undefined : echo + truthOf(hole) + lf(hole.suffix).slice(0, end);
  },
  'words and a fence': (hole, random) =>
    `${random.pick(INTRODUCTIONS)}\n\`\`\`\n${truthOf(hole)}\n\`\`\`\n${random.pick(AFTERWORDS)}`,
  'a fence that stays open': (hole) => `\`\`\`${hole.languageId}\n${truthOf(hole)}`,
  'a fence around all of the lines': (hole) => {
    const rest = lf(hole.suffix).split('\n', 1)[0] ?? '';
    const above = lf(hole.prefix).split('\n').slice(-3).join('\n');
    return above.trim() === '' ? undefined : `\`\`\`\n${above}${truthOf(hole)}${rest}\n\`\`\``;
  },
  'a closing fence and words': (hole, random) => `${truthOf(hole)}\n\`\`\`\n\n${random.pick(AFTERWORDS)}`,
  'words before': (hole, random) => `${random.pick(INTRODUCTIONS)}\n${truthOf(hole)}`,
  'words after': (hole, random) => `${truthOf(hole)}\n\n${random.pick(AFTERWORDS)}`,
  'a special token': (hole, random) => truthOf(hole) + random.pick(TOKENS),
  'a special token and another turn': (hole, random) =>
    `${truthOf(hole)}${random.pick(TOKENS)}\nuser\nNow write the tests.${random.pick(TOKENS)}`,
  'a special token cut off': (hole, random) =>
    truthOf(hole) + random.pick(['<|end', '<|fim_', '<|endoftext']),
  'line numbers': (hole, random) => {
    const lines = truthOf(hole).split('\n');
    const first = lf(hole.prefix).split('\n').length;
    const separator = random.pick([': ', ' | ', '\t']);
    return lines.length < 2
      ? undefined
      : lines.map((line, n) => `${first + n}${separator}${line}`).join('\n');
  },
  // Within a word or a string nobody can tell whether the space belongs there.
  'a space before': (hole) =>
    /^\s/.test(hole.truth) || /[\w"'`]$/.test(hole.prefix) ? undefined : ` ${truthOf(hole)}`,
  'a line break before': (hole) => (/^\s/.test(hole.truth) ? undefined : `\n${truthOf(hole)}`),
  'a loop over its last lines': (hole, random) => {
    const last = truthOf(hole).split('\n').slice(-random.integer(2, 5)).join('\n');
    return last.replace(/\W/g, '').length < 8
      ? undefined
      : truthOf(hole) + `\n${last}`.repeat(random.integer(3, 8));
  },
  'spaces at line ends': (hole) => `${truthOf(hole).replace(/\n/g, ' \n')}  `,
  'lines ended by CRLF': (hole) => `${truthOf(hole).replaceAll('\n', '\r\n')}\r\n`,
  'typographic quotes': (hole) => {
    const text = truthOf(hole).replace(/"([^"\n]*)"/g, '“$1”');
    return text === truthOf(hole) ? undefined : text;
  },
  'no-break spaces': (hole) => {
    const text = truthOf(hole).replaceAll(' ', '\u00a0');
    return text === truthOf(hole) ? undefined : text;
  },
  'invisible characters': (hole, random) => {
    const truth = truthOf(hole);
    const at = random.integer(0, truth.length);
    return `\ufeff${truth.slice(0, at)}${random.pick(['\u200b', '\u202e', '\u2066', '\u00ad'])}${truth.slice(at)}`;
  },
  'a placeholder for the rest': (hole) => {
    const leader = /python|ruby|shell|yaml/.test(hole.languageId) ? '#' : '//';
    return `${truthOf(hole)}\n${leader} ... rest of the code ...`;
  },
  'tags around it': (hole) => `<code>\n${truthOf(hole)}\n</code>`,
};

/** Other habits of models than those of `simulatedModel.ts`, in the same four families. */
export const HARDER_FAMILIES: Readonly<Record<string, Readonly<Record<string, Answerer>>>> = {
  clean: { clean: (hole) => truthOf(hole) },
  overrun: OVERRUNS,
  'fuzzy overrun': FUZZY,
  artefacts: ARTEFACTS,
};
