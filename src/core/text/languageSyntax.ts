/** The little of a language's syntax that can be used without a parser. */
export interface LanguageSyntax {
  /** What begins a comment that ends with its line. */
  readonly lineComments: readonly string[];
  readonly blockComment?: { readonly open: string; readonly close: string };
  /** Quotes whose string ends with the line at the latest. */
  readonly lineQuotes: string;
  /** Quotes whose string may go on over many lines. */
  readonly longQuotes: readonly string[];
  /** True where indentation, and not brackets, makes blocks. */
  readonly indentationMakesBlocks: boolean;
}

const C_LIKE: LanguageSyntax = {
  lineComments: ['//'],
  blockComment: { open: '/*', close: '*/' },
  lineQuotes: `"'`,
  longQuotes: [],
  indentationMakesBlocks: false,
};
const SCRIPT: LanguageSyntax = { ...C_LIKE, longQuotes: ['`'] };
const HASH: LanguageSyntax = {
  lineComments: ['#'],
  lineQuotes: `"'`,
  longQuotes: [],
  indentationMakesBlocks: false,
};
const MARKUP: LanguageSyntax = {
  lineComments: [],
  blockComment: { open: '<!--', close: '-->' },
  lineQuotes: '',
  longQuotes: [],
  indentationMakesBlocks: false,
};

const BY_LANGUAGE: Readonly<Record<string, LanguageSyntax>> = {
  javascript: SCRIPT,
  javascriptreact: SCRIPT,
  typescript: SCRIPT,
  typescriptreact: SCRIPT,
  go: SCRIPT,
  // A quote alone begins a lifetime in Rust far more often than a character.
  rust: { ...C_LIKE, lineQuotes: '"' },
  python: { ...HASH, longQuotes: ['"""', "'''"], indentationMakesBlocks: true },
  yaml: { ...HASH, indentationMakesBlocks: true },
  ruby: HASH,
  shellscript: HASH,
  dockerfile: HASH,
  makefile: HASH,
  toml: HASH,
  r: HASH,
  perl: HASH,
  elixir: HASH,
  sql: { ...C_LIKE, lineComments: ['--'] },
  lua: { ...C_LIKE, lineComments: ['--'], blockComment: { open: '--[[', close: ']]' } },
  haskell: { ...C_LIKE, lineComments: ['--'], blockComment: { open: '{-', close: '-}' }, lineQuotes: '"' },
  clojure: { ...HASH, lineComments: [';'], lineQuotes: '"' },
  html: MARKUP,
  xml: MARKUP,
  markdown: MARKUP,
  plaintext: MARKUP,
};

/** The syntax of a language by its editor id; languages that are not listed are read like C. */
export function languageSyntax(languageId: string): LanguageSyntax {
  return BY_LANGUAGE[languageId] ?? C_LIKE;
}
