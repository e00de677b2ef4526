const WORD = /[\p{L}\p{N}_$]+/gu;
/** UTF-16 units; longer lines are data. */
const LONGEST_LINE = 2_000;

/**
 * The words of two lines that stand at the same place, where the lines are the same but for words; undefined where they
 * differ in more, or have no words. Words that are the same in both are among them.
 */
export function otherNames(text: string, own: string): readonly (readonly [string, string])[] | undefined {
  if (text.length > LONGEST_LINE || own.length > LONGEST_LINE) return undefined;
  if (text === '' || text.replace(WORD, 'w') !== own.replace(WORD, 'w')) return undefined;
  const [words, ownWords] = [text.match(WORD) ?? [], own.match(WORD) ?? []];
  if (words.length === 0) return undefined;
  return words.map((word, index) => [word, ownWords[index] ?? '']);
}

/** The name of a line and that of another which are all that the two differ in, where those look like each other. */
export function otherName(text: string, own: string): readonly [string, string] | undefined {
  const names = otherNames(text.trim(), own.trim())?.filter(([name, other]) => name !== other) ?? [];
  const [first] = names;
  if (!first || !sharesMost(...first)) return undefined;
  return names.every(([name, other]) => name === first[0] && other === first[1]) ? first : undefined;
}

/** Whether two words begin or end alike for more than half of the longer one. */
export function sharesMost(a: string, b: string): boolean {
  const [length, most] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  let head = 0;
  while (head < length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < length && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return 2 * Math.max(head, tail) > most;
}
