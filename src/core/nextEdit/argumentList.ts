import type { LanguageSyntax } from '../text/languageSyntax';
import { type CodeToken, endOf, readCodeTokens } from './codeTokens';

/** One parameter or argument as it is written, without the white space around it. */
export interface ListItem {
  /** UTF-16 offsets in the text that was read. */
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly CodeToken[];
}

/** The items between two parentheses. */
export interface ItemList {
  readonly items: readonly ListItem[];
  /** UTF-16 offset of the closing parenthesis. */
  readonly end: number;
}

/** A list that goes on for longer is left alone. UTF-16 units. */
const LONGEST_LIST = 2_000;
const OPENING = '([{';
const CLOSING = ')]}';

/**
 * Reads the list that an opening parenthesis begins; undefined when it does not end, or is too long.
 * @param open UTF-16 offset of the parenthesis
 * @param angles whether `<` and `>` are brackets, as they are around types
 */
export function readItemList(
  text: string,
  open: number,
  { syntax, angles }: { readonly syntax: LanguageSyntax; readonly angles: boolean },
): ItemList | undefined {
  if (text.charAt(open) !== '(') return undefined;
  const base = open + 1;
  const items: ListItem[] = [];
  let item: CodeToken[] = [];
  let depth = 0;
  let previous = '';
  for (const token of readCodeTokens(text.slice(base, base + LONGEST_LIST), syntax)) {
    const moved = { ...token, start: token.start + base };
    if (depth === 0 && (token.text === ')' || token.text === ',')) {
      const finished = finishItem(item);
      if (finished) items.push(finished);
      if (token.text === ')') return { items, end: moved.start };
      item = [];
      continue;
    }
    depth += depthChange(token, angles && previous !== '=' && previous !== '-');
    if (depth < 0) return undefined;
    item.push(moved);
    previous = token.text;
  }
  return undefined;
}

function depthChange({ kind, text }: CodeToken, angles: boolean): number {
  if (kind !== 'sign') return 0;
  if (OPENING.includes(text) || (angles && text === '<')) return 1;
  return CLOSING.includes(text) || (angles && text === '>') ? -1 : 0;
}

function finishItem(tokens: readonly CodeToken[]): ListItem | undefined {
  const isSpace = ({ kind }: CodeToken) => kind === 'space' || kind === 'lineEnd';
  const words = tokens.slice(
    tokens.findIndex((token) => !isSpace(token)) >>> 0,
    tokens.findLastIndex((token) => !isSpace(token)) + 1,
  );
  const [first, last] = [words[0], words.at(-1)];
  return first && last && { start: first.start, end: endOf(last), tokens: words };
}
