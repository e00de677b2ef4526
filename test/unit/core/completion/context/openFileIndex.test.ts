import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST_LINES, MOST_LINES } from '../../../../../src/core/completion/context/chunk';
import { OpenFileIndex } from '../../../../../src/core/completion/context/openFileIndex';

const file = { uri: 'file:///project/a.ts', path: 'a.ts', languageId: 'typescript' };

function numbered(count: number, name = 'line'): string[] {
  return Array.from({ length: count }, (_, number) => `${name}${number};`);
}

function linesOf(index: OpenFileIndex): string[] {
  return index.file(file.uri)?.linesBetween(0, Number.MAX_SAFE_INTEGER) ?? [];
}

function holders(index: OpenFileIndex, name: string): number {
  return index.chunksHolding(name)?.size ?? 0;
}

describe('the index of open files', () => {
  it('finds names and declarations where they stand', () => {
    const index = new OpenFileIndex();
    index.open(file, ['export function load(url: string) {', '  return fetchText(url);', '}']);
    expect(holders(index, 'fetchText')).toBe(1);
    expect(index.chunksDeclaring('load')?.size).toBe(1);
    expect(index.chunksDeclaring('fetchText')).toBeUndefined();
  });

  it('follows an edit and forgets what was there', () => {
    const index = new OpenFileIndex();
    index.open(file, ['function before() {', '  return shared;', '}', '', 'shared;']);
    index.edit(file.uri, { startLine: 0, removedLines: 1, lines: ['function after() {'] });
    expect([holders(index, 'before'), holders(index, 'after'), holders(index, 'shared')]).toEqual([0, 1, 1]);
    expect([index.chunksDeclaring('before'), index.chunksDeclaring('after')?.size]).toEqual([undefined, 1]);
  });

  it('touches one chunk for a typed character, whatever the size of the file', () => {
    const index = new OpenFileIndex();
    index.open(file, numbered(5_000));
    const before = [...(index.file(file.uri)?.chunks ?? [])];
    index.edit(file.uri, { startLine: 2_500, removedLines: 1, lines: ['line2500; typed'] });
    expect(index.file(file.uri)?.chunks).toEqual(before);
    expect([holders(index, 'typed'), holders(index, 'line2500')]).toEqual([1, 1]);
  });

  it('keeps the chunks apart from the change when a client sends the whole text', () => {
    const index = new OpenFileIndex();
    const lines = numbered(200);
    index.open(file, lines);
    const before = [...(index.file(file.uri)?.chunks ?? [])];
    index.edit(file.uri, { startLine: 0, removedLines: 200, lines: lines.with(100, 'other;') });
    const after = index.file(file.uri)?.chunks ?? [];
    expect(after.filter((chunk) => before.includes(chunk))).toHaveLength(before.length);
    expect(linesOf(index)[100]).toBe('other;');
  });

  it('forgets a closed file', () => {
    const index = new OpenFileIndex();
    index.open(file, numbered(100));
    index.close(file.uri);
    expect([index.chunkCount, holders(index, 'line7'), index.namesPerChunk]).toEqual([0, 0, 0]);
  });

  it.each([
    ['a file that is not open', 'file:///project/b.ts', 0],
    ['lines that are not there', file.uri, 4],
  ])('refuses an edit of %s', (_, uri, startLine) => {
    const index = new OpenFileIndex();
    index.open(file, numbered(4));
    expect(() => index.edit(uri, { startLine, removedLines: 1, lines: [] })).toThrow(RangeError);
  });

  it('cuts before the least indented line within reach', () => {
    const index = new OpenFileIndex();
    const body = Array.from({ length: 13 }, () => '  work();');
    index.open(file, ['one() {', ...body, '}', '', 'two() {', ...body, '}']);
    expect(index.file(file.uri)?.chunks.map(({ lines }) => lines[0])).toEqual(['one() {', 'two() {']);
  });

  it('holds the same after any edits as when the text is opened anew', () => {
    const line = fc.constantFrom('', 'alpha(beta);', '  gamma = delta', 'function zeta() {', '}');
    const edit = fc.record({
      at: fc.nat(),
      removed: fc.nat(60),
      lines: fc.array(line, { minLength: 1, maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 150 }), fc.array(edit), (start, edits) => {
        const followed = new OpenFileIndex();
        followed.open(file, start);
        let lines = start;
        for (const { at, removed, lines: added } of edits) {
          const startLine = at % lines.length;
          const removedLines = Math.min(removed + 1, lines.length - startLine);
          followed.edit(file.uri, { startLine, removedLines, lines: added });
          lines = lines.toSpliced(startLine, removedLines, ...added);
        }
        expect(linesOf(followed)).toEqual(lines);
        const chunks = followed.file(file.uri)?.chunks ?? [];
        const sizes = chunks.map((chunk) => chunk.lines.length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_LINES);
        expect(chunks.every((chunk) => followed.fileOf(chunk) !== undefined)).toBe(true);
        expect(followed.chunkCount).toBe(chunks.length);
        const countsIn = (text: string) =>
          chunks.map(({ lines: own }) => own.filter((each) => each.includes(text)).length);
        for (const name of ['alpha', 'gamma', 'zeta']) {
          const counts = countsIn(name);
          expect(chunks.map((chunk) => followed.chunksHolding(name)?.get(chunk) ?? 0)).toEqual(counts);
          expect(holders(followed, name)).toBe(counts.filter((count) => count > 0).length);
        }
        const declared = chunks.map((chunk) => followed.chunksDeclaring('zeta')?.get(chunk) ?? 0);
        expect(declared).toEqual(countsIn('function zeta() {'));
      }),
      { numRuns: 60 },
    );
  });

  it('cuts a chunk that typing has made large', () => {
    const index = new OpenFileIndex();
    index.open(file, numbered(10));
    for (let line = 5; line < 105; line++) {
      index.edit(file.uri, { startLine: line, removedLines: 1, lines: [`typed${line};`, ''] });
    }
    const sizes = index.file(file.uri)?.chunks.map(({ lines }) => lines.length) ?? [];
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_LINES);
    expect(sizes.length).toBeGreaterThan(2);
  });

  it('joins a chunk that has become small with the one above', () => {
    const index = new OpenFileIndex();
    index.open(file, numbered(60));
    const chunks = index.file(file.uri)?.chunks ?? [];
    const second = chunks[0]?.lines.length ?? 0;
    const removedLines = (chunks[1]?.lines.length ?? 0) - 1;
    index.edit(file.uri, { startLine: second, removedLines, lines: [] });
    const sizes = index.file(file.uri)?.chunks.map(({ lines }) => lines.length) ?? [];
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(FEWEST_LINES);
    expect(linesOf(index)).toEqual(numbered(60).toSpliced(second, removedLines));
  });
});
