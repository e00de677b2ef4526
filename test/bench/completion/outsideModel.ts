import type { Case } from './cases';
import type { Random } from './random';
import { AFTER, BEFORE, ENDS, MIDDLES, NEXT_FILES } from './outsideWords';
import type { Answerer } from './simulatedModel';

const LONGEST_OVERRUN = 2_500;
const HASH_COMMENTS = /python|ruby|shell|yaml/;

/** The rest of the cursor's line and so many lines below, blank ones counted like others. */
function ahead({ suffix }: Case<string>, count: number): string {
  return suffix
    .split('\n')
    .slice(0, count + 1)
    .join('\n')
    .slice(0, LONGEST_OVERRUN)
    .trimEnd();
}

function currentLine({ prefix }: Case<string>): string {
  return prefix.slice(prefix.lastIndexOf('\n') + 1);
}

function restOfLine({ suffix }: Case<string>): string {
  return suffix.split('\n', 1)[0] ?? '';
}

function leaderOf({ languageId }: Case<string>): string {
  return HASH_COMMENTS.test(languageId) ? '#' : '//';
}

function goesOn(hole: Case<string>, more: string): string | undefined {
  return more.trim() === '' ? undefined : hole.truth + more;
}

const MADE_UP: Readonly<Record<string, string>> = {
  python: '\n\ndef test_it():\n    assert run(1) == 2\n    assert run(2) == 3\n',
  go: '\n\nfunc TestIt(t *testing.T) {\n\tif run(1) != 2 {\n\t\tt.Fatal("wrong")\n\t}\n}\n',
  java: '\n\n    public static void main(String[] args) {\n        System.out.println(run(1));\n    }\n}\n',
  rust: '\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn works() {\n        assert_eq!(run(1), 2);\n    }\n}\n',
};
const MADE_UP_SCRIPT =
  "\n\ndescribe('run', () => {\n  it('works', () => {\n    expect(run(1)).toBe(2);\n  });\n});\n";

const OVERRUNS: Readonly<Record<string, Answerer>> = {
  'one line': (hole) => goesOn(hole, ahead(hole, 1)),
  'three lines': (hole) => goesOn(hole, ahead(hole, 3)),
  'all of the suffix': (hole) => goesOn(hole, ahead(hole, 10_000)),
  'past the end': (hole) =>
    hole.suffix.length > LONGEST_OVERRUN
      ? undefined
      : goesOn(hole, ahead(hole, 10_000) + (MADE_UP[hole.languageId] ?? MADE_UP_SCRIPT)),
  'cut mid-token': (hole, random) => {
    const more = ahead(hole, random.integer(1, 12));
    const cuts = [...more.matchAll(/\w(?=\w)/g)].map(({ index }) => index + 1);
    return cuts.length === 0 ? undefined : goesOn(hole, more.slice(0, random.pick(cuts)));
  },
};

type Change = (more: string, random: Random, hole: Case<string>) => string;

const CHANGES: Readonly<Record<string, Change>> = {
  'a name': (more, random) => {
    const names = [...more.matchAll(/\b[a-zA-Z_]\w{2,}\b/g)].map(([name]) => name);
    if (names.length === 0) return more;
    const name = random.pick(names);
    const other = random.pick([`${name}2`, `my_${name}`, 'tmp', `new${name}`, name.slice(0, 3), 'config']);
    return more.replace(new RegExp(`\\b${name}\\b`, 'g'), other);
  },
  'several names': (more, random) =>
    more.replace(/\b[a-zA-Z_]\w{3,}\b/g, (name) =>
      random.chance(0.15) ? random.pick(['entry', 'ctx', `${name}_`, 'options']) : name,
    ),
  'white space': (more, random) =>
    random.pick<(text: string) => string>([
      (text) => text.replace(/^( +)/gm, (indent) => indent.repeat(2)),
      (text) => text.replace(/^( {4}| {2}|\t)/gm, ''),
      (text) => text.replace(/, /g, ','),
      (text) => text.replace(/ (=|==|\+|-|:=|=>) /g, '$1'),
      (text) => text.replace(/\(/g, '( ').replace(/\)/g, ' )'),
      (text) => text.replace(/\n+/g, '\n'),
    ])(more),
  quotes: (more) => (more.includes('"') ? more.replaceAll('"', "'") : more.replaceAll("'", '"')),
  numbers: (more, random) => more.replace(/\d+/g, () => String(random.integer(0, 999))),
  'comments gone': (more) =>
    more.replace(/^[ \t]*(\/\/|#|\*|\/\*).*\n/gm, '').replace(/\s+(\/\/|# ).*$/gm, ''),
  'comments at line ends': (more, random, hole) =>
    more.replace(/\w[^\n]*$/gm, (line) =>
      random.chance(0.3) ? `${line}  ${leaderOf(hole)} see above` : line,
    ),
  'a comment before a line': (more, random, hole) => {
    const [rest = '', ...below] = more.split('\n');
    const at = random.integer(0, Math.max(0, below.length - 1));
    const indent = /^\s*/.exec(below[at] ?? '')?.[0] ?? '';
    const words = random.pick(['Handle the remaining case', 'Return the result', 'TODO: check this']);
    return below.length === 0
      ? more
      : [rest, ...below.slice(0, at), `${indent}${leaderOf(hole)} ${words}`, ...below.slice(at)].join('\n');
  },
};

/** Each change, on the suffix up to the next line, the next three or eight. */
const FUZZY: Readonly<Record<string, Answerer>> = Object.fromEntries(
  Object.entries(CHANGES).map(([name, change]): [string, Answerer] => [
    name,
    (hole, random) => {
      const suffix = ahead(hole, random.pick([1, 3, 8]));
      const more = change(suffix, random, hole);
      return more === suffix ? undefined : goesOn(hole, more);
    },
  ]),
);

function fileName({ path }: Case<string>): string {
  return `other_${path.slice(path.lastIndexOf('/') + 1)}`;
}

const LANGUAGE_TAGS: Readonly<Record<string, readonly string[]>> = {
  python: ['python', 'py', 'Python', 'python3'],
  typescript: ['typescript', 'ts', 'TypeScript', 'tsx'],
  javascript: ['javascript', 'js', 'jsx'],
  go: ['go', 'golang'],
  java: ['java', 'Java'],
  rust: ['rust', 'rs'],
};

const FENCED: Readonly<Record<string, Answerer>> = {
  'fence of any spelling': (hole, random) => {
    const tag = random.pick([
      '',
      ...(LANGUAGE_TAGS[hole.languageId] ?? []),
      `${hole.languageId} title="${fileName(hole)}"`,
      `${hole.languageId}:src/${fileName(hole)}`,
      '{.code}',
      ' code',
    ]);
    const [open, close] = random.pick<readonly [string, string]>([
      ['```', '```'],
      ['````', '````'],
      ['~~~', '~~~'],
      ['```', '```\n'],
    ]);
    return `${open}${tag}\n${hole.truth}\n${close}`;
  },
  'fence behind an indentation': (hole) => {
    const indent = /^\s*/.exec(currentLine(hole))?.[0] ?? '';
    return `${indent}\`\`\`${hole.languageId}\n${hole.truth}\n${indent}\`\`\``;
  },
  'fence after blank lines': (hole) => `\n\n\`\`\`${hole.languageId}\n${hole.truth}\n\`\`\``,
  'fence without its end': (hole) => `\`\`\`${hole.languageId}\n${hole.truth}`,
  'end of a fence alone': (hole, random) =>
    `${hole.truth}\n\`\`\`${random.pick(['', '\n', '\n\nThis completes it.'])}`,
  'end of a fence on the last line': (hole) => `${hole.truth}\`\`\``,
  'fence around the whole line': (hole) =>
    `\`\`\`${hole.languageId}\n${currentLine(hole)}${hole.truth}${restOfLine(hole)}\n\`\`\``,
  'prose and fence': (hole, random) =>
    `${random.pick(BEFORE)}\n\n\`\`\`${hole.languageId}\n${hole.truth}\n\`\`\``,
  'prose, fence, prose': (hole, random) =>
    `${random.pick(BEFORE)}\n\`\`\`\n${hole.truth}\n\`\`\`\n\n${random.pick(AFTER)}`,
  'inline code': (hole) => (/[\n`]/.test(hole.truth) ? undefined : `\`${hole.truth}\``),
};

const ECHOES: Readonly<Record<string, Answerer>> = {
  'the current line': (hole) =>
    currentLine(hole).trim() === '' ? undefined : currentLine(hole) + hole.truth,
  'the current line without indentation': (hole) =>
    currentLine(hole).trim() === '' ? undefined : currentLine(hole).trimStart() + hole.truth,
  'the line above': (hole) => {
    const above = hole.prefix.split('\n').slice(-2);
    return above.length < 2 || (above[0] ?? '').trim() === '' ? undefined : above.join('\n') + hole.truth;
  },
  'two to six lines above': (hole, random) => {
    const above = hole.prefix.split('\n').slice(-random.integer(3, 7));
    return above.length < 3 || above.join('').trim() === '' ? undefined : above.join('\n') + hole.truth;
  },
  'all that is above': (hole) =>
    hole.prefix.length > 1_500 || hole.prefix.trim() === '' ? undefined : hole.prefix + hole.truth,
  'the last word': (hole) => {
    const word = /\w+$/.exec(currentLine(hole))?.[0] ?? '';
    return word.length < 3 ? undefined : word + hole.truth;
  },
  'the indentation': (hole) => {
    const indent = /^[ \t]+$/.exec(currentLine(hole))?.[0];
    return indent === undefined ? undefined : indent + hole.truth;
  },
  'the indentation on a new line': (hole) => {
    const indent = /^[ \t]+$/.exec(currentLine(hole))?.[0];
    return indent === undefined ? undefined : `\n${indent}${hole.truth}`;
  },
};

const PROSE: Readonly<Record<string, Answerer>> = {
  'prose before': (hole, random) => `${random.pick(BEFORE)}\n${random.pick(['', '\n'])}${hole.truth}`,
  'prose after': (hole, random) => `${hole.truth}\n\n${random.pick(AFTER)}`,
  'prose right after': (hole, random) => `${hole.truth}\n${random.pick(AFTER)}`,
  'prose before and after': (hole, random) =>
    `${random.pick(BEFORE)}\n\n${hole.truth}\n\n${random.pick(AFTER)}`,
  reasoning: (hole, random) => {
    const tag = random.pick(['think', 'thinking', 'reasoning']);
    return `<${tag}>\nWe need to fill in the gap.\nThe variable is called x.\n</${tag}>\n${hole.truth}`;
  },
};

const LOOPS: Readonly<Record<string, Answerer>> = {
  'the last line again and again': (hole, random) => {
    const last = hole.truth.split('\n').at(-1) ?? '';
    const indent = hole.truth.includes('\n') ? '' : (/^\s*/.exec(currentLine(hole))?.[0] ?? '');
    return last.trim().length < 4
      ? undefined
      : hole.truth + `\n${indent}${last}`.repeat(random.integer(4, 20));
  },
  'the last lines again and again': (hole, random) => {
    const last = hole.truth.split('\n').slice(-random.integer(2, 4));
    return last.length < 2 || last.join('').trim().length < 8
      ? undefined
      : hole.truth + `\n${last.join('\n')}`.repeat(random.integer(3, 8));
  },
  'a loop that is cut': (hole, random) => {
    const last = hole.truth.split('\n').at(-1) ?? '';
    if (last.trim().length < 8) return undefined;
    return (
      hole.truth +
      `\n${last}`.repeat(random.integer(3, 9)) +
      `\n${last.slice(0, random.integer(2, last.length - 1))}`
    );
  },
  'words again and again': (hole, random) => {
    const word = /\S+\s*$/.exec(hole.truth)?.[0].trim() ?? '';
    return word.length < 3 ? undefined : hole.truth + ` ${word}`.repeat(random.integer(8, 30));
  },
  'the whole again': (hole, random) =>
    hole.truth.trim().length < 6 ? undefined : `${hole.truth}\n`.repeat(random.integer(2, 6)),
};

const TOKENS: Readonly<Record<string, Answerer>> = {
  'an end token': (hole, random) => hole.truth + random.pick(ENDS),
  'an end token on a line of its own': (hole, random) => `${hole.truth}\n${random.pick(ENDS)}`,
  'an end token and more': (hole, random) =>
    hole.truth + random.pick(ENDS) + (MADE_UP[hole.languageId] ?? MADE_UP_SCRIPT),
  'a cut end token': (hole, random) => {
    const token = random.pick(ENDS.filter((end) => end.length > 6 && /[<｜|]/.test(end)));
    return hole.truth + token.slice(0, random.integer(4, token.length - 1));
  },
  'many pads': (hole) => hole.truth + '<|fim_pad|>'.repeat(5),
  'a middle token before': (hole, random) => random.pick(MIDDLES) + hole.truth,
  'the suffix behind its token': (hole) => `${hole.truth}<fim_suffix>${ahead(hole, 4)}`,
  'another file': (hole, random) => hole.truth + random.pick(NEXT_FILES)(fileName(hole)),
  'a chat turn': (hole, random) =>
    hole.truth +
    random.pick([
      '\nUser: thanks\nAssistant:',
      '<|im_end|>\n<|im_start|>user\nthanks',
      '\n\nHuman: thanks',
      '\n### Instruction:\nExplain.',
    ]),
};

const SPACES: Readonly<Record<string, Answerer>> = {
  'blank lines before': (hole) =>
    /^\s/.test(hole.truth) || currentLine(hole).trim() !== '' ? undefined : `\n\n${hole.truth}`,
  'blank lines after': (hole) => `${hole.truth}\n\n\n\n`,
  'spaces after': (hole) => `${hole.truth}    `,
  'an invisible character': (hole, random) => {
    const at = random.integer(0, hole.truth.length);
    return (
      hole.truth.slice(0, at) +
      random.pick(['\u200b', '\ufeff', '\u200e', '\u2060', '\u202a']) +
      hole.truth.slice(at)
    );
  },
};

/** Answers made from the words of the goal alone, without looking at the rules or at the other two sets. */
export const OUTSIDE_FAMILIES: Readonly<Record<string, Readonly<Record<string, Answerer>>>> = {
  clean: { clean: (hole) => hole.truth },
  overrun: OVERRUNS,
  'fuzzy overrun': FUZZY,
  artefacts: { ...ECHOES, ...FENCED, ...PROSE, ...LOOPS, ...TOKENS, ...SPACES },
};
