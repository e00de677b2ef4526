import type { NextEdit, NextEditRule, RuleRequest } from './nextEdit';
import { callSiteRule } from './rules/callSite';
import { renameRule } from './rules/rename';
import { repeatRule } from './rules/repeat';

/** The rules, the most certain first. */
export const NEXT_EDIT_RULES: readonly NextEditRule[] = [renameRule, callSiteRule, repeatRule];

/**
 * The next edit that follows from the recent ones, in the document of the last: what the first rule finds, the place
 * after the last edit first, and from the top of the document when there is none. Other documents are left alone: of
 * what the rules found there, the bench on real commits found half to two thirds to be right.
 * @param isRefused whether the person has dismissed an edit
 */
export function proposeByRule(
  { edits, document }: RuleRequest,
  isRefused: (edit: NextEdit) => boolean = () => false,
): NextEdit | undefined {
  const own = edits.filter(({ uri }) => uri === document.uri);
  const last = own.at(-1);
  if (!last || last !== edits.at(-1)) return undefined;
  const from = document.lines.startOf(last.startLine);
  for (const rule of NEXT_EDIT_RULES) {
    const found = rule({ edits: own, document }).filter((edit) => !isRefused(edit));
    const next = found.find(({ range }) => range.start >= from) ?? found[0];
    if (next) return next;
  }
  return undefined;
}
