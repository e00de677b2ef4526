import type { ModelIdentity } from '../model/languageModel';
import type { CursorWindow } from './cursorWindow';

/** What a suggestion was made for. */
export interface SuggestionPlace {
  readonly uri: string;
  readonly window: Pick<CursorWindow, 'prefix' | 'suffix'>;
  readonly model: ModelIdentity;
}

/** What happened between one place and another. */
export interface TypedSince {
  /** What was typed behind the first place. */
  readonly text: string;
  /** What the editor has put right of the cursor by itself: closing brackets and quotes, on lines of their own after a
   * line break. */
  readonly autoClosed: string;
}

/** The text that was typed behind one place to get to the other; undefined when something else changed. */
export function findTypedSince(from: SuggestionPlace, to: SuggestionPlace): TypedSince | undefined {
  if (from.uri !== to.uri || from.model.id !== to.model.id) return undefined;
  if (!continuesPrefix(to.window.prefix, from.window.prefix)) return undefined;
  const text = to.window.prefix.slice(from.window.prefix.length);
  if (from.window.suffix === to.window.suffix) return { text, autoClosed: '' };
  const autoClosed = findAutoClosed(to.window.suffix, text);
  const isClosed =
    autoClosed !== '' && isSameSuffix(to.window.suffix.slice(autoClosed.length), from.window.suffix);
  return isClosed ? { text, autoClosed } : undefined;
}

/** Whether two places are one: nothing was typed in between. */
export function isSamePlace(one: SuggestionPlace, other: SuggestionPlace): boolean {
  return (
    one.uri === other.uri &&
    one.model.id === other.model.id &&
    one.window.prefix === other.window.prefix &&
    one.window.suffix === other.window.suffix
  );
}

/** UTF-16 units before the place that are compared first: windows of one document often begin alike and end apart. */
const NEAR = 32;

function continuesPrefix(now: string, then: string): boolean {
  const near = Math.max(0, then.length - NEAR);
  return now.startsWith(then.slice(near), near) && now.startsWith(then);
}

const CLOSER_OF: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '"': '"',
  "'": "'",
  '`': '`',
};

/** The beginning of a suffix that closes what a text has opened, with the white space in between; else an empty text. */
function findAutoClosed(suffix: string, typed: string): string {
  const closers = closersFor(typed);
  let end = 0;
  for (const closer of closers) {
    while (/\s/.test(suffix.charAt(end))) end++;
    if (suffix.charAt(end) !== closer) return '';
    end++;
  }
  return suffix.slice(0, end);
}

/** What closes the brackets and quotes that a text leaves open, innermost first. */
function closersFor(text: string): string[] {
  const open: string[] = [];
  for (const character of text) {
    const closer = CLOSER_OF[character];
    if (open.at(-1) === character) open.pop();
    else if (closer !== undefined) open.push(closer);
  }
  return open.reverse();
}

/** The window ends after a number of lines, so that one line more at its beginning is one less at its end. */
const LONG_ENOUGH = 200;

function isSameSuffix(now: string, then: string): boolean {
  return now === then || (now.length >= LONG_ENOUGH && then.startsWith(now));
}
