/** Lines that were replaced in one go, counted from 0, without their ends. */
export interface LineChange {
  readonly uri: string;
  readonly startLine: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** An edit as a person would tell it: what they typed at one place, however many keys it took. */
export interface RecentEdit extends LineChange {
  /** Milliseconds of the clock at its last key. */
  readonly at: number;
}

/** Edits that are remembered, in all documents together. */
const MOST_EDITS = 12;
/** Lines of one edit, before or after; a longer one is a paste, a checkout or a formatter, which nothing follows from. */
const MOST_LINES = 40;
/** UTF-16 units of one edit, before or after. */
const MOST_UNITS = 8_000;
/** Coming back to the same lines after this long is a new edit, in milliseconds. */
const SAME_EDIT_MS = 60_000;

/** The last edits of a person: keys at one place are one edit. */
export class EditJournal {
  /** Oldest first. */
  #edits: RecentEdit[] = [];

  /** Oldest first. */
  get edits(): readonly RecentEdit[] {
    return this.#edits;
  }

  /** Takes in a change as it happened, at `now` in milliseconds of the clock. */
  add(change: LineChange, now: number): void {
    const last = this.#edits.at(-1);
    const joined =
      last && last.uri === change.uri && now - last.at <= SAME_EDIT_MS ? join(last, change) : undefined;
    const kept = joined ? this.#edits.slice(0, -1) : this.#edits;
    const edit = { ...(joined ?? change), at: now };
    this.#edits = kept.map((earlier) => moved(earlier, change));
    if (!isWithinLimits(edit)) this.#edits = [];
    else if (!isSame(edit.before, edit.after)) this.#edits = [...this.#edits, edit].slice(-MOST_EDITS);
  }

  /** Forgets the edits of a document, which was closed or has changed on disk. */
  forget(uri: string): void {
    this.#edits = this.#edits.filter((edit) => edit.uri !== uri);
  }
}

/** Both changes as one, when the second touches lines that the first left; undefined when it lies elsewhere. */
function join(first: LineChange, second: LineChange): LineChange | undefined {
  const firstEnd = first.startLine + first.after.length;
  const secondEnd = second.startLine + second.before.length;
  if (second.startLine >= firstEnd || secondEnd <= first.startLine) return undefined;
  const above = second.before.slice(0, Math.max(0, first.startLine - second.startLine));
  const below = second.before.slice(second.before.length - Math.max(0, secondEnd - firstEnd));
  const untouchedHead = first.after.slice(0, Math.max(0, second.startLine - first.startLine));
  const untouchedTail = first.after.slice(first.after.length - Math.max(0, firstEnd - secondEnd));
  return {
    uri: first.uri,
    startLine: Math.min(first.startLine, second.startLine),
    before: [...above, ...first.before, ...(secondEnd > firstEnd ? below : [])],
    after: [...untouchedHead, ...second.after, ...(firstEnd > secondEnd ? untouchedTail : [])],
  };
}

/** The same edit where its lines stand after a change above it. */
function moved(edit: RecentEdit, change: LineChange): RecentEdit {
  if (edit.uri !== change.uri || change.startLine > edit.startLine) return edit;
  const shift = change.after.length - change.before.length;
  return shift === 0 ? edit : { ...edit, startLine: Math.max(0, edit.startLine + shift) };
}

function isWithinLimits({ before, after }: LineChange): boolean {
  return [before, after].every(
    (lines) =>
      lines.length <= MOST_LINES && lines.reduce((units, line) => units + line.length, 0) <= MOST_UNITS,
  );
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((line, index) => line === after[index]);
}
