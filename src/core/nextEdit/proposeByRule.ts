import type { NextEdit, NextEditRule, RuleRequest } from './nextEdit';
import { callSiteRule } from './rules/callSite';
import { renameRule } from './rules/rename';
import { repeatRule } from './rules/repeat';

/** The rules, the most certain first. */
export const NEXT_EDIT_RULES: readonly NextEditRule[] = [renameRule, callSiteRule, repeatRule];

/**
 * The next edit that follows from the recent ones in a document: what the first rule finds, the place after the last
 * edit first, and from the top of the document when there is none.
 * @param isRefused whether the person has dismissed an edit
 */
export function proposeByRule(
  request: RuleRequest,
  isRefused: (edit: NextEdit) => boolean = () => false,
): NextEdit | undefined {
  const { document, edits } = request;
  const last = edits.at(-1);
  if (!last) return undefined;
  const from = last.uri === document.uri ? document.lines.startOf(last.startLine) : 0;
  for (const rule of NEXT_EDIT_RULES) {
    const found = rule(request).filter((edit) => !isRefused(edit));
    const next = found.find(({ range }) => range.start >= from) ?? found[0];
    if (next) return next;
  }
  return undefined;
}
