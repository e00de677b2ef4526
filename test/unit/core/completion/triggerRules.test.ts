import { describe, expect, it } from 'vitest';
import {
  askingSettings,
  findReasonNotToAsk,
  findReasonToSpareModel,
} from '../../../../src/core/completion/triggerRules';
import { parseSettings } from '../../../../src/core/config/settings';
import { requestAt } from './support';

function reasonAt(
  completion: object,
  marked: string,
  languageId = 'typescript',
  trigger: 'automatic' | 'invoked' = 'automatic',
) {
  const settings = askingSettings(parseSettings({ completion }).settings, languageId);
  const request = requestAt(marked, { languageId, trigger });
  const text = request.document.getText();
  const lineStart = text.lastIndexOf('\n', request.offset - 1) + 1;
  const line = {
    linePrefix: text.slice(lineStart, request.offset),
    lineSuffix: /^.*/.exec(text.slice(request.offset))?.[0] ?? '',
  };
  return findReasonNotToAsk(request, settings) ?? findReasonToSpareModel(request, line, settings);
}

describe('the reason not to ask', () => {
  it.each([
    [{}, 'a = █', undefined],
    [{}, '// a █', undefined],
    [{}, 'a = "b █"', undefined],
    [{ inComments: false }, '// a █', 'inComment'],
    [{ inComments: false }, 'a = "b █"', undefined],
    [{ inComments: false }, 'a = █', undefined],
    [{ inStrings: false }, 'a = "b █"', 'inString'],
    [{ inStrings: false }, '// a █', undefined],
    [{ inComments: { '*': true, typescript: false } }, '// a █', 'inComment'],
    [{ inComments: { '*': false, typescript: true } }, '// a █', undefined],
    [{ inComments: { python: false } }, '// a █', undefined],
    [{ eagerness: 'low' }, '// a █', 'inComment'],
    [{ eagerness: 'low' }, 'foo(█, b)', 'midLine'],
    [{ eagerness: 'medium' }, 'foo(█, b)', undefined],
    [{ eagerness: 'medium' }, 'foo();█', 'statementFinished'],
    [{ eagerness: 'high' }, 'foo();█', undefined],
    [{ eagerness: 'high' }, 'foo █+ b', undefined],
    [{ eagerness: 'high' }, 'fo█o', 'midWord'],
    [{ enable: { typescript: false } }, 'a = █', 'disabledForLanguage'],
  ] as const)('%j: %s', (completion, marked, expected) => {
    expect(reasonAt(completion, marked)).toBe(expected);
  });

  it.each(['// a █', 'a = "b █"', 'fo█o', 'foo █+ b', 'foo();█'])(
    'is none when the person asks: %s',
    (marked) => {
      const off = { enable: { '*': false }, inComments: false, inStrings: false, eagerness: 'low' };
      expect(reasonAt(off, marked, 'typescript', 'invoked')).toBeUndefined();
      expect(reasonAt({ ...off, enable: {} }, marked)).toBeDefined();
    },
  );

  it('is the size of a log, whoever asks', () => {
    expect(reasonAt({}, `${'x'.repeat(20_000_001)}█`, 'log', 'invoked')).toBe('fileTooLarge');
  });
});
