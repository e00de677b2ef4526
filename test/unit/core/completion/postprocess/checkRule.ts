import { expect, it } from 'vitest';
import { type InsertionPlace, describePlace } from '../../../../../src/core/completion/insertionPlace';
import { cutWindow } from '../../../../../src/core/completion/cursorWindow';
import type { PostprocessRule } from '../../../../../src/core/completion/postprocess/rule';
import type { SyntaxParser } from '../../../../../src/core/completion/syntax/syntaxParser';
import { parseCursor } from '../support';

/** What one rule makes of one answer at the `█` of a document. A case without `shown` is one the rule leaves alone. */
export interface RuleCase {
  readonly title: string;
  /** The document; TypeScript unless `languageId` says otherwise. */
  readonly document: string;
  readonly languageId?: string;
  readonly answer: string;
  readonly shown?: string;
}

/** Runs a table of cases: each becomes a test that compares the whole result. */
export function checkRule(rule: PostprocessRule, cases: readonly RuleCase[]): void {
  it.each(cases.map((entry) => [entry.title, entry] as const))('%s', (_, entry) => {
    expect(rule.apply(entry.answer, placeAt(entry.document, entry.languageId))).toBe(
      entry.shown ?? entry.answer,
    );
  });
}

/** The place at the `█` of a document. */
export function placeAt(document: string, languageId = 'typescript', parser?: SyntaxParser): InsertionPlace {
  const { text, offset } = parseCursor(document);
  const line = text.slice(0, offset).split('\n').length - 1;
  const budget = { prefixTokens: 1_500, suffixTokens: 500, suffixLines: 24 };
  return describePlace(cutWindow(text, offset, line, budget), languageId, parser);
}
