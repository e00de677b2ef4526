/** Makes the edits of a commit again, one by one, and asks after each what the next one will be. */
import { readCodeTokens } from '../../../src/core/nextEdit/codeTokens';
import { EditJournal, type LineChange } from '../../../src/core/nextEdit/editJournal';
import { type NextEdit, type NextEditKind, createRuleDocument } from '../../../src/core/nextEdit/nextEdit';
import { proposeByRule } from '../../../src/core/nextEdit/proposeByRule';
import { seededRandom } from '../../../src/core/ngram/random';
import { languageSyntax } from '../../../src/core/text/languageSyntax';
import { languageIdOfPath } from '../../../src/server/workspaceIndex/documentId';
import type { FileChange, Hunk } from './history';

/** How a proposal that was shown turned out. */
export interface Shown {
  readonly kind: NextEditKind;
  /** It touches lines that the commit goes on to change. */
  readonly rightPlace: boolean;
  /** Everything it takes away and puts in, if anything, is part of what the commit goes on to do there. */
  readonly exact: boolean;
  readonly text: string;
}

export interface ReplayResult {
  /** Times that the rules were asked. */
  readonly asked: number;
  readonly shown: readonly Shown[];
  /** Milliseconds of each time. */
  readonly costs: readonly number[];
}

/** A hunk as it stands while its lines are replaced one after another. */
interface LiveHunk {
  startLine: number;
  lines: readonly string[];
  readonly final: readonly string[];
}

/** Edits are half a minute apart. */
const PAUSE_MS = 30_000;
const NO_HUNK: Hunk = { startLine: 0, before: [], after: [] };
const URI = 'file:///replayed';
/** Tokens of a hunk; a larger one is not judged and counts as wrong. */
const LARGEST_HUNK = 3_000;

/**
 * Replays what a commit did to one file.
 * @param order of the hunks: from top to bottom, or shuffled with a seed
 */
export function replay(change: FileChange, order: 'text' | 'shuffled'): ReplayResult {
  const lines = [...change.oldLines];
  const languageId = languageIdOfPath(change.path);
  const journal = new EditJournal();
  const hunks: LiveHunk[] = change.hunks.map(({ startLine, before, after }) => ({
    startLine,
    lines: before,
    final: after,
  }));
  const indexes = change.hunks.map((_, index) => index);
  const steps = (order === 'text' ? indexes : shuffle(indexes)).flatMap((index) =>
    splitHunk(change.hunks[index] ?? NO_HUNK).map((step) => ({ ...step, index })),
  );
  const shown: Shown[] = [];
  const costs: number[] = [];
  const dismissed = new Set<string>();
  for (const [number, { index, offset, before, after }] of steps.entries()) {
    const hunk = hunks[index];
    if (!hunk) continue;
    const edit: LineChange = { uri: URI, startLine: hunk.startLine + offset, before, after };
    lines.splice(edit.startLine, before.length, ...after);
    hunk.lines = hunk.lines.toSpliced(offset, before.length, ...after);
    for (const later of hunks.slice(index + 1)) later.startLine += after.length - before.length;
    journal.add(edit, number * PAUSE_MS);
    const text = lines.join('\n');
    const started = performance.now();
    const document = createRuleDocument({ uri: URI, path: change.path, languageId, text });
    const proposal = proposeByRule({ edits: journal.edits, document }, (found) =>
      dismissed.has(keyOf(found, text)),
    );
    costs.push(performance.now() - started);
    if (!proposal) continue;
    const result = judge(proposal, text, hunks, languageId);
    // What is right stays on offer while the person edits elsewhere, and counts once.
    dismissed.add(keyOf(proposal, text));
    shown.push(result);
  }
  return { asked: costs.length, shown, costs };
}

function shuffle(indexes: readonly number[]): number[] {
  const random = seededRandom(indexes.length);
  const rest = [...indexes];
  return indexes.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}

/** Whether it is the same proposal as before, wherever its line stands now. */
function keyOf({ range, newText, kind }: NextEdit, text: string): string {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const lineEnd = text.indexOf('\n', range.end);
  return JSON.stringify([kind, text.slice(lineStart, lineEnd >>> 0), range.start - lineStart, newText]);
}

/** A person replaces line by line where a hunk has as many lines after as before; else at once. */
function splitHunk({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  if (before.length !== after.length) return [{ offset: 0, before, after }];
  return before.flatMap((line, offset) => {
    const now = after[offset] ?? '';
    return line === now ? [] : [{ offset, before: [line], after: [now] }];
  });
}

function judge(proposal: NextEdit, text: string, hunks: readonly LiveHunk[], languageId: string): Shown {
  const line = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  const [first, last] = [line(proposal.range.start), line(proposal.range.end)];
  const shown = `${text
    .split('\n')
    .slice(first, last + 1)
    .join('\n')}  =>  ${proposal.newText}`;
  const wrong = { kind: proposal.kind, rightPlace: false, exact: false, text: shown };
  const hunk = hunks.find(({ startLine, lines }) => first >= startLine && last < startLine + lines.length);
  if (!hunk || hunk.lines.join('\n') === hunk.final.join('\n')) return wrong;
  const start = text.split('\n').slice(0, hunk.startLine).join('\n').length + (hunk.startLine > 0 ? 1 : 0);
  const now = hunk.lines.join('\n');
  const then =
    now.slice(0, proposal.range.start - start) + proposal.newText + now.slice(proposal.range.end - start);
  const words = (source: string) =>
    readCodeTokens(source, languageSyntax(languageId)).flatMap(({ kind, text: word }) =>
      kind === 'space' || kind === 'lineEnd' ? [] : [word],
    );
  const [tokensNow, tokensThen, tokensFinal] = [words(now), words(then), words(hunk.final.join('\n'))];
  if (tokensNow.length > LARGEST_HUNK || tokensFinal.length > LARGEST_HUNK) return wrong;
  const left = distance(tokensNow, tokensFinal) - distance(tokensThen, tokensFinal);
  const done = distance(tokensNow, tokensThen);
  return { ...wrong, rightPlace: true, exact: left === done };
}

/** Tokens that are taken away and put in at least, to make one sequence of the other. */
function distance(before: readonly string[], after: readonly string[]): number {
  let lengths = new Array<number>(after.length + 1).fill(0);
  for (const left of before) {
    const next = [0];
    for (const [index, right] of after.entries())
      next.push(
        left === right ? (lengths[index] ?? 0) + 1 : Math.max(lengths[index + 1] ?? 0, next[index] ?? 0),
      );
    lengths = next;
  }
  return before.length + after.length - 2 * (lengths.at(-1) ?? 0);
}
