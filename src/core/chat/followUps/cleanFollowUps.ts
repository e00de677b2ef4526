import { withoutInvisibleCharacters } from '../../text/invisibleCharacters';

/** How many next messages are offered at most. */
const MOST_FOLLOW_UPS = 3;
/** UTF-16 units. What is longer does not fit a button. */
const LONGEST_FOLLOW_UP = 80;
const SHORTEST_FOLLOW_UP = 3;

/**
 * Makes next messages that a model wrote fit to be offered: one line each, seen as they are, short, no address, no slash
 * command or reference, none twice. What is not fit is dropped.
 */
export function cleanFollowUps(written: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const clean: string[] = [];
  for (const each of written) {
    const text = plainText(each);
    const key = text.toLowerCase();
    if (!isOffered(text) || seen.has(key)) continue;
    seen.add(key);
    clean.push(text);
  }
  return clean.slice(0, MOST_FOLLOW_UPS);
}

function plainText(text: string): string {
  return withoutInvisibleCharacters(text)
    .replace(/[<>]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:[-*•]|\d+[.)]) /, '')
    .replace(/^(["'`*_]+)(.+)\1$/, '$2')
    .replace(/^[“‘](.+)[”’]$/, '$1')
    .trim();
}

function isOffered(text: string): boolean {
  if (text.length < SHORTEST_FOLLOW_UP || text.length > LONGEST_FOLLOW_UP) return false;
  return !/^[/@#]|:\/\/|\bwww\.|\b(?:command|vscode|data|javascript):/i.test(text) && /\p{L}/u.test(text);
}
