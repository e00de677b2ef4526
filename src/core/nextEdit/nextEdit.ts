import { type CodeTester, codeTester } from '../text/codeRegions';
import { type LanguageSyntax, languageSyntax } from '../text/languageSyntax';
import type { OffsetRange } from '../text/textDocumentSnapshot';
import type { RecentEdit } from './editJournal';

/** Who found a next edit: one of the rules, or a next-edit model. */
export type NextEditKind = 'rename' | 'repeat' | 'callSite' | 'model';

/** An edit that is proposed as the person's next one. */
export interface NextEdit {
  readonly kind: NextEditKind;
  readonly uri: string;
  /** UTF-16 offsets in the document. */
  readonly range: OffsetRange;
  /** What is to stand there. With an empty range and no text, the place is proposed and nothing is written. */
  readonly newText: string;
  /** The name that it is about: the new name, or the function whose calls are to be changed. */
  readonly name?: string;
}

/** A document as the rules read it. */
export interface RuleDocument {
  readonly uri: string;
  /** Path relative to its workspace folder; its extension tells how the language declares. */
  readonly path: string;
  readonly text: string;
  readonly lines: LineOffsets;
  readonly syntax: LanguageSyntax;
  /** Whether an offset stands outside of strings and comments. */
  readonly isCode: CodeTester;
}

/** What a rule goes by. */
export interface RuleRequest {
  /** Those of the document, oldest first; the last one is what the person has just done. */
  readonly edits: readonly RecentEdit[];
  /** Where the next edit is looked for: the document as it stands after them. */
  readonly document: RuleDocument;
}

/** Finds every edit of one kind that follows from the recent ones, in the order of the text. Finds none when unsure. */
export type NextEditRule = (request: RuleRequest) => readonly NextEdit[];

/** Where the lines of a text begin, as UTF-16 offsets; both counted from 0. */
export class LineOffsets {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The line that an offset stands on. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The offset at which a line begins; the end of the text for a line after the last. */
  startOf(line: number): number {
    return this.#starts[line] ?? Infinity;
  }
}

/** Makes a document ready for the rules. */
export function createRuleDocument(source: {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}): RuleDocument {
  const syntax = languageSyntax(source.languageId);
  return {
    uri: source.uri,
    path: source.path,
    text: source.text,
    lines: new LineOffsets(source.text),
    syntax,
    isCode: codeTester(source.text, syntax),
  };
}

/** The text of a line without its end; empty outside of the document. */
export function lineText({ text, lines }: RuleDocument, line: number): string {
  if (line < 0 || line >= lines.count) return '';
  const end = line + 1 < lines.count ? lines.startOf(line + 1) - 1 : text.length;
  const content = text.slice(lines.startOf(line), end);
  return content.endsWith('\r') ? content.slice(0, -1) : content;
}

/** Whether a line is one that an edit of its document has left. */
export function touchesEdit({ startLine, after }: RecentEdit, line: number): boolean {
  return line >= startLine && line < startLine + after.length;
}
