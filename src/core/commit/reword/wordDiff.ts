/** One place where two texts differ. */
export interface TextChange {
  /** UTF-16 offsets in the first text. */
  readonly start: number;
  readonly end: number;
  /** What stands there in the second. */
  readonly newText: string;
}

/** A word, white space, or one character; scripts without spaces between words are read by character. */
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\s+|[\p{L}\p{N}_'’]+|[^\s\p{L}\p{N}]/gu;
/** Longer texts are compared line by line; the table of the comparison grows with the square. */
const MOST_TOKENS = 1_500;
/** Below this share of common words two lines have nothing to do with each other. */
const LEAST_COMMON = 0.35;

/**
 * The places where two messages differ, word by word; a line that is written anew is one place. Applying all of them
 * gives the second text.
 */
export function wordDiff(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length !== now.length || tokensOf(before).length > MOST_TOKENS) {
    const changes = diffTokens(linesOf(before), linesOf(after));
    return changes.flatMap((change) => refine(before, change));
  }
  const changes: TextChange[] = [];
  let offset = 0;
  old.forEach((line, index) => {
    changes.push(...refine(before, { start: offset, end: offset + line.length, newText: now[index] ?? '' }));
    offset += line.length + 1;
  });
  return changes;
}

/** Writes the chosen changes into the text that they are of. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  return [...changes]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

/** A change by its words; as it is where hardly a word is common. */
function refine(before: string, { start, end, newText }: TextChange): TextChange[] {
  const old = before.slice(start, end);
  if (old === newText) return [];
  const [oldTokens, newTokens] = [tokensOf(old), tokensOf(newText)];
  if (Math.max(oldTokens.length, newTokens.length) > MOST_TOKENS) return [{ start, end, newText }];
  const common = commonLength(oldTokens, newTokens);
  const words = (tokens: readonly string[]) => tokens.filter((token) => token.trim() !== '').length;
  const longest = Math.max(words(oldTokens), words(newTokens));
  if (old === '' || newText === '' || common < longest * LEAST_COMMON) return [{ start, end, newText }];
  const inner = diffTokens(oldTokens, newTokens);
  return joinNear(old, inner).map((change) => ({
    start: start + change.start,
    end: start + change.end,
    newText: change.newText,
  }));
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** Lines with their line feeds. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Lengths of the longest common subsequences of the ends of two lists. */
function commonTable(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [table[i], table[i + 1]];
    if (!row || !below) continue;
    for (let j = now.length - 1; j >= 0; j -= 1)
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return table;
}

function commonLength(old: readonly string[], now: readonly string[]): number {
  const isWord = (token: string) => token.trim() !== '';
  return commonTable(old.filter(isWord), now.filter(isWord))[0]?.[0] ?? 0;
}

function diffTokens(old: readonly string[], now: readonly string[]): TextChange[] {
  const table = commonTable(old, now);
  const changes: TextChange[] = [];
  let [i, j, offset] = [0, 0, 0];
  let open: { start: number; end: number; newText: string } | undefined;
  while (i < old.length || j < now.length) {
    const [a, b] = [old[i], now[j]];
    if (a !== undefined && a === b) {
      open = undefined;
      offset += a.length;
      i += 1;
      j += 1;
      continue;
    }
    if (!open) changes.push((open = { start: offset, end: offset, newText: '' }));
    const isRemoved =
      b === undefined || (a !== undefined && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0));
    if (isRemoved && a !== undefined) {
      open.end = offset += a.length;
      i += 1;
    } else {
      open.newText += b ?? '';
      j += 1;
    }
  }
  return changes;
}

/** Changes with nothing but white space between them are one: "the" → "a" and "big" → "large" read as a whole. */
function joinNear(text: string, changes: readonly TextChange[]): TextChange[] {
  const joined: TextChange[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    const between = last && text.slice(last.end, change.start);
    if (!last || between === undefined || between.trim() !== '') joined.push(change);
    else
      joined[joined.length - 1] = {
        start: last.start,
        end: change.end,
        newText: last.newText + between + change.newText,
      };
  }
  return joined;
}
