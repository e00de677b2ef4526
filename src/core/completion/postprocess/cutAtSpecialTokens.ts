import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** Texts of special tokens that a server passed on, or that a model spelled out, over all model families. */
const SPECIAL_TOKEN = new RegExp(
  [
    /<\|[a-zA-Z][a-zA-Z_\-▁0-9]{1,40}\|>/,
    /<｜[a-zA-Z][a-zA-Z_\-▁]{1,40}｜>/,
    /<\[[a-z][a-z\-▁]{2,40}\]>/,
    /<fim[_-](?:prefix|suffix|middle|pad)>/,
    /<(?:file_sep|repo_name|filename|reponame|gh_stars|issue_start|commit_before|jupyter_start|empty_output)>/,
    /<(?:endoftext|end_of_turn|start_of_turn|end_of_text|eos|bos|pad|unk)>/,
    /<\/?s>(?![\w>])/,
    /<(?:EOT|PRE|SUF|MID|END|CURSOR)>/,
    /\[(?:PREFIX|SUFFIX|MIDDLE|INST|\/INST)\]/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
);
/** The beginning of a sequence, as some tokenizers spell it; anywhere else it is the tag of struck-out text. */
const SEQUENCE_START = /^\s*<s>/;
/** A special token that the end of the answer cuts. */
const CUT_TOKEN = /<[|｜][a-zA-Z_▁]{0,40}[|｜]?$|<fim[_-][a-z]{0,6}$/;
/** Tokens that stand before an answer and mean nothing there. */
const FILLER = /pad|unk/i;
const MIDDLE = /middle|mid|fim▁end/i;

/** Cuts an answer at the first special token; tokens that stand before the answer are dropped. */
export const cutAtSpecialTokens: PostprocessRule = {
  name: 'cutAtSpecialTokens',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (!/[<[]/.test(text)) return text;
    const withoutFiller = replaceTokens(text.replace(SEQUENCE_START, ''), place, (token) =>
      FILLER.test(token) ? '' : token,
    );
    return cutAtFirst(dropLeading(withoutFiller, place), place).replace(CUT_TOKEN, '');
  },
};

function dropLeading(text: string, place: InsertionPlace): string {
  let rest = text;
  for (;;) {
    const first = findToken(rest, place);
    if (!first || rest.slice(0, first.index).trim() !== '') return rest;
    const middle = findToken(rest, place, MIDDLE);
    // A whole echoed prompt ends with the token that begins the answer.
    const last = middle ?? first;
    rest = rest.slice(last.index + last.token.length);
  }
}

function cutAtFirst(text: string, place: InsertionPlace): string {
  const first = findToken(text, place);
  return first ? text.slice(0, first.index) : text;
}

function findToken(
  text: string,
  place: InsertionPlace,
  kind?: RegExp,
): { index: number; token: string } | undefined {
  for (const match of text.matchAll(SPECIAL_TOKEN))
    if (isForeign(match[0], place) && (kind?.test(match[0]) ?? true))
      return { index: match.index, token: match[0] };
  return undefined;
}

function replaceTokens(text: string, place: InsertionPlace, replace: (token: string) => string): string {
  return text.replace(SPECIAL_TOKEN, (token) => (isForeign(token, place) ? replace(token) : token));
}

/** A document may speak of such tokens itself; then they are its text. */
function isForeign(token: string, { window }: InsertionPlace): boolean {
  return !window.prefix.includes(token) && !window.suffix.includes(token);
}
