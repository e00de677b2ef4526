/** A file while the edits of a commit are made in it, and what of the commit is still to come. */
import { readCodeTokens } from '../../../src/core/nextEdit/codeTokens';
import type { LineChange } from '../../../src/core/nextEdit/editJournal';
import { type NextEdit, type RuleDocument, createRuleDocument } from '../../../src/core/nextEdit/nextEdit';
import { languageSyntax } from '../../../src/core/text/languageSyntax';
import { languageIdOfPath } from '../../../src/server/workspaceIndex/documentId';
import type { Hunk } from './history';

/** One edit of a hunk: lines of it, and what replaces them. */
export interface Step {
  /** Index of the hunk. */
  readonly hunk: number;
  /** Line in the hunk as it stands, counted from 0. */
  readonly offset: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface LiveHunk {
  startLine: number;
  lines: readonly string[];
  readonly final: readonly string[];
}

export interface Verdict {
  /** It touches lines that the commit goes on to change. */
  readonly rightPlace: boolean;
  /** Everything it takes away and puts in, if anything, is part of what the commit goes on to do there. */
  readonly exact: boolean;
}

/** Tokens of a hunk; a larger one is not judged and counts as wrong. */
const LARGEST_HUNK = 3_000;
const WRONG: Verdict = { rightPlace: false, exact: false };

export class LiveFile {
  readonly #uri: string;
  readonly #languageId: string;
  readonly #lines: string[];
  readonly #hunks: readonly LiveHunk[];
  #document: RuleDocument | undefined;

  /** @param hunks what the commit does to the file */
  constructor(
    private readonly path: string,
    lines: readonly string[],
    hunks: readonly Hunk[],
  ) {
    this.#uri = `file:///${path}`;
    this.#languageId = languageIdOfPath(path);
    this.#lines = [...lines];
    this.#hunks = hunks.map(({ startLine, before, after }) => ({ startLine, lines: before, final: after }));
  }

  /** The file as the rules read it. */
  get document(): RuleDocument {
    this.#document ??= createRuleDocument({
      uri: this.#uri,
      path: this.path,
      languageId: this.#languageId,
      text: this.#lines.join('\n'),
    });
    return this.#document;
  }

  /** Makes one edit. */
  apply({ hunk: index, offset, before, after }: Step): LineChange {
    const hunk = this.#hunks[index];
    if (!hunk) throw new Error('The file has no such hunk.');
    const startLine = hunk.startLine + offset;
    this.#lines.splice(startLine, before.length, ...after);
    hunk.lines = hunk.lines.toSpliced(offset, before.length, ...after);
    for (const later of this.#hunks.slice(index + 1)) later.startLine += after.length - before.length;
    this.#document = undefined;
    return { uri: this.#uri, startLine, before, after };
  }

  /** Holds a proposal to what is still to come. */
  judge({ range, newText }: NextEdit): Verdict {
    const { text, lines } = this.document;
    const [first, last] = [lines.lineAt(range.start), lines.lineAt(range.end)];
    const hunk = this.#hunks.find(
      (each) => first >= each.startLine && last < each.startLine + each.lines.length,
    );
    const [now, final] = [hunk?.lines.join('\n'), hunk?.final.join('\n')];
    if (!hunk || now === undefined || final === undefined || now === final) return WRONG;
    const start = lines.startOf(hunk.startLine);
    const then = text.slice(start, range.start) + newText + text.slice(range.end, start + now.length);
    const [wordsNow, wordsThen, wordsFinal] = [now, then, final].map((each) => this.#words(each));
    if (!wordsNow || !wordsThen || !wordsFinal) return WRONG;
    const left = distance(wordsNow, wordsFinal) - distance(wordsThen, wordsFinal);
    return { rightPlace: true, exact: left === distance(wordsNow, wordsThen) };
  }

  #words(source: string): string[] | undefined {
    const words = readCodeTokens(source, languageSyntax(this.#languageId)).flatMap(({ kind, text }) =>
      kind === 'space' || kind === 'lineEnd' ? [] : [text],
    );
    return words.length > LARGEST_HUNK ? undefined : words;
  }
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
