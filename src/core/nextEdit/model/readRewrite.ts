import { defuseMarkers } from '../../model/specialTokens';
import { SECRET_MARK } from '../../privacy/maskSecrets';
import { isBlank } from '../../text/lines';
import type { RecentEdit } from '../editJournal';
import { type NextEdit, type RuleDocument, lineText } from '../nextEdit';
import { diffTokens } from '../tokenDiff';
import type { EditableRegion } from './nextEditFormat';

/** A model that takes away more than this share of the region's lines has lost the thread. */
const MOST_REMOVED = 0.5;
/** Lines of the region that may go in any case. */
const FEW_LINES = 3;
/** Characters that show nothing, or turn the direction of what follows. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Lines of the region that are replaced; counted from the region's first line. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly inserted: readonly string[];
}

/**
 * Makes the next edit of a region that a model wrote anew: of what differs, the part nearest to the cursor. Undefined
 * when nothing differs, when the text cannot be trusted, or when it only takes the person's last edit back.
 */
export function readRewrite(
  answer: string,
  region: EditableRegion,
  { document, last }: { readonly document: RuleDocument; readonly last: RecentEdit },
): NextEdit | undefined {
  // Formats end the answer by line ends of their own, so that those of the region are kept.
  const rewritten = answer.trimEnd() + (/\s*$/.exec(region.current)?.[0] ?? '');
  const before = region.current.split('\n');
  const after = rewritten.split('\n');
  if (!isTrustworthy(rewritten, region)) return undefined;
  const hunks = diffLines(before, after);
  const removed = hunks.reduce(
    (sum, { start, end, inserted }) => sum + Math.max(0, end - start - inserted.length),
    0,
  );
  if (removed > Math.max(FEW_LINES, before.length * MOST_REMOVED)) return undefined;
  const cursorLine = region.current.slice(0, region.cursor).split('\n').length - 1;
  const distance = ({ start, end }: Hunk) =>
    cursorLine < start ? start - cursorLine : Math.max(0, cursorLine - end + 1);
  const [nearest] = hunks
    .filter((hunk) => !undoes(hunk, before, { last, startLine: region.startLine }))
    .sort((a, b) => distance(a) - distance(b));
  return nearest && toNextEdit(nearest, region.startLine, document);
}

function isTrustworthy(rewritten: string, { current }: EditableRegion): boolean {
  if (isBlank(rewritten) && !isBlank(current)) return false;
  if (defuseMarkers(rewritten) !== rewritten || rewritten.includes(SECRET_MARK)) return false;
  return !INVISIBLE.test(rewritten) || INVISIBLE.test(current);
}

function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  const tokens = (lines: readonly string[]) =>
    lines.map((text) => ({ kind: 'text', text, start: 0 }) as const);
  return diffTokens(tokens(before), tokens(after)).map(({ start, end, inserted }) => ({
    start,
    end,
    inserted: inserted.map(({ text }) => text),
  }));
}

/** Whether a hunk brings back what the person's last edit replaced. */
function undoes(
  { start, end, inserted }: Hunk,
  region: readonly string[],
  { last, startLine }: { readonly last: RecentEdit; readonly startLine: number },
): boolean {
  const first = last.startLine - startLine;
  if (start >= first + Math.max(1, last.after.length) || end < first) return false;
  const result = [
    ...region.slice(first, start),
    ...inserted,
    ...region.slice(end, first + last.after.length),
  ];
  return result.map((line) => line.trim()).join('\n') === last.before.map((line) => line.trim()).join('\n');
}

function toNextEdit({ start, end, inserted }: Hunk, startLine: number, document: RuleDocument): NextEdit {
  const { uri, lines, text } = document;
  const first = startLine + start;
  const last = startLine + end - 1;
  const edit = (from: number, to: number, newText: string): NextEdit => ({
    kind: 'model',
    uri,
    range: { start: from, end: to },
    newText,
  });
  if (end > start && inserted.length > 0)
    return edit(
      lines.startOf(first),
      lines.startOf(last) + lineText(document, last).length,
      inserted.join('\n'),
    );
  const from = Math.min(lines.startOf(first), text.length);
  if (end > start) return edit(from, Math.min(lines.startOf(last + 1), text.length), '');
  // After the last line there is no line to stand before.
  if (first >= lines.count) return edit(from, from, inserted.map((line) => `\n${line}`).join(''));
  return edit(from, from, inserted.map((line) => `${line}\n`).join(''));
}
