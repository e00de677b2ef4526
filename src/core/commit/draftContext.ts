import type { FileChange } from './change';
import type { CommitInput } from './commitInput';
import type { CommitRules } from './commitlint';
import { type KoreanEnding, habitualEnding } from './koreanEnding';
import { habitualMood } from './mood';
import { ownWords } from './ownWords';
import { type CommitStyle, type Mood, subjectOf } from './style';
import type { CommitTemplate } from './template';
import { type TicketHabit, branchTicket, measureTickets } from './tickets';

/** How the person wants another draft to differ from the last one. */
export type DraftWish = 'shorter' | 'longer' | 'withBody';

/** What a person asks of one draft. */
export interface DraftRequest {
  /** What is in the box: the person's own words, and what the editor put there for them. */
  readonly notes: string;
  readonly wish?: DraftWish;
  /** Drafts that the person has seen for the same change, the latest last; the new one is to be another. */
  readonly others: readonly string[];
}

/** What a message is held to: measured, configured, asked for, and all that it may speak of. */
export interface DraftContext {
  readonly style: CommitStyle;
  /** The mood of English subjects; absent where the log has no habit. */
  readonly mood?: Mood;
  /** How Korean subjects end; absent where the log has no habit. */
  readonly ending?: KoreanEnding;
  readonly rules?: CommitRules;
  readonly template?: CommitTemplate;
  /** The author's own words, which a message keeps; may be empty. */
  readonly ownWords: string;
  /** The branch's ticket and where messages here have it. */
  readonly ticket?: { readonly name: string; readonly habit: TicketHabit };
  /** UTF-16 units of a subject. */
  readonly longestSubject: number;
  readonly wish?: DraftWish;
  readonly others: readonly string[];
  /** Subjects of the latest commits: none of them is the new one's. */
  readonly earlierSubjects: readonly string[];
  /** Whether messages here have Markdown: fences, headings, bold words. */
  readonly usesMarkdown: boolean;
  /** Texts that a ticket may be from: branch, notes, what git has noted, the change. */
  readonly sources: readonly string[];
  /** Texts that any other name may be from: also the vocabulary of the log. */
  readonly known: readonly string[];
  readonly files: readonly FileChange[];
}

/** Characters by which a subject may pass what nine of ten subjects stay within. */
const SUBJECT_TOLERANCE = 12;
/** What git and its web pages show of a subject before they cut it. */
const LONGEST_SUBJECT = 72;
/** What no habit makes a subject. */
const LONGEST_HABIT = 100;
/** What "shorter" asks for: git's own advice. */
export const SHORT_SUBJECT = 50;

/** @param change the packed change, as the model reads it */
export function draftContext(input: CommitInput, request: DraftRequest, change: string): DraftContext {
  const { state, files, recent, style, conventions, amended = '' } = input;
  const prepared = state.operation?.message ?? '';
  const own = authorsWords(input, request.notes);
  const mood = habitualMood(recent);
  const ending = habitualEnding(recent);
  const habit = measureTickets(recent);
  const ticket = branchTicket(state.branch ?? '', habit);
  const paths = files.flatMap(({ path, oldPath = '' }) => [path, oldPath]);
  const template = conventions.template?.text ?? '';
  const sources = [change, ...paths, request.notes, state.branch ?? '', prepared, template, amended];
  return {
    style,
    ...(mood && { mood }),
    ...(ending && { ending }),
    ...(conventions.rules && { rules: conventions.rules }),
    ...(conventions.template && { template: conventions.template }),
    ownWords: own,
    ...(ticket !== undefined && habit && { ticket: { name: ticket, habit } }),
    longestSubject: longestSubject(style, conventions.rules, request.wish),
    ...(request.wish && { wish: request.wish }),
    others: request.others,
    earlierSubjects: recent.map(subjectOf),
    usesMarkdown: recent.some((message) => /^(?:```|#{1,6} |\*\*)/m.test(message)),
    sources,
    known: [...sources, state.name, ...style.leads, ...style.scopes, vocabulary(recent)],
    files,
  };
}

/** The author's own words in the box. The message that is to be amended is not a note, but what is to be bettered. */
export function authorsWords({ state, conventions, amended = '' }: CommitInput, notes: string): string {
  return ownWords(notes, [conventions.template?.text ?? '', state.operation?.message ?? '', amended]);
}

function longestSubject(
  style: CommitStyle,
  rules: CommitRules | undefined,
  wish: DraftWish | undefined,
): number {
  const asked = Math.min(LONGEST_SUBJECT, style.subjectLimit + SUBJECT_TOLERANCE);
  const usual = Math.max(asked, Math.min(LONGEST_HABIT, style.usualLength));
  const longest = Math.min(usual, rules?.longestHeader ?? Infinity);
  return wish === 'shorter' ? Math.min(SHORT_SUBJECT + SUBJECT_TOLERANCE, longest) : longest;
}

/** Words that at least two subjects have: what one subject alone names may have nothing to do with this change. */
function vocabulary(recent: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const message of recent) {
    for (const word of new Set(subjectOf(message).match(/[^\s,;:()[\]`"']+/g) ?? []))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].flatMap(([word, count]) => (count > 1 ? [word] : [])).join('\n');
}
