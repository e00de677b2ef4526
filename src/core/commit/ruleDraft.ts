import type { CommitInput } from './commitInput';
import { type DraftRequest, authorsWords } from './draftContext';
import { fitToRules } from './fitToRules';
import { plainBody, plainDraft } from './plainDraft';
import { parseSubject, subjectOf } from './style';
import { withTemplate } from './template';
import { branchTicket, measureTickets, placeTicket } from './tickets';

/** Drafts a message without a model, and makes it keep all that the repository has written down. */
export function draftByRules(input: CommitInput, { notes, wish }: DraftRequest): string {
  const { state, files, style, recent, conventions } = input;
  const branch = state.branch === undefined ? {} : { branch: state.branch };
  const own = authorsWords(input, notes);
  const usual = plainDraft({ files, style, notes: own, ...branch });
  const subject = subjectOf(usual);
  const draft =
    wish === 'shorter' && own === ''
      ? subject
      : (wish === 'longer' || wish === 'withBody') && !usual.includes('\n')
        ? `${subject}\n\n${plainBody(files, style)}`
        : usual;
  const habit = measureTickets(recent);
  const ticket = branchTicket(state.branch ?? '', habit);
  const ticketed = ticket !== undefined && habit ? placeTicket(draft, ticket, habit) : draft;
  const filled = conventions.template ? withTemplate(ticketed, conventions.template) : ticketed;
  return conventions.rules ? fitToRules(filled, conventions.rules, typeOf(input)) : filled;
}

/** The type that the change itself speaks for. */
export function typeOf({ files, style }: CommitInput): string | undefined {
  return parseSubject(subjectOf(plainDraft({ files, style, notes: '' }))).lead;
}
