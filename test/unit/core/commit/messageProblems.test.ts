import { describe, expect, it } from 'vitest';
import { messageProblems } from '../../../../src/core/commit/messageProblems';
import { DEFAULT_STYLE, measureStyle } from '../../../../src/core/commit/style';

const CONVENTIONAL = measureStyle(['feat: a', 'fix: b']);
const KOREAN = measureStyle(['검색 추가', '오타 수정']);
const CHINESE = measureStyle(['添加搜索', '修复按钮']);

const CASES = [
  { name: 'a good subject', style: DEFAULT_STYLE, message: 'Add search', problems: [] },
  { name: 'a subject of 72 characters', style: DEFAULT_STYLE, message: 'a'.repeat(72), problems: [] },
  { name: 'one of 73', style: DEFAULT_STYLE, message: 'a'.repeat(73), problems: [/73 characters/] },
  { name: 'a long body', style: DEFAULT_STYLE, message: `Add x\n\n${'b'.repeat(200)}`, problems: [] },
  {
    name: 'no type where types are the habit',
    style: CONVENTIONAL,
    message: 'Add search',
    problems: [/form/],
  },
  { name: 'a type with a scope', style: CONVENTIONAL, message: 'feat(x)!: add y', problems: [] },
  { name: 'Korean in an English log', style: DEFAULT_STYLE, message: '검색 추가', problems: [/English/] },
  {
    name: 'an English subject that quotes Korean',
    style: DEFAULT_STYLE,
    message: 'Fix label "검색 결과를"',
    problems: [],
  },
  { name: 'English in a Korean log', style: KOREAN, message: 'Add search', problems: [/Korean/] },
  {
    name: 'Korean full of identifiers',
    style: KOREAN,
    message: 'parsePatch, unquotePath 추가',
    problems: [],
  },
  {
    name: 'a name that was made up',
    style: DEFAULT_STYLE,
    message: 'Add parseTree',
    problems: [/parseTree/],
  },
  { name: 'Korean in a Chinese log', style: CHINESE, message: '검색 추가', problems: [/Chinese/] },
  { name: 'only code', style: KOREAN, message: '`parsePatch`', problems: [] },
] as const;

describe('messageProblems', () => {
  for (const { name, style, message, problems } of CASES) {
    it(`${problems.length === 0 ? 'accepts' : 'objects to'} ${name}`, () => {
      expect(messageProblems(message, style, ['+parsePatch(unquotePath)'])).toEqual(
        problems.map((words) => expect.stringMatching(words) as string),
      );
    });
  }
});
