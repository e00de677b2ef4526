import { describe, expect, it } from 'vitest';
import {
  branchTicket,
  inventedTickets,
  measureTickets,
  placeTicket,
  ticketsIn,
  withoutTickets,
} from '../../../../src/core/commit/tickets';

/** A log of three messages in one manner, newest first. */
const log = (manner: (ticket: string) => string, kind: 'key' | 'number' = 'key') =>
  [1, 2, 3].map((number) => manner(kind === 'key' ? `ABC-${number}` : `#${number}`));

const PLACES: readonly [name: string, recent: readonly string[], message: string, placed: string][] = [
  ['before the subject', log((ticket) => `${ticket}: Do it`), 'Add x', 'ABC-42: Add x'],
  ['before it in brackets', log((ticket) => `[${ticket}] Do it`), 'Add x', '[ABC-42] Add x'],
  ['before it with a space', log((ticket) => `${ticket} Do it`), 'Add x', 'ABC-42 Add x'],
  ['behind the type', log((ticket) => `feat: ${ticket} do it`), 'fix: add x', 'fix: ABC-42 add x'],
  ['as the scope', log((ticket) => `feat(${ticket}): do it`), 'fix!: add x', 'fix(ABC-42)!: add x'],
  ['at the end', log((ticket) => `Do it (${ticket})`), 'Add x\n\nBody.', 'Add x (ABC-42)\n\nBody.'],
  ['on a line of the body', log((ticket) => `Do it\n\nRefs: ${ticket}`), 'Add x', 'Add x\n\nRefs: ABC-42'],
  [
    'on a line beside trailers',
    log((ticket) => `Do it\n\nRefs: ${ticket}`),
    'Add x\n\nSigned-off-by: A',
    'Add x\n\nSigned-off-by: A\nRefs: ABC-42',
  ],
];

describe('the ticket of a branch', () => {
  it.each(PLACES)('stands %s where the log has it so', (_name, recent, message, placed) => {
    const habit = measureTickets(recent);
    const ticket = branchTicket('feature/ABC-42-search', habit);
    expect(habit && ticket !== undefined ? placeTicket(message, ticket, habit) : 'none').toBe(placed);
  });

  it.each<[branch: string, recent: readonly string[], ticket: string | undefined]>([
    ['feature/ABC-42-search', log((ticket) => `${ticket}: Do it`), 'ABC-42'],
    ['XYZ-9', log((ticket) => `${ticket}: Do it`), 'XYZ-9'],
    ['abc-42-search', log((ticket) => `${ticket}: Do it`), 'ABC-42'],
    ['feature/123-search', log((ticket) => `${ticket} Do it`, 'number'), '#123'],
    ['fix/#77', log((ticket) => `Do it\n\nFixes ${ticket}`, 'number'), '#77'],
    ['issue-12', log((ticket) => `${ticket}: Do it`, 'number'), '#12'],
    // Where there is none.
    ['node-18', log((ticket) => `${ticket}: Do it`), undefined],
    ['utf-8', log((ticket) => `${ticket}: Do it`), undefined],
    ['main', log((ticket) => `${ticket}: Do it`), undefined],
    ['release/12', log((ticket) => `${ticket}: Do it`, 'number'), undefined],
    ['2024-01-02-notes', log((ticket) => `${ticket}: Do it`, 'number'), undefined],
    ['feature/123-search', log((ticket) => `${ticket}: Do it`), undefined],
    ['feature/ABC-42', ['Do it', 'Do that', 'ABC-1: Do more'], undefined],
    // GitHub numbers pull requests so when it merges.
    ['feature/123-search', log((ticket) => `Do it (${ticket})`, 'number'), undefined],
  ])('%s', (branch, recent, ticket) => {
    expect(branchTicket(branch, measureTickets(recent))).toBe(ticket);
  });

  it('is not placed twice', () => {
    const habit = measureTickets(log((ticket) => `${ticket}: Do it`));
    if (!habit) throw new Error('no habit');
    expect(placeTicket('Add x for ABC-42', 'ABC-42', habit)).toBe('Add x for ABC-42');
  });
});

describe('tickets in a message', () => {
  it('are told from standards and anchors', () => {
    expect(ticketsIn('ABC-1 and #2, not UTF-8, SHA-256, a#3, &#4; or ABC-5-6')).toEqual(['ABC-1', '#2']);
  });

  it.each<[message: string, without: string]>([
    ['ABC-9: add x', 'add x'],
    ['[ABC-9] add x', 'add x'],
    ['feat(ABC-9)!: add x', 'feat!: add x'],
    ['feat: ABC-9 add x', 'feat: add x'],
    ['Add x (ABC-9)', 'Add x'],
    ['Add x (closes #9)', 'Add x'],
    ['Add x ABC-9', 'Add x'],
    ['Add x\n\nRefs: ABC-9', 'Add x'],
    ['Add x\n\nFixes #9\nSigned-off-by: A', 'Add x\n\nSigned-off-by: A'],
    // Within a sentence more than the ticket would go.
    ['Do as ABC-9 asks for', 'Do as ABC-9 asks for'],
    ['Add x (ABC-1)', 'Add x (ABC-1)'],
  ])('made up in %j are taken out', (message, without) => {
    expect(withoutTickets(message, inventedTickets(message, ['feature/ABC-1']))).toBe(without);
  });

  it('are no invention where branch, notes or change name them, in any case', () => {
    expect(inventedTickets('ABC-1, #2, DEF-3', ['feature/abc-1', '2-search'])).toEqual(['DEF-3']);
  });
});
