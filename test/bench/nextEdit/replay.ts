/** Makes the edits of a commit again, one by one, and asks after each what the next one will be. */
import { EditJournal } from '../../../src/core/nextEdit/editJournal';
import type { NextEditKind } from '../../../src/core/nextEdit/nextEdit';
import { proposalKey } from '../../../src/core/nextEdit/proposalKey';
import { proposeByRule } from '../../../src/core/nextEdit/proposeByRule';
import { seededRandom } from '../../../src/core/ngram/random';
import type { FileChange, Hunk } from './history';
import { LiveFile, type Step, type Verdict } from './liveFile';

/** A proposal that was shown, and how it turned out. */
export interface Shown extends Verdict {
  readonly kind: NextEditKind;
  /** It is in another file than the one that was just edited. */
  readonly isElsewhere: boolean;
  /** The line it changes and what it puts there, to be read by a person. */
  readonly text: string;
}

export interface ReplayResult {
  /** Times that the rules were asked. */
  readonly asked: number;
  readonly shown: readonly Shown[];
  /** Milliseconds of each time. */
  readonly costs: readonly number[];
}

export interface ReplayOptions {
  /** Of the hunks: from top to bottom, or shuffled with a seed. */
  readonly order: 'text' | 'shuffled';
  /** What else is open: files that the commit goes on to change, and files that it leaves alone. */
  readonly others: readonly LiveFile[];
}

/** Edits are half a minute apart. */
const PAUSE_MS = 30_000;

/** Replays what a commit did to one file. Other files are looked through where that one has no next edit. */
export function replay(change: FileChange, { order, others }: ReplayOptions): ReplayResult {
  const file = new LiveFile(change.path, change.oldLines, change.hunks);
  const files = [file, ...others.filter(({ languageId }) => languageId === file.languageId)];
  const journal = new EditJournal();
  const shown: Shown[] = [];
  const costs: number[] = [];
  const dismissed = new Set<string>();
  for (const [number, step] of stepsOf(change.hunks, order).entries()) {
    journal.add(file.apply(step), number * PAUSE_MS);
    const started = performance.now();
    const found = propose(files, journal, dismissed);
    costs.push(performance.now() - started);
    if (!found) continue;
    // What is right stays on offer while the person edits elsewhere, and counts once.
    dismissed.add(found.key);
    shown.push({ ...found.live.judge(found.edit), ...found, isElsewhere: found.live !== file });
  }
  return { asked: costs.length, shown, costs };
}

function propose(files: readonly LiveFile[], { edits }: EditJournal, dismissed: ReadonlySet<string>) {
  for (const live of files) {
    const { document } = live;
    const { text } = document;
    const edit = proposeByRule({ edits, document }, (each) => dismissed.has(proposalKey(each, text)));
    if (!edit) continue;
    const { start, end } = edit.range;
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, text.indexOf('\n', end) >>> 0);
    return {
      live,
      edit,
      kind: edit.kind,
      key: proposalKey(edit, text),
      text: `${line}  =>  ${edit.newText}`,
    };
  }
  return undefined;
}

/** A person replaces line by line where a hunk has as many lines after as before; else at once. */
function stepsOf(hunks: readonly Hunk[], order: ReplayOptions['order']): Step[] {
  const indexed = hunks.map((hunk, index) => ({ ...hunk, index }));
  return (order === 'text' ? indexed : shuffle(indexed)).flatMap(({ before, after, index }) => {
    if (before.length !== after.length) return [{ hunk: index, offset: 0, before, after }];
    return before.flatMap((line, offset) => {
      const now = after[offset] ?? '';
      return line === now ? [] : [{ hunk: index, offset, before: [line], after: [now] }];
    });
  });
}

function shuffle<T>(items: readonly T[]): T[] {
  const random = seededRandom(items.length);
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}
