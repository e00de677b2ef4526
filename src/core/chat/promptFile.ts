/**
 * Prompt files in VS Code's format: Markdown with variables (`${selection}`, `${input:name:placeholder}`), links and
 * `#file:` references. They are read as data: what is put in for a variable is never looked at for variables again.
 */

/** A prompt file with its variables filled in. */
export interface FilledPrompt {
  readonly text: string;
  /** Paths that the file refers to, as written, each once. */
  readonly references: readonly string[];
  readonly problems: readonly PromptProblem[];
}

/** What of a prompt file is not honoured; its words for people are made in the server. */
export type PromptProblem =
  | { readonly kind: 'unknownVariable'; readonly name: string }
  /** A variable of the editor that has no value now, such as a selection. */
  | { readonly kind: 'noValue'; readonly name: string }
  /** Nothing was typed for an input; its placeholder stands there. */
  | { readonly kind: 'noInput'; readonly name: string }
  | { readonly kind: 'tool'; readonly name: string };

/** The variables of the editor that prompt files may use. */
export const EDITOR_VARIABLES: ReadonlySet<string> = new Set([
  'selection',
  'selectedText',
  'file',
  'fileBasename',
  'fileBasenameNoExtension',
  'fileDirname',
  'workspaceFolder',
  'workspaceFolderBasename',
]);

/** References of one file beyond these are not read. */
const MOST_REFERENCES = 20;

export interface PromptValues {
  /** What was typed after the command. */
  readonly input: string;
  /** Values of the editor's variables by name. */
  readonly variables: Readonly<Record<string, string>>;
}

const VARIABLE = /\$\{([A-Za-z]\w*)(?::([^}:]*))?(?::([^}]*))?\}/g;

/** Fills in the body of a prompt file. */
export function fillPrompt(body: string, { input, variables }: PromptValues): FilledPrompt {
  const problems: PromptProblem[] = [];
  const inputs = inputNames(body);
  const typed = splitInput(input, inputs);
  const text = body.replace(VARIABLE, (whole: string, name: string, first?: string, placeholder?: string) => {
    if (name === 'input') return inputOf(first ?? '', placeholder, typed, problems) ?? whole;
    if (!EDITOR_VARIABLES.has(name)) {
      problems.push({ kind: 'unknownVariable', name });
      return whole;
    }
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined || value === '') problems.push({ kind: 'noValue', name });
    return value ?? '';
  });
  for (const [, name = ''] of body.matchAll(/(?<![\w&])#tool:([\w/.-]+)/g))
    problems.push({ kind: 'tool', name });
  const behind = inputs.length === 0 && input.trim() !== '' ? `\n\n${input.trim()}` : '';
  return { text: text.trim() + behind, references: findReferences(body), problems: uniqueProblems(problems) };
}

function inputOf(
  name: string,
  placeholder: string | undefined,
  typed: ReadonlyMap<string, string>,
  problems: PromptProblem[],
): string | undefined {
  if (name === '') {
    problems.push({ kind: 'unknownVariable', name: 'input' });
    return undefined;
  }
  const value = typed.get(name);
  if (value !== undefined && value !== '') return value;
  problems.push({ kind: 'noInput', name });
  return placeholder ?? '';
}

/** The inputs of a prompt file in their order, each once. */
export function inputNames(body: string): readonly string[] {
  const names = [...body.matchAll(VARIABLE)].flatMap(([, name, first = '']) =>
    name === 'input' && first !== '' ? [first] : [],
  );
  return [...new Set(names)];
}

/** What is to be typed after the command, in words: the placeholders of the inputs, or their names. */
export function inputHint(body: string): string | undefined {
  const hints = new Map<string, string>();
  for (const [, variable, name = '', placeholder] of body.matchAll(VARIABLE))
    if (variable === 'input' && name !== '' && !hints.has(name)) hints.set(name, placeholder ?? name);
  return hints.size === 0 ? undefined : [...hints.values()].join(', ');
}

/**
 * Shares what was typed among inputs: by name where it says `name=value`, else word by word with quotes around several,
 * and the last input gets the rest.
 */
function splitInput(input: string, names: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const [only] = names;
  let rest = input.trim();
  if (names.length === 1 && only !== undefined) return values.set(only, rest);
  rest = rest.replace(
    /(?<!\S)(\w+)=(?:"([^"]*)"|(\S+))/g,
    (whole: string, name: string, quoted?: string, word?: string) => {
      if (!names.includes(name)) return whole;
      values.set(name, quoted ?? word ?? '');
      return '';
    },
  );
  const open = names.filter((name) => !values.has(name));
  for (const [index, name] of open.entries()) {
    rest = rest.trimStart();
    const isLast = index === open.length - 1;
    const [taken = '', quoted, word = ''] = (isLast ? undefined : /^(?:"([^"]*)"|(\S+))/.exec(rest)) ?? [
      rest,
      undefined,
      rest,
    ];
    values.set(name, (quoted ?? word).trim());
    rest = rest.slice(taken.length);
  }
  return values;
}

/** Links to files, and `#file:` references. Addresses of the web and places in the same file are none. */
function findReferences(body: string): readonly string[] {
  const prose = body.replace(/^ {0,3}(`{3,}|~{3,})[^]*?^ {0,3}\1/gm, '');
  const links = [...prose.matchAll(/(?<!!)\[[^\]\n]*\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"\n]*")?\s*\)/g)];
  const files = [...prose.matchAll(/(?<![\w&])#file:(?:"([^"\n]+)"|'([^'\n]+)'|([^\s,;)"']+))/g)];
  const paths = [
    ...links.map(([, path = '']) => decode(path.replace(/#.*$/, ''))),
    ...files.map(([, double, single, bare = '']) => double ?? single ?? bare.replace(/[.:!?]+$/, '')),
  ].filter((path) => path !== '' && !/^[a-z][\w+.-]+:/i.test(path));
  return [...new Set(paths)].slice(0, MOST_REFERENCES);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function uniqueProblems(problems: readonly PromptProblem[]): readonly PromptProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
