import { latinLanguageOf } from './latinLanguages';
import { isTrailer, languageOf } from './style';

/** What the person has typed, without what the editor put there for them: the template's lines, git's own message. */
export function ownWords(notes: string, given: readonly string[]): string {
  const own = notes.replace(/\r\n?/g, '\n').trim();
  if (given.some((text) => text.trim() === own)) return '';
  const lines = new Set(given.flatMap((text) => text.split('\n').map((line) => line.trim())));
  return own
    .split('\n')
    .filter((line) => line.trim() === '' || !lines.has(line.trim()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Words that carry no meaning of their own: a message may do without them. */
const SMALL_WORDS = new Set(
  `the and for with from into that this these those then than are was were has have had not but its our your their a an
  of to in on at by as is it be or so we i you should would could can may must also just only some any when where which
  what why how because since please make use using used via per etc will do does did`.split(/\s+/),
);

/** Share of the ordinary words that must come back, in the same form or another. */
const KEPT_SHARE = 0.5;

/**
 * What a message has lost of the author's words: names, numbers, quotes, addresses and trailers must all be there, and
 * of the other words at least half; those may change their form. Words in another language than the message's are
 * translated, so that only the former count. Empty when nothing is lost.
 */
export function lostWords(message: string, own: string): string[] {
  if (own === '') return [];
  const text = message.toLowerCase();
  const trailers = own
    .split('\n')
    .filter((line) => isTrailer(line))
    .map((line) => line.trim());
  const rest = own
    .split('\n')
    .filter((line) => !isTrailer(line))
    .join('\n');
  const exact = rest.match(EXACT) ?? [];
  const lostExact = [...trailers, ...exact.map(unquoted)].filter(
    (word) => !text.includes(word.toLowerCase()),
  );
  const words = [
    ...new Set(
      rest
        .replace(EXACT, ' ')
        .toLowerCase()
        .match(/\p{L}{2,}/gu) ?? [],
    ),
  ].filter((word) => !SMALL_WORDS.has(word));
  const isTranslated = areInTwoLanguages(rest, message.replace(EXACT, ' '));
  const lost = isTranslated ? [] : words.filter((word) => !text.includes(stemOf(word)));
  const tooMany = lost.length > words.length * (1 - KEPT_SHARE);
  return [...new Set([...lostExact, ...(tooMany ? lost : [])])];
}

function areInTwoLanguages(a: string, b: string): boolean {
  if (languageOf(a) !== languageOf(b)) return true;
  const [first, second] = [latinLanguageOf(a), latinLanguageOf(b)];
  return first !== undefined && second !== undefined && first !== second;
}

/** Quoted text, addresses, names written as code is, tickets, numbers. */
const EXACT =
  /`[^`\n]+`|"[^"\n]+"|https?:\/\/\S+|#\d+|\b[A-Z][A-Z0-9]+-\d+\b|[\w$]+(?:[./_-][\w$]+)*[._/][\w$]+|\b[a-z]+[A-Z]\w*|\b[A-Z]+[a-z]+[A-Z]\w*|\b\d[\d.,]*\b/g;

function unquoted(word: string): string {
  return word.replace(/^[`"]|[`",.]$/g, '');
}

/** The part of a word that its forms share: "caches", "cached" and "caching" have `cach`. */
function stemOf(word: string): string {
  if (!/^[a-z]/.test(word)) return word.slice(0, 2);
  return word.length <= 4 ? word.slice(0, 3) : word.slice(0, Math.max(4, word.length - 4));
}

/** Puts the author's own words under a message that lost them, as they typed them; trailers stay last. */
export function withOwnWords(message: string, own: string): string {
  const lines = own.split('\n');
  const text = lines
    .filter((line) => !isTrailer(line))
    .join('\n')
    .trim();
  const trailers = lines.filter((line) => isTrailer(line) && !message.includes(line.trim()));
  const isTextLost = lostWords(message, text).length > 0;
  return [message, isTextLost ? text : '', trailers.join('\n')].filter((part) => part !== '').join('\n\n');
}
