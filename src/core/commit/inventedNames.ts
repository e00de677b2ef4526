/**
 * Words of a message that name something: in back-ticks, a path, a call, an option, or written as only code is. What
 * such a word names must be in the change, for a name that is not there was made up.
 */
const NAME_SHAPES = new RegExp(
  [
    // `anything`
    /`(?<quoted>[^`\n]{1,200})`/,
    // src/parser.ts, ./a/b
    /(?<![\w/.:@-])(?<path>(?:\.{0,2}\/)?[\w@.-]+(?:\/[\w@.-]+)*\/[\w@-]+\.\w{1,8})(?![\w/])/,
    // parser.ts, package.json
    /(?<![\w/.:@-])(?<file>[\w@.-]+\.(?:[cm]?[jt]sx?|json|md|py|go|rs|java|kts?|rb|php|cs|cpp|cc|h|hpp|c|ya?ml|toml|sql|sh|css|html|vue|svelte))(?![\w/])/,
    // parse(), tree.walk()
    /(?<![\w.])(?<call>[A-Za-z_$][\w$.]*)\(\)/,
    // --verbose
    /(?<!\S)(?<option>--[a-z][\w-]+)/,
    // snake_case, CONSTANT_CASE
    /(?<![\w`])(?<snake>[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)(?!\w)/,
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
  utf-8 utf-16 iso-8601 sha-1 sha-256 sha-512 rfc-2119 es-2015 cve-2024 http-2`.split(/\s+/),
);

/**
 * The names in a message that do not occur in any of the known texts, in their order, each once.
 * @param known the packed change, the paths of all changed files, the author's notes, the branch, earlier subjects
 */
export function inventedNames(message: string, known: readonly string[]): string[] {
  const text = known.join('\n').toLowerCase();
  const invented = new Set<string>();
  for (const { groups = {}, 0: whole } of message.matchAll(NAME_SHAPES)) {
    const name = Object.values(groups).find(Boolean) ?? whole;
    const parts = groups['quoted'] === undefined ? [name] : name.split(/\s+/);
    if (!parts.every((part) => isKnown(part, text))) invented.add(name);
  }
  return [...invented];
}

/** Case does not count: a subject may begin with a name. Of a dotted name the last part is enough. */
function isKnown(name: string, text: string): boolean {
  const lower = name.toLowerCase().replace(/^[^\w#@$-]+|[^\w]+$/g, '');
  if (lower === '' || WELL_KNOWN.has(lower) || text.includes(lower)) return true;
  const last = lower.slice(lower.lastIndexOf('.') + 1);
  return !lower.includes('/') && last !== lower && last.length > 4 && text.includes(last);
}
