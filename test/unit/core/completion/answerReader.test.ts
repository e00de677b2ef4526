import { describe, expect, it, vi } from 'vitest';
import { POSTPROCESS_RULES } from '../../../../src/core/completion/postprocess';
import { AnswerReader } from '../../../../src/core/completion/streamAnswer';
import { placeAt } from './postprocess/checkRule';

/** Reads chunks until the reader has enough, and gives what was read. */
function read(document: string, chunks: readonly string[]): string {
  const reader = new AnswerReader(placeAt(document));
  for (const chunk of chunks) if (reader.add(chunk)) break;
  return reader.text;
}

const inPieces = (text: string) => text.match(/[^]{1,4}/g) ?? [];

describe('AnswerReader', () => {
  it('has enough of a half-typed line once its statement ends', () => {
    expect(read('const a = █\n', ['1;\n', 'const b = 2;\n'])).toBe('1;\n');
  });

  it('reads a block that a half-typed line opens to the line that closes it, and no further', () => {
    const chunks = ['{\n', '  north: 1,\n', '  south: 2,\n', '};\n', 'next();\n'];
    expect(read('const points = █\n', chunks)).toBe(chunks.slice(0, 4).join(''));
  });

  it('goes on in a block whose closing line came in the same chunk but is not finished', () => {
    const chunk = '{\n  north: 1,\n  south: 2,\n};';
    expect(new AnswerReader(placeAt('const points = █\n')).add(chunk)).toBe(false);
  });

  it('has enough once two more lines change nothing', () => {
    const document = 'function f() {\n  █\n  return answer;\n}\nnext();\nlast();\n';
    const chunks = ['const answer = 42;\n', '  return answer;\n', '}\n', 'next();\n', 'last();\n'];
    expect(read(document, chunks)).toBe(chunks.slice(0, 3).join(''));
  });

  it('goes on while each line changes what would be shown', () => {
    const chunks = Array.from({ length: 12 }, (_, line) => `  step${line}(${line * 7});\n`);
    expect(read('function f() {\n  █\n}\n', chunks)).toBe(chunks.join(''));
  });

  it('has enough at the longest answer even if it is one line', () => {
    expect(read('const a = █\n', inPieces('x'.repeat(20_000))).length).toBeLessThan(8_100);
  });

  it('looks at a long answer less often than it has lines', () => {
    const [first] = POSTPROCESS_RULES;
    if (!first) throw new Error('There are no rules.');
    const looks = vi.spyOn(first, 'apply');
    const lines = Array.from({ length: 120 }, (_, line) => `  step${line}(${line * 7});\n`);
    read('function f() {\n  █\n}\n', lines);
    expect(looks.mock.calls.length).toBeGreaterThan(7);
    expect(looks.mock.calls.length).toBeLessThan(40);
    looks.mockRestore();
  });
});
