import { describe, expect, it } from 'vitest';
import { cutRegion } from '../../../../../src/core/nextEdit/model/cutRegion';
import { SWEEP_1 } from '../../../../../src/core/nextEdit/model/sweep';
import { readRewrite } from '../../../../../src/core/nextEdit/model/readRewrite';
import { SECRET_MARK } from '../../../../../src/core/privacy/maskSecrets';
import { readMarked } from '../checkRule';

const MARKED = 'const ⟦height→depth⟧ = 1;\nshow(height);\nhide(height);\nend();\n';

/** What becomes of the document when a model writes its region anew; undefined where nothing is proposed. */
function apply(rewrite: (region: string) => string, marked = MARKED): string | undefined {
  const { document, edits } = readMarked({ marked });
  const last = edits.at(-1);
  const region = cutRegion(document, edits, SWEEP_1);
  if (!last || !region) throw new Error('The document has no edit.');
  const found = readRewrite(rewrite(region.current), region, { document, last });
  if (!found) return undefined;
  return document.text.slice(0, found.range.start) + found.newText + document.text.slice(found.range.end);
}

describe('a region that a model wrote anew', () => {
  it('is edited where it differs, nearest to the cursor', () => {
    expect(apply((region) => region.replace('show(height)', 'show(depth)').replace('end', 'stop'))).toBe(
      'const depth = 1;\nshow(depth);\nhide(height);\nend();\n',
    );
  });

  it.each([
    ['a new line', 'show(height);\n', 'show(height);\nlog();\n'],
    ['a line less', 'show(height);\n', ''],
    ['a new last line', 'end();\n', 'end();\nlog();\n'],
  ])('may have %s', (_, old, now) => {
    expect(apply((region) => region.replace(old, now))).toBe(
      MARKED.replace(/⟦\w+→(\w+)⟧/, '$1').replace(old, now),
    );
  });

  it('keeps its own blank lines at the end', () => {
    const rewrite = (region: string) => `${region.replace('show', 'log').trimEnd()}\n`;
    expect(apply(rewrite, `${MARKED}\n\n`)).toBe(
      'const depth = 1;\nlog(height);\nhide(height);\nend();\n\n\n',
    );
  });

  it.each<[title: string, rewrite: (region: string) => string]>([
    ['the same as before', (region) => region],
    ['empty', () => ''],
    ['blank', () => ' \n\n'],
    ['almost all gone', (region) => region.split('\n')[0] ?? ''],
    ['the text before the last edit', (region) => region.replace('depth', 'height')],
    ['with a token of the model', (region) => region.replace('show', '<|im_end|>show')],
    ['with the mark of a secret', (region) => region.replace('height', SECRET_MARK)],
    ['with characters that nobody sees', (region) => region.replace('show', 'show\u202e')],
  ])('is left alone when it is %s', (_, rewrite) => {
    expect(apply(rewrite, `${MARKED}one();\ntwo();\nthree();\nfour();\n`)).toBeUndefined();
  });

  it('keeps what else it says where it takes the last edit back', () => {
    expect(apply((region) => region.replace('depth', 'height').replace('end()', 'stop()'))).toBe(
      'const depth = 1;\nshow(height);\nhide(height);\nstop();\n',
    );
  });
});

describe('the region around the last edit', () => {
  it('reaches ten lines each way, with the cursor after the edit, and what was there before', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line${index};`);
    lines[20] = 'const ⟦height→depth⟧ = 1;';
    const { document, edits } = readMarked({ marked: lines.join('\n') });
    const region = cutRegion(document, edits, SWEEP_1);
    expect(region?.startLine).toBe(10);
    expect(region?.current.split('\n')).toEqual([
      ...lines.slice(10, 20),
      'const depth = 1;',
      ...lines.slice(21, 31),
    ]);
    expect(region?.original.split('\n')[10]).toBe('const height = 1;');
    expect(region?.current.slice(0, region.cursor)).toMatch(/const depth = 1;$/);
    expect(region?.edits).toEqual([
      { path: 'src/file.ts', before: 'const height = 1;', after: 'const depth = 1;' },
    ]);
  });
});
