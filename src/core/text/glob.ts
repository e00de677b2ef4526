/** Alternatives that the braces of one pattern may come to. */
const MOST_ALTERNATIVES = 64;
const LONGEST_PATTERN = 500;

/**
 * Whether a path matches a glob pattern as editors write them: `*` and `?` inside a name, `**` for any folders, `{a,b}`,
 * `[a-z]`. A pattern without a slash in front holds in every folder. Takes time in proportion to pattern times path,
 * whatever the pattern.
 * @param path with forward slashes, relative
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const trimmed = pattern.trim();
  if (trimmed === '' || trimmed.length > LONGEST_PATTERN) return false;
  const names = path.split('/');
  return expandBraces(trimmed).some((each) => {
    const parts = each.startsWith('/') ? each.slice(1).split('/') : ['**', ...each.split('/')];
    return matchParts(parts, names);
  });
}

function expandBraces(pattern: string): readonly string[] {
  let patterns = [pattern];
  for (;;) {
    const next = patterns.flatMap((each) => {
      const [braces, inside = ''] = /\{([^{}]*)\}/.exec(each) ?? [];
      return braces === undefined
        ? [each]
        : inside.split(',').map((option) => each.replace(braces, () => option));
    });
    if (next.length === patterns.length && next.every((each, index) => each === patterns[index])) return next;
    if (next.length > MOST_ALTERNATIVES) return [];
    patterns = next;
  }
}

/** Matches folder by folder; `**` stands for any number of them. */
function matchParts(parts: readonly string[], names: readonly string[]): boolean {
  return matchSequence(
    parts.length,
    names.length,
    (part) => parts[part] === '**',
    (part, name) => matchName(parts[part] ?? '', names[name] ?? ''),
  );
}

function matchName(part: string, name: string): boolean {
  const tokens = part.match(/\[[^\]]+\]|./gsu) ?? [];
  const characters = Array.from(name);
  return matchSequence(
    tokens.length,
    characters.length,
    (token) => tokens[token] === '*',
    (token, character) => matchCharacter(tokens[token] ?? '', characters[character] ?? ''),
  );
}

function matchCharacter(token: string, character: string): boolean {
  if (token === '?') return true;
  if (!token.startsWith('[') || token.length < 3) return token === character;
  const isNegated = /^\[[!^]/.test(token);
  const set = token.slice(isNegated ? 2 : 1, -1);
  const isIn = [...set.matchAll(/(.)-(.)|(.)/gsu)].some(([, from, to, one]) =>
    one === undefined ? (from ?? '') <= character && character <= (to ?? '') : one === character,
  );
  return isIn !== isNegated;
}

/** Matches a sequence of tokens, some of which stand for any number of items, row by row. */
function matchSequence(
  tokens: number,
  items: number,
  isAny: (token: number) => boolean,
  matches: (token: number, item: number) => boolean,
): boolean {
  let row: boolean[] = [true, ...new Array<boolean>(items).fill(false)];
  for (let token = 0; token < tokens; token++) {
    const next: boolean[] = [isAny(token) && row[0] === true];
    for (let item = 0; item < items; item++) {
      next.push(
        isAny(token)
          ? row[item + 1] === true || next[item] === true
          : row[item] === true && matches(token, item),
      );
    }
    row = next;
  }
  return row[items] === true;
}
