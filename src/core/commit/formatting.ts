import { type Hunk, baseName } from './change';

/** What a hunk does when it changes how the code stands and not what it says. */
export type FormOnly = 'reformatted' | 'importsReordered';

/** Files whose white space at the start of a line says what belongs to what. */
const INDENTED =
  /\.(?:pyi?|ya?ml|haml|pug|sass|coffee|hs|nim|fsx?|mk)$|(?:^|\/)(?:gnu)?makefile$|\.(?:slim|styl)$/i;
/** Languages in which 'a' and "a" are the same. */
const EITHER_QUOTE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|pyi?|css|scss|less)$/i;
/** Languages in which a semicolon at the end of a line may be left out. */
const OPTIONAL_SEMICOLON = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|kts?|swift|scala)$/i;
/** In prose an apostrophe is no quote. */
const PROSE = /\.(?:md|mdx|rst|adoc|asciidoc|txt)$|^(?:readme|changelog|license|notice|authors)[^/]*$/i;

/**
 * Says that a hunk only reformats: its removed and added lines are the same but for white space, wrapping, trailing
 * commas, quotes and semicolons where the language takes either, or it only puts imports in another order. Undefined
 * for every real change, and when in doubt.
 */
export function formOnly(path: string, hunk: Hunk): FormOnly | undefined {
  if (isReformatted(path, hunk)) return 'reformatted';
  return areImportsReordered(hunk) ? 'importsReordered' : undefined;
}

function isReformatted(path: string, hunk: Hunk): boolean {
  if (beginsDifferently(hunk)) return false;
  const rules: FormRules = {
    unifiesQuotes: EITHER_QUOTE.test(path),
    dropsSemicolons: OPTIONAL_SEMICOLON.test(path),
  };
  const removed = significant(hunk, '-', rules);
  const added = significant(hunk, '+', rules);
  for (let isOver = false; !isOver;) {
    const before = removed.next().value;
    if (before !== added.next().value) return false;
    isOver = before === undefined;
  }
  if (!PROSE.test(baseName(path)) && !haveSameLiterals(hunk, rules)) return false;
  return !INDENTED.test(path) || keepsStructure(hunk);
}

/** A quick look at the first visible character of either side, which most hunks differ in. Quotes are left open. */
function beginsDifferently({ lines }: Hunk): boolean {
  let [before, after] = [0, 0];
  const start = lines.findIndex((line) => !line.startsWith(' '));
  for (let at = Math.max(0, start); at < lines.length && (before === 0 || after === 0); at += 1) {
    const line = lines[at] ?? '';
    const mark = line.charAt(0);
    const first = mark !== '+' || after === 0 ? firstVisible(line) : 0;
    if (mark !== '+') before ||= first;
    if (mark !== '-') after ||= first;
  }
  return before !== after && !isQuote(before) && !isQuote(after);
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}

/** The first UTF-16 unit of a line behind its mark that can be seen, 0 when there is none. */
function firstVisible(line: string): number {
  for (let index = 1; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code > 0x20 && (code < 0x80 || line.charAt(index).trim() !== '')) return code;
  }
  return 0;
}

interface FormRules {
  readonly unifiesQuotes: boolean;
  readonly dropsSemicolons: boolean;
}

/**
 * The characters of a side that mean something, from the first changed line on. Lazily, since most hunks differ early.
 * Words stay apart. Unchanged lines count, for a line that went past one is no reformatting.
 */
function* significant({ lines }: Hunk, mark: '+' | '-', rules: FormRules): Generator<string, undefined> {
  let before = '';
  let hasGap = false;
  let held = '';
  const start = lines.findIndex((line) => !line.startsWith(' '));
  for (let at = Math.max(0, start); at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!line.startsWith(mark) && !line.startsWith(' ')) continue;
    for (let index = 1; index < line.length; index += 1) {
      const raw = line.charAt(index);
      if (raw.trim() === '') {
        hasGap = true;
        continue;
      }
      // A comma that was held at the end of a line is a trailing one if the list ends here.
      if (held !== '' && !/[)\]}]/.test(raw)) yield held;
      held = '';
      const character = rules.unifiesQuotes && raw === "'" ? '"' : raw;
      const isAtEnd = line.slice(index + 1).trim() === '';
      if (character === ';' && rules.dropsSemicolons && isAtEnd) continue;
      if (hasGap && isWord(before) && isWord(character)) yield ' ';
      hasGap = false;
      before = character;
      if (character === ',' && isAtEnd) held = character;
      else yield character;
    }
    hasGap = true;
  }
  if (held !== '') yield held;
  return undefined;
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}_$]/u.test(character);
}

/** White space inside of a string is content. */
function haveSameLiterals(hunk: Hunk, { unifiesQuotes }: FormRules): boolean {
  const literals = (mark: string) =>
    hunk.lines
      .filter((line) => line.startsWith(mark))
      .flatMap((line) => line.slice(1).match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [])
      .map((literal) => (unifiesQuotes ? literal.slice(1, -1) : literal))
      .join('\n');
  return literals('-') === literals('+');
}

/**
 * Whether lines of a language of indentation keep their nesting: lines that were wrapped or joined do; else the
 * indentation must be the same, or have another width at every level.
 */
function keepsStructure(hunk: Hunk): boolean {
  const side = (mark: string) =>
    hunk.lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1).trimEnd());
  const [removed, added] = [side('-').filter(Boolean), side('+').filter(Boolean)];
  if (removed.length !== added.length) return true;
  const widths = new Map<string, string>();
  for (const line of hunk.lines.filter((line) => line.startsWith(' ') && line.trim() !== ''))
    widths.set(indentOf(line.slice(1)), indentOf(line.slice(1)));
  let changedLevels = 0;
  for (const [index, line] of removed.entries()) {
    const [from, to] = [indentOf(line), indentOf(added[index] ?? '')];
    const known = widths.get(from);
    if (known !== undefined && known !== to) return false;
    if (known === undefined) {
      widths.set(from, to);
      if (from !== to) changedLevels += from.includes('\t') !== to.includes('\t') ? 2 : 1;
    }
  }
  // One level alone that moved is a line that belongs to something else now.
  return changedLevels !== 1;
}

function indentOf(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

const IMPORT =
  /^\s*(?:import\b|from\s+\S+\s+import\b|export\s.*\bfrom\b|(?:pub(?:\([^)]*\))?\s+)?use\s|using\s|#\s*include\b|require(?:_relative)?\b|(?:const|let|var)\s.*=\s*require\()/;
/** A line inside the braces or brackets of an import. */
const IMPORTED = /^[\w$*{}()"'./@:,;\s-]*$/;
/** A longer line is no import that a person wrote, and costs the patterns dearly. */
const LONGEST_IMPORT = 300;
/** A longer hunk of imports alone is not written by people. */
const MOST_IMPORT_LINES = 400;

function areImportsReordered({ context, lines }: Hunk): boolean {
  const isImport = (line: string) => line.length <= LONGEST_IMPORT && IMPORT.test(line.slice(1));
  const isChanged = (line: string) => !line.startsWith(' ') && line.trim().length > 1;
  const first = lines.find(isChanged);
  if (first === undefined || !(isImport(first) || IMPORTED.test(first.slice(1)))) return false;
  const changed = lines.filter(isChanged);
  if (changed.length < 2 || changed.length > MOST_IMPORT_LINES) return false;
  if (!lines.some(isImport) && !IMPORT.test(context)) return false;
  if (!changed.every((line) => isImport(line) || IMPORTED.test(line.slice(1)))) return false;
  const words = (mark: string) =>
    changed
      .filter((line) => line.startsWith(mark))
      .flatMap((line) => line.slice(1).match(/[^\s,;{}()"']+/g) ?? [])
      .sort()
      .join(' ');
  return words('-') === words('+');
}
