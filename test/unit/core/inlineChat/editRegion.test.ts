import { describe, expect, it } from 'vitest';
import { editRegion } from '../../../../src/core/inlineChat/editRegion';

/** `«` and `»` stand around the selection; one `█` is a cursor. */
function regionOf(marked: string): { taken: string; kind: string; indentation: string } {
  const start = marked.search(/[«█]/);
  const end = marked.includes('█') ? start : marked.indexOf('»') - 1;
  const text = marked.replaceAll(/[«»█]/g, '');
  const region = editRegion(text, { start, end });
  return {
    taken: text.slice(region.start, region.end),
    kind: region.kind,
    indentation: region.indentation,
  };
}

describe('editRegion', () => {
  it.each([
    ['a piece of a line stays one', 'let a = «b + c»;', 'b + c', 'part', ''],
    ['the whole line counts as lines', '  «let a = 1;»\n', '  let a = 1;', 'lines', '  '],
    [
      'lines selected in part are taken whole',
      'if (a) {\n  on«e();\n  tw»o();\n}',
      '  one();\n  two();',
      'lines',
      '  ',
    ],
    ['a line of which nothing is selected is not taken', '«  one();\n»  two();', '  one();', 'lines', '  '],
    ['the end of a CRLF line is left', '«a\r\nb»\r\nc', 'a\r\nb', 'lines', ''],
    ['an empty line has the indentation of what is around it', 'if (a) {\n█\n  one();\n}', '', 'lines', '  '],
    ['an empty line keeps its own', 'if (a) {\n    █\n  one();\n}', '    ', 'lines', '    '],
    ['an empty first line', '█\none();', '', 'lines', ''],
    ['an empty document', '█', '', 'lines', ''],
    ['any other line: below it', '  one(█);\ntwo();', '', 'newLines', '  '],
  ])('%s', (_, marked, taken, kind, indentation) => {
    expect(regionOf(marked)).toEqual({ taken, kind, indentation });
  });
});
