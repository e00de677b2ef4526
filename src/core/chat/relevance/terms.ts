/**
 * The terms of a text for searching: words in lower case, the parts of `camelCase` and `snake_case` names beside the
 * whole, and pairs of characters of scripts that put no space between words.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (UNSPACED.test(word)) {
      terms.push(...pairsOf(word));
      continue;
    }
    const whole = word.toLowerCase();
    if (!STOP_WORDS.has(whole)) terms.push(whole);
    const parts = partsOf(word);
    if (parts.length > 1) terms.push(...parts.filter((part) => part.length > 2 && !STOP_WORDS.has(part)));
  }
  return terms;
}

/** Longer runs are data that no one asks for by name. */
const WORD = /[\p{L}\p{N}_$]{2,80}/gu;
const UNSPACED = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Words of questions and of every language's code that tell nothing of a place. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an and are as at be but by can could do does for from has have how if in into is it its me my no not of on or so
  that the their them then there these this to was we what when where which who why will with would you your please
  const let var return function`.split(/\s+/),
);

function partsOf(word: string): string[] {
  return word
    .split(/[_$]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})/u)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

function pairsOf(word: string): string[] {
  const characters = Array.from(word.toLowerCase());
  return characters.slice(1).map((character, index) => (characters[index] ?? '') + character);
}
