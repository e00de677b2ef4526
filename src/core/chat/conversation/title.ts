import { boundaryAtOrBefore } from '../../text/boundaries';

/** UTF-16 units of a title that is made of a question. */
const MAX_TITLE = 60;

/** A title from the words of a question: its first line with words, without a slash command alone in front, cut at a word. */
export function titleOf(question: string): string {
  const line = question.split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? '';
  const words = line.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
  if (words.length <= MAX_TITLE) return words;
  const space = words.lastIndexOf(' ', MAX_TITLE - 1);
  const end = space > MAX_TITLE / 2 ? space : boundaryAtOrBefore(words, MAX_TITLE - 1);
  return `${words.slice(0, end)}…`;
}
