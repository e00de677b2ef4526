import { beforeEach, describe, expect, it } from 'vitest';
import { type Diagnostic, Diagnostics } from '../../../../../src/core/completion/context/diagnostics';

const URI = 'file:///a.ts';
const error = (line: number, message = `on ${line}`): Diagnostic => ({ line, severity: 'error', message });

let diagnostics: Diagnostics;
beforeEach(() => {
  diagnostics = new Diagnostics();
});

const describeAt = (line: number, uri = URI) =>
  diagnostics.describe(uri, line, (number) => `  line ${number}();`);
const linesOf = (text: string | undefined) => [...(text ?? '').matchAll(/on \d+/g)].map(String);

it('are shown with the line that they are about', () => {
  diagnostics.set(URI, [{ line: 3, severity: 'warning', message: "'a' is never\n  used." }]);
  expect(describeAt(2)).toBe("warning: 'a' is never used.\n    line 3();");
});

it('are those within three lines, the nearest first, three at most', () => {
  diagnostics.set(
    URI,
    [1, 6, 7, 8, 9, 10, 14].map((line) => error(line)),
  );
  expect(linesOf(describeAt(10))).toEqual(['on 10', 'on 9', 'on 8']);
  expect(linesOf(describeAt(12))).toEqual(['on 10', 'on 14', 'on 9']);
  expect(describeAt(20)).toBeUndefined();
});

it('are those of their own document', () => {
  diagnostics.set(URI, [error(1)]);
  expect(describeAt(1, 'file:///b.ts')).toBeUndefined();
});

it('are cut where a message is long', () => {
  diagnostics.set(URI, [error(1, 'word '.repeat(100))]);
  expect(describeAt(1)?.split('\n')[0]?.length).toBeLessThan(180);
});

describe('when the document is edited', () => {
  beforeEach(() => diagnostics.set(URI, [error(1), error(5)]));

  it.each<[string, number, number, string[], string[]]>([
    ['one goes when its line does', 5, 1, ['changed'], ['on 1']],
    ['one below moves down', 3, 0, ['new', 'new'], ['on 1', 'on 5']],
    ['one above stays', 2, 2, ['one'], ['on 1', 'on 5']],
    ['all go with all lines', 0, 9, ['new'], []],
  ])('%s', (_, startLine, removedLines, lines, left) => {
    diagnostics.edit(URI, { startLine, removedLines, lines });
    expect(linesOf(describeAt(4)).sort()).toEqual(left);
  });

  it('the line that is shown is the one that it moved to', () => {
    diagnostics.edit(URI, { startLine: 3, removedLines: 0, lines: ['new'] });
    expect(describeAt(8)).toBe('error: on 5\n    line 6();');
  });

  it('none is left when it is closed', () => {
    diagnostics.close(URI);
    expect(describeAt(1)).toBeUndefined();
  });
});
