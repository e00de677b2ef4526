import { skipStringOrComment } from './brackets';
import type { LanguageSyntax } from './languageSyntax';

/** Says of a UTF-16 offset whether it stands outside of strings and comments. */
export type CodeTester = (offset: number) => boolean;

/**
 * The tester of one text. It reads the text once, and only as far as it was asked for; without a parser, so a quote that
 * a language uses for something else can deceive it.
 */
export function codeTester(text: string, syntax: LanguageSyntax): CodeTester {
  const starts: number[] = [];
  const ends: number[] = [];
  let read = 0;
  const readTo = (offset: number) => {
    while (read <= offset && read < text.length) {
      const end = skipStringOrComment(text, read, text.charAt(read), syntax);
      if (end > read) {
        starts.push(read);
        ends.push(end);
      }
      read = Math.max(end, read + 1);
    }
  };
  return (offset) => {
    readTo(offset);
    const region = lastAtOrBefore(starts, offset);
    return region === -1 || offset >= (ends[region] ?? 0);
  };
}

/** The index of the last of the ascending numbers that is not greater than `limit`; -1 where there is none. */
function lastAtOrBefore(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
