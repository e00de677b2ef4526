import { describe, expect, it } from 'vitest';
import { continueMessage } from '../../../../../src/core/commit/editor/continueMessage';
import { readMessageDocument } from '../../../../../src/core/commit/editor/messageDocument';

const DRAFT = 'feat(tides): add the height at noon\n\n- the table has a row for it\n- the test asks for it';
const GIT = '\n# Please enter the commit message\n# On branch main\n';

/** What follows at `█`. */
function at(marked: string, { draft = DRAFT, hasBody = false } = {}): string | undefined {
  const offset = marked.indexOf('█');
  const before = marked.slice(0, offset).split('\n');
  const document = readMessageDocument(marked.replace('█', ''), '#');
  const place = { document, line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return continueMessage(place, { message: draft, hasBody });
}

describe('in the subject it', () => {
  it.each<[name: string, text: string, rest: string | undefined]>([
    ['drafts all of it', `█${GIT}`, 'feat(tides): add the height at noon'],
    ['goes on with what is typed', `feat(ti█${GIT}`, 'des): add the height at noon'],
    ['does not mind the case', `Feat(ti█${GIT}`, 'des): add the height at noon'],
    ['goes on without the lead', `Add the h█${GIT}`, 'eight at noon'],
    [
      'goes on where the person’s own words meet the draft',
      `Let people ask for the height█${GIT}`,
      ' at noon',
    ],
    ['is silent where they do not', `Fix the parser█${GIT}`, undefined],
    ['is silent after two letters that stand in it', `Fix th█${GIT}`, undefined],
    ['is silent when all is there', `feat(tides): add the height at noon█${GIT}`, undefined],
    ['is silent within a line', `feat█ and more${GIT}`, undefined],
    ['goes on after empty lines', `\nfeat█${GIT}`, '(tides): add the height at noon'],
    ['is silent above a subject that is there', `█\nAdd it${GIT}`, undefined],
  ])('%s', (_name, text, rest) => {
    expect(at(text)).toBe(rest);
  });

  it('brings the body at once where messages have one', () => {
    expect(at(`add the height at noon█${GIT}`, { hasBody: true })).toBe(
      '\n\n- the table has a row for it\n- the test asks for it',
    );
    expect(at(`█\n\nBecause.${GIT}`, { hasBody: true })).toBe(undefined);
    expect(at(`add█\n\nBecause.${GIT}`, { hasBody: true })).toBe(' the height at noon');
  });
});

describe('in the body it', () => {
  const body = '- the table has a row for it\n- the test asks for it';
  it.each<[name: string, text: string, rest: string | undefined]>([
    ['leaves the second line empty', `Add it\n█${GIT}`, `\n${body}`],
    ['drafts all of it', `Add it\n\n█${GIT}`, body],
    ['goes on with what is typed', `Add it\n\n- The ta█${GIT}`, body.slice('- the ta'.length)],
    ['goes on with a later line', `Add it\n\n- own words\n- the te█${GIT}`, 'st asks for it'],
    ['does not bring a line twice', `Add it\n\n- the test asks for it\n- the te█${GIT}`, undefined],
    ['is silent on a second line that is not empty', `Add it\n- the█${GIT}`, undefined],
    ['is silent above text', `Add it\n\n█\nmore${GIT}`, undefined],
    ['is silent where it is about something else', `Add it\n\nBecause█${GIT}`, undefined],
  ])('%s', (_name, text, rest) => {
    expect(at(text)).toBe(rest);
  });

  it('is silent without one', () => {
    expect(at(`Add it\n\n█${GIT}`, { draft: 'Add it' })).toBe(undefined);
  });
});

it.each<[place: string, text: string]>([
  ['a comment', '\n# Please █\n'],
  ['git’s own text', '\n# Please enter\n█\n# On branch main\n'],
  ['the end of git’s text', '\n# Please enter\n█'],
])('it is silent in %s', (_place, text) => {
  expect(at(text)).toBe(undefined);
});
