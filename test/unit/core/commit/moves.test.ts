import { describe, expect, it } from 'vitest';
import { findMoves } from '../../../../src/core/commit/moves';
import { fileChange } from './fileChange';

const BLOCK = ['function parse(text) {', '  const tree = read(text);', '  return tree;', '}'];
const marked = (mark: string, lines: readonly string[]) => lines.map((line) => `${mark}${line}`).join('\n');

/** The moves as lines: hunk, lines, other end. */
function movesOf(...files: ReturnType<typeof fileChange>[]): string[] {
  const moves = findMoves(files);
  return files.flatMap(({ path, hunks }) =>
    hunks.flatMap((hunk, index) =>
      (moves.get(hunk) ?? []).map(
        ({ from, count, otherPath }) => `${path}#${index} ${from}+${count} ${otherPath}`,
      ),
    ),
  );
}

describe('findMoves', () => {
  it('finds a block that went to another file, whatever its indentation', () => {
    expect(
      movesOf(fileChange('a.js', `-before\n${marked('-', BLOCK)}`), fileChange('b.js', marked('+  ', BLOCK))),
    ).toEqual(['a.js#0 1+4 b.js', 'b.js#0 0+4 a.js']);
  });

  it('finds a block inside of its file, and short lines by their neighbours', () => {
    expect(movesOf(fileChange('a.js', [marked('+', ['{', ...BLOCK]), marked('-', ['{', ...BLOCK])]))).toEqual(
      ['a.js#0 0+5 a.js', 'a.js#1 0+5 a.js'],
    );
  });

  it('takes the longest of several', () => {
    const files = [
      fileChange('a.js', marked('-', BLOCK.slice(0, 3))),
      fileChange('b.js', marked('-', BLOCK)),
      fileChange('c.js', marked('+', BLOCK)),
    ];
    expect(movesOf(...files)).toEqual(['b.js#0 0+4 c.js', 'c.js#0 0+4 b.js']);
  });

  it('lets a block that was copied come from one place once', () => {
    const files = [
      fileChange('a.js', marked('-', BLOCK)),
      fileChange('b.js', [marked('+', BLOCK), marked('+', BLOCK)]),
    ];
    expect(movesOf(...files)).toEqual(['a.js#0 0+4 b.js', 'b.js#0 0+4 a.js']);
  });

  it.each([
    ['two lines', BLOCK.slice(0, 2)],
    ['lines that say little', ['});', '}', '});', '}', 'return;']],
  ])('leaves %s alone', (_name, block) => {
    expect(movesOf(fileChange('a.js', marked('-', block)), fileChange('b.js', marked('+', block)))).toEqual(
      [],
    );
  });

  it('does not take lines with others between them for a block', () => {
    const scattered = BLOCK.map((line, index) => `+${line}\n+between${index}`).join('\n');
    expect(movesOf(fileChange('a.js', marked('-', BLOCK)), fileChange('b.js', scattered))).toEqual([]);
  });
});
