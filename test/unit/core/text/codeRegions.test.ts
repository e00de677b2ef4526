import { expect, it } from 'vitest';
import { codeTester } from '../../../../src/core/text/codeRegions';
import { languageSyntax } from '../../../../src/core/text/languageSyntax';

it.each<[languageId: string, text: string]>([
  ['typescript', '+x+ "-x-" +x+ // -x-\n+x+ /* -x- \n -x- */ +x+ `-x-\n-x-` +x+'],
  ['python', '+x+ """-x-\n-x-""" +x+ # -x-\n+x+'],
  ['rust', '+x+ fn f<\'a>(+x+: &\'a str) -> "-x-" +x+'],
])('tells code from strings and comments in %s', (languageId, marked) => {
  const places = [...marked.matchAll(/[+-]x/g)];
  const isCode = codeTester(marked, languageSyntax(languageId));
  const asked = places.map(({ index }) => isCode(index + 1));
  expect(asked).toEqual(places.map(([mark]) => mark === '+x'));
  // In any order: what was read once is remembered.
  expect(places.toReversed().map(({ index }) => isCode(index + 1))).toEqual(asked.reverse());
});
