/** A declaration as one line shows it. */
export interface Declaration {
  readonly kind: string;
  readonly name: string;
}

const NAME = String.raw`([\p{ID_Start}$_][\p{ID_Continue}$]*)`;

interface LanguageShape {
  readonly extensions: RegExp;
  /** Every declaration matches it and few other lines do: a quick test before the patterns. */
  readonly hint: RegExp;
  /** Each pattern with the word for what it declares; its first group is the name. */
  readonly declarations: readonly (readonly [string, RegExp])[];
}

function shape(
  extensions: string,
  hint: RegExp,
  declarations: readonly (readonly [string, string])[],
): LanguageShape {
  return {
    extensions: new RegExp(String.raw`\.(?:${extensions})$`, 'i'),
    hint,
    declarations: declarations.map(([kind, pattern]) => [
      kind,
      new RegExp(String.raw`^\s*${pattern.replace('NAME', NAME)}`, 'u'),
    ]),
  };
}

const JS_EXPORT = String.raw`(?:export\s+)?(?:default\s+)?(?:declare\s+)?`;
const JVM_MODIFIERS = String.raw`(?:(?:public|private|protected|internal|static|final|abstract|sealed|open|override|virtual|async|data|suspend|partial|readonly|inline|export)\s+)*`;

/** What declarations look like, language by language: the shape of one line, not a grammar. */
const SHAPES: readonly LanguageShape[] = [
  shape('[cm]?[jt]sx?|vue|svelte|astro', /=>|\{\s*$|\b(?:function|class|type|export)\b/, [
    ['function', String.raw`${JS_EXPORT}(?:async\s+)?function\s*\*?\s*NAME`],
    ['class', String.raw`${JS_EXPORT}(?:abstract\s+)?class\s+NAME`],
    ['type', String.raw`${JS_EXPORT}(?:const\s+)?(?:interface|type|enum|namespace)\s+NAME\s*[<={]`],
    [
      'function',
      String.raw`${JS_EXPORT}(?:const|let|var)\s+NAME[^=]*=\s*(?:async\s*)?(?:\([^)]*\)|[\w$]+)\s*(?::[^=]+)?=>`,
    ],
    ['constant', String.raw`export\s+(?:const|let|var)\s+NAME`],
    [
      'method',
      String.raw`(?:(?:public|private|protected|static|readonly|override|async|get|set)\s+)*(?!(?:if|for|while|switch|catch|return|function|constructor|super|await|new|throw|typeof|with|do|else)\b)NAME\s*(?:<[^>]*>)?\([^()]*\)\s*(?::[^{;]+)?\{\s*$`,
    ],
  ]),
  shape('pyi?', /^\s*(?:async|def|class)\b/, [
    ['function', String.raw`(?:async\s+)?def\s+NAME`],
    ['class', String.raw`class\s+NAME`],
  ]),
  shape('rs', /\b(?:fn|struct|enum|trait|union|type|macro_rules|const|static)\b/, [
    [
      'function',
      String.raw`(?:pub(?:\([^)]*\))?\s+)?(?:default\s+)?(?:const\s+)?(?:async\s+)?(?:unsafe\s+)?(?:extern\s+"[^"]*"\s+)?fn\s+NAME`,
    ],
    ['type', String.raw`(?:pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?(?:struct|enum|trait|union|type)\s+NAME`],
    ['macro', String.raw`macro_rules!\s+NAME`],
    ['constant', String.raw`(?:pub(?:\([^)]*\))?\s+)(?:const|static)\s+NAME`],
  ]),
  shape('go', /^(?:func|type)\b/, [
    ['function', String.raw`func\s+(?:\([^)]*\)\s*)?NAME`],
    ['type', String.raw`type\s+NAME`],
  ]),
  shape(
    'java|kts?|cs|scala|swift|groovy|dart',
    /\{\s*$|\)\s*$|\b(?:class|interface|enum|record|object|struct|trait|protocol|extension|mixin|fun|func|def)\b/,
    [
      [
        'type',
        String.raw`${JVM_MODIFIERS}(?:class|interface|enum|record|object|struct|trait|protocol|extension|mixin)\s+NAME`,
      ],
      ['function', String.raw`${JVM_MODIFIERS}(?:fun|func|def)\s+(?:<[^>]+>\s*)?NAME`],
      [
        'method',
        String.raw`${JVM_MODIFIERS}(?!return\b|new\b|throw\b|else\b|await\b)[\w<>\[\],.?]+\s+NAME\s*\([^;]*\)\s*(?:throws\s+[\w,.\s]+)?\{?\s*$`,
      ],
    ],
  ),
  shape('rb|rake|cr|exs?', /\b(?:def|defp|defmacro|class|module|defmodule)\b/, [
    ['method', String.raw`(?:def|defp|defmacro)\s+(?:self\.)?NAME`],
    ['class', String.raw`(?:class|module|defmodule)\s+NAME`],
  ]),
  shape('php', /\b(?:function|class|interface|trait|enum)\b/, [
    ['function', String.raw`(?:(?:public|private|protected|static|final|abstract)\s+)*function\s+&?NAME`],
    ['class', String.raw`(?:(?:final|abstract|readonly)\s+)*(?:class|interface|trait|enum)\s+NAME`],
  ]),
  shape('c|h|cc|cpp|cxx|hpp|hh|m|mm', /^\S/, [
    ['macro', String.raw`#\s*define\s+NAME`],
    ['type', String.raw`(?:typedef\s+)?(?:struct|class|enum|union|namespace)\s+NAME\s*(?:[:{]|$)`],
    // Only at the start of a line, where a call cannot stand.
    [
      'function',
      String.raw`(?<=^)(?!return\b|else\b|if\b|for\b|while\b|switch\b|case\b)[\w:<>*&~]+(?:\s+[\w:<>*&~]+)*[\s*&]+(?:\w+::)*NAME\s*\([^;]*$`,
    ],
  ]),
  shape('sh|bash|zsh|fish', /function|\(\)/, [
    ['function', String.raw`(?:function\s+NAME|(?!(?:if|for|while)\b)[\w-]+(?=\s*\(\)))`],
  ]),
  shape('lua', /\bfunction\b/, [['function', String.raw`(?:local\s+)?function\s+(?:\w+[.:])*NAME`]]),
  shape('sql', /create/i, [
    [
      'table',
      String.raw`(?:create|CREATE)\s+(?:table|view|index|TABLE|VIEW|INDEX)\s+(?:if not exists\s+|IF NOT EXISTS\s+)?NAME`,
    ],
  ]),
];

/** Longer lines declare nothing that a person wrote, and cost the patterns dearly. */
const LONGEST_LINE = 300;

/** Says what a line declares; undefined for most lines. */
export type DeclarationReader = (line: string) => Declaration | undefined;

/** The reader for a file's language, told by its extension. */
export function declarationReader(path: string): DeclarationReader {
  const language = SHAPES.find(({ extensions }) => extensions.test(path));
  if (!language) return () => undefined;
  return (line) => {
    if (line.length > LONGEST_LINE || !language.hint.test(line)) return undefined;
    for (const [kind, pattern] of language.declarations) {
      const match = pattern.exec(line);
      const name = match?.[1] ?? match?.[0].trim();
      if (name !== undefined) return { kind, name };
    }
    return undefined;
  };
}
