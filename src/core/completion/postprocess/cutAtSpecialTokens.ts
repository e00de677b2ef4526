import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** Texts of special tokens that a server passed on, or that a model spelled out, over all model families. */
const SPECIAL_TOKEN = new RegExp(
  [
    /<\|[a-zA-Z][a-zA-Z_\-▁0-9]{1,40}\|>/,
    /<｜[a-zA-Z][a-zA-Z_\-▁]{1,40}｜>/,
    /<\[[a-z][a-z\-▁]{2,40}\]>/,
    /<fim[_-](?:prefix|suffix|middle|pad)>/,
    /<(?:file_sep|repo_name|filename|reponame|gh_stars|issue_start|commit_before|jupyter_[a-z]{2,8}|empty_output)>/,
    /<(?:endoftext|end_of_turn|start_of_turn|end_of_text|eos|bos|pad|unk)>/,
    /<\/?s>(?![\w>])/,
    /<\/?(?:EOT|PRE|SUF|MID|END|CURSOR|PREFIX|SUFFIX|MIDDLE|COMPLETION)>/,
    /\[(?:PREFIX|SUFFIX|MIDDLE|INST|\/INST|end of text)\]/,
    // The next turn of a conversation, on a line of its own and at its start.
    /(?<=\n)(?:(?:User|Human|Assistant|System):(?![^\n]*[=(){}[\],;])|### (?:Instruction|Response|User|Assistant)\b)/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
);
/** The beginning of a sequence, as some tokenizers spell it; anywhere else it is the tag of struck-out text. */
const SEQUENCE_START = /^\s*<s>/;
/** A token between bars that the end of the answer cuts. */
const CUT_TOKEN = /<[|｜][a-zA-Z_▁]{0,40}[|｜]?$/;
/** Other tokens, whose beginnings are looked for at the end of the answer. */
const SPELLINGS =
  '<fim_prefix> <fim_suffix> <fim_middle> <fim-suffix> <fim-middle> <file_sep> <filename> <endoftext> <end_of_turn> <start_of_turn> <jupyter_code> </SUFFIX> </MIDDLE> </PREFIX> </COMPLETION> [/INST] [SUFFIX] [MIDDLE]'
    .split(' ')
    .concat('[end of text]');
/** Beginnings of tokens that are shorter may be code. */
const SHORTEST_CUT = 4;
/** Tokens that stand before an answer and mean nothing there. */
const FILLER = /pad|unk/i;
const MIDDLE = /middle|mid|fim▁end/i;

/** Cuts an answer at the first special token; tokens that stand before the answer are dropped. */
export const cutAtSpecialTokens: PostprocessRule = {
  name: 'cutAtSpecialTokens',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (!/[<[]|:|###/.test(text)) return text;
    const withoutFiller = replaceTokens(text.replace(SEQUENCE_START, ''), place, (token) =>
      FILLER.test(token) ? '' : token,
    );
    return withoutCutToken(cutAtFirst(dropLeading(withoutFiller, place), place));
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
  if (!first) return text;
  // One family of models spells its token with a space before it.
  const end = LLAMA_TOKEN.test(first.token) && text[first.index - 1] === ' ' ? first.index - 1 : first.index;
  return text.slice(0, end);
}

const LLAMA_TOKEN = /^<(?:EOT|PRE|SUF|MID)>$/;

function withoutCutToken(text: string): string {
  const start = Math.max(text.lastIndexOf('<'), text.lastIndexOf('['));
  const tail = text.slice(start);
  const isCut =
    start !== -1 && tail.length >= SHORTEST_CUT && SPELLINGS.some((token) => token.startsWith(tail));
  return isCut ? text.slice(0, start) : text.replace(CUT_TOKEN, '');
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
