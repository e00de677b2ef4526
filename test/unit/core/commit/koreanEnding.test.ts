import { describe, expect, it } from 'vitest';
import { asNoun, habitualEnding, koreanEnding } from '../../../../src/core/commit/koreanEnding';

it.each([
  ['검색 추가', 'noun'],
  ['검색을 추가함', 'noun'],
  ['검색을 추가한다', 'plain'],
  ['검색을 추가했다.', 'plain'],
  ['검색을 추가합니다', 'polite'],
  ['검색을 추가해요', 'polite'],
  ['검색 추가 (#12)', 'noun'],
  ['검색 `find`', undefined],
  ['Add search', undefined],
])('%j ends as %s', (subject, ending) => expect(koreanEnding(subject)).toBe(ending));

it.each<[readonly string[], string | undefined]>([
  [['검색 추가', '버튼 수정', '화면 정리'], 'noun'],
  [['검색을 추가한다', '버튼을 고쳤다', '화면 정리'], 'plain'],
  [['검색을 추가한다', '버튼 수정', '화면을 정리합니다'], undefined],
  [['검색 추가', '버튼 수정'], undefined],
])('the habit of %j', (recent, ending) => expect(habitualEnding(recent)).toBe(ending));

describe('the noun form of', () => {
  it.each([
    ['검색 기능을 추가합니다', '검색 기능 추가'],
    ['feat: 검색 기능을 추가했습니다.', 'feat: 검색 기능 추가'],
    ['readTree를 추가했다', 'readTree 추가'],
    ['검색에 readTree를 사용한다', '검색에 readTree 사용'],
    // What no rule can say as a noun stays.
    ['버튼을 고쳤다', '버튼을 고쳤다'],
    ['검색 추가', '검색 추가'],
  ])('%j', (subject, noun) => expect(asNoun(subject)).toBe(noun));
});
