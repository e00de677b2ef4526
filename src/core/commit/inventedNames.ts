/**
 * Words of a message that name something: in back-ticks, a path, a call, an option, or written as only code is. What
 * such a word names must be in the change, for a name that is not there was made up.
 */
const NAME_SHAPES = new RegExp(
  [
    // A link is one name, whatever is in it.
    /(?<link>https?:\/\/[^\s<>"'`)\]]{1,500})/,
    // `anything`
    /`(?<quoted>[^`\n]{1,200})`/,
    // src/parser.ts, ./a/b
    /(?<![\w/.:@-])(?<path>(?:\.{0,2}\/)?[\w@.-]+(?:\/[\w@.-]+)*\/[\w@-]+\.[A-Za-z]\w{0,7})(?![\w/])/,
    // parser.ts, package.json
    /(?<![\w/.:@-])(?<file>[\w@.-]+\.(?:[cm]?[jt]sx?|json|md|py|go|rs|java|kts?|rb|php|cs|cpp|cc|h|hpp|c|ya?ml|toml|sql|sh|css|html|vue|svelte))(?![\w/])/,
    // parse(), tree.walk()
    /(?<![\w.])(?<call>[A-Za-z_$][\w$.]*)\(\)/,
    // --verbose
    /(?<!\S)(?<option>--[a-z][\w-]+)/,
    // snake_case, CONSTANT_CASE; an emoji's code is between colons
    /(?<![\w`:])(?<snake>[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)(?!\w)/,
    // camelCase, PascalCase
    /(?<![\w`])(?<humps>[a-z]+[A-Z]\w*|[A-Z][a-z0-9]+[A-Z]\w*)(?!\w)/,
    // ABC-123, #12
    /(?<ticket>\b[A-Z][A-Z0-9]+-\d+\b|(?<=^|[\s(])#\d+\b)/,
  ]
    .map((shape) => shape.source)
    .join('|'),
  'gm',
);

/** Written as code is, and yet no names of the code: products, formats and standards. Compared in lower case. */
const WELL_KNOWN = new Set(
  `github gitlab bitbucket javascript typescript coffeescript webassembly nodejs vscode openai chatgpt postgresql mysql
  mongodb graphql macos ios ipados youtube linkedin facebook iphone ipad vuejs nextjs fastapi devops dockerfile makefile
  readme changelog javadoc jsdoc openapi oauth saas ecmascript powershell intellij webpack eslint nodejs rustdoc godoc
  appveyor circleci pypi pypa rubygems junit kib mib gib wip
  utf-8 utf-16 iso-8601 sha-1 sha-256 sha-512 rfc-2119 es-2015 cve-2024 http-2`.split(/\s+/),
);

/**
 * The names in a message that do not occur in any of the known texts, in their order, each once. A name counts as known
 * in another case, with other signs between its words, in the plural, and by the member that it ends with.
 * @param known the packed change, the paths of all changed files, the author's notes, the branch, earlier subjects
 */
export function inventedNames(message: string, known: readonly string[]): string[] {
  const text = new KnownText(known);
  const invented = new Set<string>();
  for (const { groups = {}, 0: whole } of message.matchAll(NAME_SHAPES)) {
    const name = Object.values(groups).find(Boolean) ?? whole;
    if (!isNameKnown(name, groups, text)) invented.add(name);
  }
  return [...invented];
}

function isNameKnown(name: string, groups: RegExpMatchArray['groups'], text: KnownText): boolean {
  if (groups?.['link'] !== undefined) return text.hasLink(name);
  return groups?.['quoted'] === undefined ? text.has(name) : hasExpression(name, text);
}

/** Of quoted code what it begins with must be known, and half of the rest: arguments are named as it suits a sentence. */
function hasExpression(code: string, text: KnownText): boolean {
  const [head, ...rest] = code
    .split(/[\s()<>[\]{},;:="'|&!?+*]+/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (head === undefined) return true;
  return text.has(head) && rest.filter((part) => text.has(part)).length * 2 >= rest.length;
}

/** Shorter names are found in any text once the signs between its words are left out. */
const LEAST_SQUASHED = 5;
/** Shorter members, such as `get`, are found in any text. */
const LEAST_MEMBER = 5;

class KnownText {
  readonly #text: string;
  #squashed: string | undefined;

  constructor(texts: readonly string[]) {
    this.#text = texts.join('\n').toLowerCase();
  }

  hasLink(link: string): boolean {
    return this.#text.includes(link.toLowerCase().replace(/[.,;:!?]+$/, ''));
  }

  has(name: string): boolean {
    const lower = name.toLowerCase().replace(/^[^\w#@$-]+|[^\w]+$/g, '');
    if (lower === '' || WELL_KNOWN.has(lower) || this.#includes(lower)) return true;
    const parts = lower.split(/[/.]/).filter(Boolean);
    // A folder or a module is named by what paths have in common.
    if (lower.includes('/')) return !FILE.test(lower) && parts.every((part) => this.#text.includes(part));
    const [owner = '', member = ''] = parts.slice(-2);
    if (parts.length < 2 || FILE.test(lower) || !this.#text.includes(member)) return false;
    return member.length >= LEAST_MEMBER || this.#text.includes(owner);
  }

  #includes(lower: string): boolean {
    if (this.#text.includes(lower)) return true;
    const squashed = squash(lower.replace(/(?<=\w{4})s$/, ''));
    this.#squashed ??= squash(this.#text);
    return squashed.length >= LEAST_SQUASHED && this.#squashed.includes(squashed);
  }
}

/** Ends as the names of files do. */
const FILE =
  /\.(?:[cm]?[jt]sx?|json|md|rst|txt|py|go|rs|java|kts?|rb|php|cs|cpp|cc|h|hpp|c|ya?ml|toml|sql|sh|css|html|vue|svelte)$/;

function squash(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
