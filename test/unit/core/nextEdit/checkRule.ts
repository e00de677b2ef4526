import { expect, it } from 'vitest';
import { EditJournal, type RecentEdit } from '../../../../src/core/nextEdit/editJournal';
import {
  type NextEditRule,
  type RuleDocument,
  createRuleDocument,
} from '../../../../src/core/nextEdit/nextEdit';

/** A document in which `⟦old→new⟧` was just edited, from top to bottom, and `⟨old→new⟩` is to be proposed. */
export interface RuleCase {
  readonly title: string;
  readonly marked: string;
  /** `src/file.ts`, which is TypeScript, unless told. */
  readonly path?: string;
  readonly languageId?: string;
}

export interface MarkedDocument {
  readonly document: RuleDocument;
  readonly edits: readonly RecentEdit[];
  readonly expected: readonly { readonly start: number; readonly old: string; readonly newText: string }[];
}

const MARK = /([⟦⟨])([^→⟦⟨]*)→([^⟧⟩]*)[⟧⟩]/g;

/** Runs a table of cases: each becomes a test that compares everything that the rule finds. */
export function checkRule(rule: NextEditRule, cases: readonly RuleCase[]): void {
  it.each(cases.map((entry) => [entry.title, entry] as const))('%s', (_, entry) => {
    const { document, edits, expected } = readMarked(entry);
    const found = rule({ document, edits }).map(({ range, newText }) => ({
      start: range.start,
      old: document.text.slice(range.start, range.end),
      newText,
    }));
    expect(found).toEqual(expected);
  });
}

/** Reads a marked document. Each edited line is an edit of its own. */
export function readMarked({
  marked,
  path = 'src/file.ts',
  languageId = 'typescript',
}: Omit<RuleCase, 'title'>): MarkedDocument {
  const uri = `file:///project/${path}`;
  const expected: MarkedDocument['expected'][number][] = [];
  let text = '';
  let at = 0;
  for (const match of marked.matchAll(MARK)) {
    const [whole, bracket, old = '', newText = ''] = match;
    text += marked.slice(at, match.index);
    if (bracket === '⟨') expected.push({ start: text.length, old, newText });
    text += bracket === '⟨' ? old : newText;
    at = match.index + whole.length;
  }
  text += marked.slice(at);
  const journal = new EditJournal();
  for (const [line, content] of marked.split('\n').entries()) {
    if (!content.includes('⟦')) continue;
    const take = (side: '$1' | '$2') => [content.replace(/⟦([^→]*)→([^⟧]*)⟧/g, side)];
    journal.add({ uri, startLine: line, before: take('$1'), after: take('$2') }, line);
  }
  const document = createRuleDocument({ uri, path, languageId, text });
  return { document, edits: journal.edits, expected };
}
