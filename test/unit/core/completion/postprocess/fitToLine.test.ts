import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postprocess } from '../../../../../src/core/completion/postprocess';
import { fitToLine, isVisible } from '../../../../../src/core/completion/postprocess/fitToLine';
import { parseCursor } from '../support';
import { placeAt } from './checkRule';

/** The edit that an answer becomes at the `█` of a document, or undefined when nothing may be shown. */
function editAt(document: string, answer: string) {
  const place = placeAt(document);
  const { text, takesOver } = postprocess(answer, place);
  return text === '' ? undefined : fitToLine({ text, takesOver, selected: undefined }, place.window);
}

/** The document after accepting the edit. */
function accept(document: string, answer: string): string | undefined {
  const edit = editAt(document, answer);
  if (!edit) return undefined;
  const { text, offset } = parseCursor(document);
  return text.slice(0, offset + edit.range.start) + edit.insertText + text.slice(offset + edit.range.end);
}

describe('a bracket that the editor closed by itself', () => {
  it.each([
    ['if (█)\n', 'ready) {\n  go();\n}', 'if (ready) {\n  go();\n}\n'],
    ['call(█)\n', 'first);', 'call(first);\n'],
    ["load(['█'])\n", "a', 'b'], true);", "load(['a', 'b'], true);\n"],
    ['call(█)\n', 'first', 'call(first)\n'],
    ['call(█)\n', 'inner(first)', 'call(inner(first))\n'],
    ['call(█, last)\n', 'inner(first)', 'call(inner(first), last)\n'],
  ])('%s + %s', (document, answer, expected) => {
    expect(accept(document, answer)).toBe(expected);
  });
});

describe('isVisible', () => {
  const line = (marked: string) => {
    const [linePrefix = '', lineSuffix = ''] = marked.split('█');
    return { linePrefix, lineSuffix };
  };
  it.each([
    ['an insertion', 'a = █;', 'b', [0, 0], true],
    ['nothing', 'a = █;', '', [0, 0], false],
    ['a line break before text', 'a = █;', 'b\nc', [0, 0], true],
    ['text right of the cursor repeated in order', 'if (█)', 'a) {', [0, 1], true],
    ['text right of the cursor left out', 'if (█) {', 'a', [0, 3], false],
    ['text right of the cursor in another order', 'f(█)]', 'a])', [0, 2], false],
    ['what was typed already', 'lo█', 'log', [-2, 0], true],
    ['another word than the one typed', 'ol█', 'log', [-2, 0], false],
    ['other letter case', 'Lo█', 'log', [-2, 0], false],
    ['nothing but what stands there', 'lo█', 'lo', [-2, 0], false],
    ['other indentation', '\t█', '  a', [-1, 0], true],
  ] as const)('%s', (_, marked, insertText, [start, end], expected) => {
    expect(isVisible({ insertText, range: { start, end } }, line(marked))).toBe(expected);
  });
});

describe('whatever the model answers', () => {
  const code = fc
    .array(
      fc.constantFrom(
        'a',
        'b1',
        '(',
        ')',
        '{',
        '}',
        '[',
        ']',
        '"',
        ';',
        ',',
        ' ',
        '\n',
        '  ',
        '漢',
        '👍',
        '```',
        '=',
        '\r',
      ),
      {
        maxLength: 30,
      },
    )
    .map((pieces) => pieces.join(''));

  it('shows only what the editor draws, on the cursor’s line, and keeps what stands right of it', () => {
    fc.assert(
      fc.property(code, code, code, (before, after, answer) => {
        const document = `${before}█${after}`;
        const edit = editAt(document, answer);
        if (!edit) return;
        const { window } = placeAt(document);
        expect(isVisible(edit, window)).toBe(true);
        expect(edit.range.start).toBe(0);
        expect(edit.range.end).toBeLessThanOrEqual(window.lineSuffix.length);
        const replaced = window.lineSuffix.slice(0, edit.range.end);
        expect(isInOrder(replaced, edit.insertText)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  function isInOrder(needle: string, text: string): boolean {
    let from = 0;
    return Array.from(needle).every((character) => (from = text.indexOf(character, from) + 1) > 0);
  }
});
