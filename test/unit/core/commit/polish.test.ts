import { describe, expect, it } from 'vitest';
import { polish, repairByRule } from '../../../../src/core/commit/polish';
import { readTemplate } from '../../../../src/core/commit/template';
import { type DraftSetup, contextOf } from './draftFixture';

interface Case extends DraftSetup {
  readonly name: string;
  readonly message: string;
  readonly becomes: string;
}

const PLAIN = { recent: ['Add a to b', 'Fix b of c', 'Remove c from d'] };
const CONVENTIONAL = { recent: ['feat: add a to b', 'fix: mend b of c', 'docs: say c'] };
const TICKETS = { recent: ['ABC-1: Do a b', 'ABC-2: Do b c'], branch: 'ABC-42-x' };
const TEMPLATE = readTemplate('Why:\n');

const POLISHED: readonly Case[] = [
  {
    name: 'nothing in a good message',
    ...PLAIN,
    message: 'Add x\n\nIt is fast.',
    becomes: 'Add x\n\nIt is fast.',
  },
  { name: 'the past tense', ...PLAIN, message: 'Added x to y.', becomes: 'Add x to y' },
  { name: 'a capital behind a type', ...CONVENTIONAL, message: 'feat: Added x', becomes: 'feat: add x' },
  {
    name: 'a scope where no message has one',
    recent: Array(20).fill('fix: mend a of b'),
    message: 'feat(parser): add x',
    becomes: 'feat: add x',
  },
  {
    name: 'a scope of the author’s own',
    recent: Array(20).fill('fix: mend a of b'),
    notes: 'feat(parser): add x',
    message: 'feat(parser): add x',
    becomes: 'feat(parser): add x',
  },
  {
    name: 'a scope where too few messages can tell',
    ...CONVENTIONAL,
    message: 'feat(parser): add x',
    becomes: 'feat(parser): add x',
  },
  { name: 'no capital', ...PLAIN, message: 'add x to y', becomes: 'Add x to y' },
  {
    name: 'a name, which keeps its case',
    ...PLAIN,
    message: 'readTree is fast',
    becomes: 'readTree is fast',
  },
  {
    name: 'an acronym, which keeps its case',
    ...CONVENTIONAL,
    message: 'fix: HTTP is slow',
    becomes: 'fix: HTTP is slow',
  },
  { name: 'an ellipsis, which stays', ...PLAIN, message: 'Say "wait..."', becomes: 'Say "wait..."' },
  { name: 'talk of the commit', ...PLAIN, message: 'This commit adds x', becomes: 'Add x' },
  {
    name: 'talk of the commit in the body',
    ...PLAIN,
    message: 'Add x\n\nThis change introduces y.',
    becomes: 'Add x\n\nIntroduce y.',
  },
  {
    name: 'Markdown',
    ...PLAIN,
    message: 'Add x\n\n## Why\n**fast**\n```\ny\n```',
    becomes: 'Add x\n\nWhy\nfast\ny',
  },
  {
    name: 'advertisements',
    ...PLAIN,
    message: 'Add x\n\n🤖 Generated with [Tool](https://t.example)\nGenerated-With: Tool',
    becomes: 'Add x',
  },
  {
    name: 'free words about a tool',
    ...PLAIN,
    message: 'Add x\n\nWritten with the help of Copilot',
    becomes: 'Add x',
  },
  {
    name: 'what was made by a command, which stays',
    ...PLAIN,
    message: 'Add x\n\nCreated by running the parser.',
    becomes: 'Add x\n\nCreated by running the parser.',
  },
  { name: 'tickets of others', ...PLAIN, message: 'Add x (#7)\n\nFixes #7', becomes: 'Add x' },
  { name: 'the branch’s ticket', ...TICKETS, message: 'Add x', becomes: 'ABC-42: Add x' },
  { name: 'a wrong ticket', ...TICKETS, message: 'ABC-2: Add x', becomes: 'ABC-42: Add x' },
  {
    name: 'the author’s own sentence, which stays',
    ...PLAIN,
    notes: 'this commit adds x.',
    message: 'Add x\n\nthis commit adds x.',
    becomes: 'Add x\n\nthis commit adds x.',
  },
  { name: 'an empty answer', ...PLAIN, message: '', becomes: '' },
];

const REPAIRED: readonly Case[] = [
  { name: 'a missing type', ...CONVENTIONAL, message: 'add x', becomes: 'feat: add x' },
  { name: 'a type where the log has none', ...PLAIN, message: 'feat(api): add x', becomes: 'Add x' },
  { name: 'an emoji where the log has none', ...PLAIN, message: '✨ Add x', becomes: 'Add x' },
  {
    name: 'a long subject, at a joint',
    ...PLAIN,
    message: 'Add a reader of trees that goes through the whole of the text and keeps what it found',
    becomes:
      'Add a reader of trees that goes through the whole of the text\n\nAdd a reader of trees that goes through the whole of the text and keeps what it found.',
  },
  {
    name: 'a long subject without a joint',
    ...PLAIN,
    message: `Add ${'word '.repeat(15)}`.trim(),
    becomes: `Add ${'word '.repeat(11).trim()}\n\nAdd ${'word '.repeat(15).trim()}.`,
  },
  {
    name: 'a long subject with a body',
    ...PLAIN,
    message: `Add the trees, ${'word '.repeat(15).trim()}\n\nBody.`,
    becomes: 'Add the trees\n\nBody.',
  },
  {
    name: 'made-up names in the body',
    ...PLAIN,
    message: 'Add x\n\nUse fetchAll. Call readTree.\n- parseAll too',
    becomes: 'Add x\n\nCall readTree.',
  },
  {
    name: 'a made-up name in the subject, which is told instead',
    ...PLAIN,
    message: 'Add fetchAll',
    becomes: 'Add fetchAll',
  },
  { name: 'lost words', ...PLAIN, notes: 'for speed', message: 'Add x', becomes: 'Add x\n\nfor speed' },
  {
    name: 'a lost template',
    ...PLAIN,
    conventions: { ...(TEMPLATE && { template: TEMPLATE }) },
    message: 'Add x',
    becomes: 'Add x\n\nWhy:',
  },
  {
    name: 'nothing of a filled template where a short one was asked for',
    ...PLAIN,
    conventions: { ...(TEMPLATE && { template: TEMPLATE }) },
    wish: 'shorter',
    message: 'Add x\n\nWhy: speed',
    becomes: 'Add x\n\nWhy: speed',
  },
  {
    name: 'a body where a short one was asked for',
    ...PLAIN,
    wish: 'shorter',
    message: 'Add x\n\nBody.',
    becomes: 'Add x',
  },
  {
    name: 'no body where one was asked for',
    ...PLAIN,
    wish: 'withBody',
    message: 'Add x',
    becomes: 'Add x\n\n- src/parser.ts: add readTree',
  },
];

describe('polish mends', () => {
  for (const { name, message, becomes, ...setup } of POLISHED)
    it(name, () => expect(polish(message, contextOf(setup))).toBe(becomes));
});

describe('repairByRule mends', () => {
  for (const { name, message, becomes, ...setup } of REPAIRED)
    it(name, () => expect(repairByRule(message, contextOf(setup))).toBe(becomes));
});

it('mends what is mended no further', () => {
  for (const { message, ...setup } of [...POLISHED, ...REPAIRED]) {
    const context = contextOf(setup);
    const once = repairByRule(polish(message, context), context);
    expect(repairByRule(polish(once, context), context)).toBe(once);
  }
});
