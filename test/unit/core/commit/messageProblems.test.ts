import { describe, expect, it } from 'vitest';
import { readCommitlint } from '../../../../src/core/commit/commitlint';
import { messageProblems } from '../../../../src/core/commit/messageProblems';
import { readTemplate } from '../../../../src/core/commit/template';
import { type DraftSetup, contextOf } from './draftFixture';

const CONVENTIONAL = { recent: ['feat: handle a', 'fix: handle b'] };
const KOREAN = { recent: ['검색 추가', '오타 수정'] };
const JAPANESE = { recent: ['検索を追加', '誤字を修正'] };
const CHINESE = { recent: ['添加搜索', '修复按钮'] };
const RUSSIAN = { recent: ['Добавить поиск', 'Исправить кнопку'] };
const TICKETS = { recent: ['ABC-1: do a', 'ABC-2: do b', 'ABC-3: do c'], branch: 'feature/ABC-42-trees' };
const RULES = readCommitlint({ extends: ['@commitlint/config-conventional'] });
const TEMPLATE = readTemplate('# Subject\n\nWhy:\n\nTesting:\n');

interface Case extends DraftSetup {
  readonly name: string;
  readonly message: string;
  readonly problems: readonly RegExp[];
}

const CASES: readonly Case[] = [
  { name: 'a good subject', message: 'Add search', problems: [] },
  { name: 'a subject of 72 characters', message: 'a'.repeat(72), problems: [] },
  { name: 'one of 73', message: 'a'.repeat(73), problems: [/73 characters; at most 72/] },
  {
    name: 'one far over what the log has',
    recent: ['Add a', 'Add b'],
    message: `Add ${'x'.repeat(60)}`,
    problems: [/64 characters; at most 62/],
  },
  {
    name: 'one as long as nine of ten in the log, though git cuts it',
    recent: [`Add ${'a'.repeat(84)}`, `Add ${'b'.repeat(84)}`],
    message: `Add ${'x'.repeat(84)}`,
    problems: [],
  },
  {
    name: 'one that no habit excuses',
    recent: [`Add ${'a'.repeat(184)}`, `Add ${'b'.repeat(184)}`],
    message: `Add ${'x'.repeat(100)}`,
    problems: [/104 characters; at most 100/],
  },
  { name: 'a long body', message: `Add x\n\n${'b'.repeat(200)}`, problems: [] },
  { name: 'no type where types are the habit', ...CONVENTIONAL, message: 'add search', problems: [/form/] },
  { name: 'a type with a scope', ...CONVENTIONAL, message: 'feat(x)!: add y', problems: [] },
  {
    name: 'a type where the log has none',
    recent: ['Add a', 'Add b'],
    message: 'chore: add y',
    problems: [/do not begin with "chore"/],
  },
  { name: 'a type without a log', message: 'chore: add y', problems: [] },
  {
    name: 'a type that the author typed',
    recent: ['Add a', 'Add b'],
    notes: 'chore: add y',
    message: 'chore: add y',
    problems: [],
  },
  {
    name: 'no emoji where they are the habit',
    recent: ['✨ Add a', '🐛 Fix b'],
    message: 'Add c',
    problems: [/emoji/],
  },
  {
    name: 'no prefix where they are the habit',
    recent: ['net: a b', 'fs: b c'],
    message: 'Add c',
    problems: [/colon/],
  },
  {
    name: 'no tag where they are the habit',
    recent: ['[net] Do a', '[fs] Do b'],
    message: 'Add c',
    problems: [/tag/],
  },
  { name: 'the past tense', message: 'Added search to the parser', problems: [/imperative/] },
  {
    name: 'the imperative in a log of the past tense',
    recent: ['Added a to b', 'Fixed b of c', 'Removed c from d'],
    message: 'Add search to the parser',
    problems: [/past tense/],
  },
  {
    name: 'any mood in a log without a habit',
    recent: ['Added a to b', 'Fix b of c', 'Removes c from d'],
    message: 'Adds search to the parser',
    problems: [],
  },
  { name: 'a noun that looks like a verb', message: 'Fixes: none', problems: [] },
  { name: 'Korean in an English log', message: '검색 추가', problems: [/English/] },
  { name: 'an English subject that quotes Korean', message: 'Fix label "검색 결과를"', problems: [] },
  { name: 'English in a Korean log', ...KOREAN, message: 'Add search', problems: [/Korean/] },
  {
    name: 'an English body in a Korean log',
    ...KOREAN,
    message: '검색 추가\n\nThis adds a search over all of the trees.',
    problems: [/Korean/],
  },
  {
    name: 'a Korean subject of mostly English',
    ...KOREAN,
    message: 'Add the search for all files 함',
    problems: [/Korean/],
  },
  {
    name: 'Korean full of identifiers',
    ...KOREAN,
    message: 'readTree, parsePatch 추가',
    added: ['readTree', 'parsePatch'],
    problems: [],
  },
  { name: 'Korean with a list of files', ...KOREAN, message: '검색 추가\n\n- src/parser.ts', problems: [] },
  { name: 'Japanese', ...JAPANESE, message: '構文木の読み込みを追加', problems: [] },
  { name: 'Chinese in a Japanese log', ...JAPANESE, message: '添加读取语法树的功能', problems: [/Japanese/] },
  { name: 'Japanese in a Chinese log', ...CHINESE, message: '検索を追加する', problems: [/Chinese/] },
  { name: 'Korean in a Chinese log', ...CHINESE, message: '검색 추가', problems: [/Chinese/] },
  { name: 'Russian', ...RUSSIAN, message: 'Добавить чтение дерева', problems: [] },
  { name: 'English in a Russian log', ...RUSSIAN, message: 'Add tree reading', problems: [/Russian/] },
  { name: 'only code', ...KOREAN, message: '`readTree`', problems: [] },
  { name: 'a name that was made up', message: 'Add parseTree', problems: [/parseTree/] },
  {
    name: 'a name of one earlier subject',
    recent: ['Add fetchAll', 'Add b'],
    message: 'Use fetchAll in the parser',
    problems: [/fetchAll/],
  },
  {
    name: 'a name of the log’s vocabulary',
    recent: ['Run OpenThing in a', 'Run OpenThing in b'],
    message: 'Run OpenThing in the parser',
    problems: [],
  },
  {
    name: 'what stands in place of a secret',
    message: 'Set the token to [secret masked by Fairwind]',
    problems: [/stands in place of a secret/],
  },
  { name: 'a ticket of another commit', ...TICKETS, message: 'ABC-2: add ABC-42', problems: [/names ABC-2/] },
  { name: 'the branch’s ticket', ...TICKETS, message: 'ABC-42: add search', problems: [] },
  {
    name: 'a lost ticket',
    ...TICKETS,
    message: 'Add search',
    problems: [/begin with the part|colon/, /must name ABC-42/],
  },
  {
    name: 'the author’s words in other forms',
    notes: 'speed up the parsing',
    message: 'Speed up how trees are parsed',
    problems: [],
  },
  {
    name: 'lost words',
    notes: 'speed up parsing',
    message: 'Add search',
    problems: [/lost: speed, up, parsing/],
  },
  {
    name: 'a lost name',
    notes: 'for readTree, 30%',
    message: 'Speed up reading by a third',
    problems: [/lost: readTree, 30/],
  },
  { name: 'notes in another language', notes: '파서를 빠르게', message: 'Speed up the parser', problems: [] },
  {
    name: 'a missing template line',
    conventions: { ...(TEMPLATE && { template: TEMPLATE }) },
    message: 'Add x\n\nWhy: speed',
    problems: [/Testing:/],
  },
  {
    name: 'a filled template',
    conventions: { ...(TEMPLATE && { template: TEMPLATE }) },
    message: 'Add x\n\nWhy: speed\n\nTesting: none',
    problems: [],
  },
  { name: 'talk of the commit', message: 'Add x\n\nThis commit adds a thing.', problems: [/This commit/] },
  { name: 'talk of commits', message: 'Sign the commit adds of the parser', problems: [] },
  {
    name: 'talk of the commit in Korean',
    ...KOREAN,
    message: '검색 추가\n\n이 커밋은 검색을 추가한다.',
    problems: [/이 커밋은/],
  },
  { name: 'Markdown', message: 'Add x\n\n## Changes\n- one', problems: [/Markdown/] },
  {
    name: 'Markdown where the log has it',
    recent: ['Add a\n\n## Why\nb'],
    message: 'Add x\n\n## Why\none',
    problems: [],
  },
  { name: 'an earlier draft', others: ['Add search.'], message: 'add search', problems: [/given before/] },
  {
    name: 'an earlier subject',
    recent: ['Add a thing to b', 'Add b'],
    message: 'Add a thing to b',
    problems: [/earlier commit/],
  },
  {
    name: 'a short subject that comes again',
    recent: ['Fix typo', 'Add b'],
    message: 'Fix typo',
    problems: [],
  },
  {
    name: 'a message that is not shorter',
    wish: 'shorter',
    others: ['Add x'],
    message: 'Add y to z',
    problems: [/not shorter/],
  },
  { name: 'no body where one is asked for', wish: 'withBody', message: 'Add y', problems: [/needs a body/] },
  {
    name: 'what commitlint refuses',
    conventions: { ...(RULES && { rules: RULES }) },
    message: 'feat: Add a thing.',
    problems: [/small letter/, /period/],
  },
];

describe('messageProblems', () => {
  for (const { name, message, problems, ...setup } of CASES) {
    it(`${problems.length === 0 ? 'accepts' : 'objects to'} ${name}`, () => {
      expect(messageProblems(message, contextOf(setup)).map(({ words }) => words)).toEqual(
        problems.map((words) => expect.stringMatching(words) as string),
      );
    });
  }
});
