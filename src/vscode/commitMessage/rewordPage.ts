import type { RewordChange } from '../../core/commit/reword/rewordMessage';
import { applyChanges } from '../../core/commit/reword/wordDiff';

/** The two sides of a diff: the message before and after, each with the same list of reasons below. */
export interface RewordSides {
  readonly before: string;
  readonly after: string;
}

export interface RewordPageOptions {
  readonly text: string;
  readonly changes: readonly RewordChange[];
  /** What stands above the list. */
  readonly heading: string;
}

/** Characters of a line of reasons: what one side of a comparison shows beside the other in a window of usual width. */
const WIDTH = 44;

/** Lays out a rewording as two documents, with the reasons as comments. */
export function rewordSides({ text, changes, heading }: RewordPageOptions): RewordSides {
  const list = [`# ${heading}`, ...changes.flatMap((change, index) => reasonLines(text, change, index + 1))];
  const below = `\n\n${list.join('\n')}\n`;
  return { before: text + below, after: applyChanges(text, changes) + below };
}

/** A change in one line: what stands there, and what is to. */
export function changeWords(text: string, { start, end, newText }: RewordChange): string {
  const shown = (words: string) => words.replace(/\s*\n\s*/g, ' ⏎ ').trim() || '∅';
  return `${shown(text.slice(start, end))} → ${shown(newText)}`;
}

function reasonLines(text: string, change: RewordChange, number: number): string[] {
  const words = wrap(changeWords(text, change));
  const first = words.map((line, index) => `# ${index === 0 ? `${number}.` : '  '} ${line}`);
  return ['#', ...first, ...wrap(change.reason).map((line) => `#    ${line}`)];
}

/** Lines of at most `WIDTH`, broken between words. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return text === '' ? [] : lines;
}
