import type { CommitInput } from './commitInput';
import { type DraftRequest, authorsWords } from './draftContext';
import { fitToRules } from './fitToRules';
import { plainBody, plainDraft } from './plainDraft';
import { parseSubject, subjectOf } from './style';
import { withTemplate } from './template';
import { branchTicket, measureTickets, placeTicket } from './tickets';

/**
 * Drafts a message without a model, and makes it keep all that the repository has written down. Rules have few ways to
 * say a thing: the usual one, the subject alone, and with a body; the first that the person has not seen is taken.
 */
export function draftByRules(input: CommitInput, { notes, wish, others }: DraftRequest): string {
  const { state, files, style, conventions } = input;
  const branch = state.branch === undefined ? {} : { branch: state.branch };
  const usual = plainDraft({ files, style, notes: authorsWords(input, notes), ...branch });
  const short = subjectOf(usual);
  const long = usual.includes('\n') ? usual : `${short}\n\n${plainBody(files, style)}`;
  const ways = { shorter: [short], longer: [long], withBody: [long] };
  const drafts = (wish ? ways[wish] : [usual, short, long]).map((draft) => {
    const filled = conventions.template
      ? withTemplate(withTicket(draft, input), conventions.template)
      : withTicket(draft, input);
    return conventions.rules ? fitToRules(filled, conventions.rules, typeOf(input)) : filled;
  });
  return drafts.find((draft) => !others.includes(draft)) ?? drafts[0] ?? usual;
}

function withTicket(draft: string, { state, recent }: CommitInput): string {
  const habit = measureTickets(recent);
  const ticket = branchTicket(state.branch ?? '', habit);
  return ticket !== undefined && habit ? placeTicket(draft, ticket, habit) : draft;
}

/** The type that the change itself speaks for. */
export function typeOf({ files, style }: CommitInput): string | undefined {
  return parseSubject(subjectOf(plainDraft({ files, style, notes: '' }))).lead;
}
