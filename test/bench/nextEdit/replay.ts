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

/** Of the hunks: from top to bottom, or shuffled with a seed. */
export type Order = 'text' | 'shuffled';

/** Edits are half a minute apart. */
const PAUSE_MS = 30_000;

/** Replays what a commit did to one file. */
export function replay(change: FileChange, order: Order): ReplayResult {
  const file = new LiveFile(change.path, change.oldLines, change.hunks);
  const journal = new EditJournal();
  const shown: Shown[] = [];
  const costs: number[] = [];
  const dismissed = new Set<string>();
  for (const [number, step] of stepsOf(change.hunks, order).entries()) {
    journal.add(file.apply(step), number * PAUSE_MS);
    const started = performance.now();
    const { document } = file;
    const { text } = document;
    const edit = proposeByRule({ edits: journal.edits, document }, (each) =>
      dismissed.has(proposalKey(each, text)),
    );
    costs.push(performance.now() - started);
    if (!edit) continue;
    // What is right stays on offer while the person edits elsewhere, and counts once.
    dismissed.add(proposalKey(edit, text));
    const { start, end } = edit.range;
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, text.indexOf('\n', end) >>> 0);
    shown.push({ ...file.judge(edit), kind: edit.kind, text: `${line}  =>  ${edit.newText}` });
  }
  return { asked: costs.length, shown, costs };
}

/** A person replaces line by line where a hunk has as many lines after as before; else at once. */
function stepsOf(hunks: readonly Hunk[], order: Order): Step[] {
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
