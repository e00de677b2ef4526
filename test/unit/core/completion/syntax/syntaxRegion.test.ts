import { describe, expect, it } from 'vitest';
import { cutSyntaxRegion } from '../../../../../src/core/completion/syntax/syntaxRegion';
import { indentColumns } from '../../../../../src/core/text/lines';
import { placeAt } from '../postprocess/checkRule';

/** The region at the `█` of a document, with the cursor in it; the answer begins where the cursor is indented to. */
function regionAt(document: string, languageId = 'typescript') {
  const { window, syntax } = placeAt(document, languageId);
  const region = cutSyntaxRegion(window, syntax, indentColumns(window.linePrefix));
  return region && { ...region, text: `${region.before}█${region.after}` };
}

const METHOD = 'class A {\n  x = 1;\n\n  f() {\n    if (a) {\n      b();\n    }\n    █\n  }\n\n  g() {}\n}\n';
const line = (text: string, count: number) => `${text}\n`.repeat(count);

describe('cutSyntaxRegion', () => {
  it('keeps the block of the cursor, and of the blocks around it what opens and closes them', () => {
    expect(regionAt(METHOD)?.text).toBe(
      'class A {\n  f() {\n    if (a) {\n      b();\n    }\n    █\n  }\n}\n',
    );
  });

  it('keeps a header of many lines whole', () => {
    const document = 'function f(\n  a: A,\n): B {\n  █\n}\n';
    expect(regionAt(document)?.text).toBe(document);
  });

  it('keeps the branch that follows the cursor’s own', () => {
    const document = 'function f() {\n  if (a) {\n    █\n  } else {\n    b();\n  }\n}\n';
    expect(regionAt(document)?.text).toBe(document);
  });

  it('leaves out statements far away, each one whole', () => {
    const far = line('  call({\n    value,\n  });', 100);
    const region = regionAt(`function f() {\n${far}  █\n${far}}\n`);
    const [first = '', second = ''] = region?.before.split('\n') ?? [];
    expect([first, second]).toEqual(['function f() {', '  call({']);
    expect(region?.text.length).toBeLessThan(2_000);
    expect(region?.after.match(/\}\);\n/g)?.length).toBe(region?.after.match(/call/g)?.length);
  });

  it('says what closes the blocks whose end is out of sight', () => {
    const region = regionAt(`f(() => {\n  if (a) {\n    █\n${line('    b();', 60)}  }\n});\n`);
    expect(region?.unclosed).toBe('}})');
  });

  it('says when the block around everything is out of sight', () => {
    expect(regionAt(`${line('  x();', 900)}  f() {\n    █\n  }\n`)?.isNested).toBe(true);
    expect(regionAt(METHOD)?.isNested).toBe(false);
  });

  it('tells nothing of a statement that is too long', () => {
    expect(regionAt(`x = [\n${line('    1,', 700)}  █\n]\n`, 'python')?.before.length ?? 0).toBeLessThan(
      4_000,
    );
    expect(regionAt(`x = [\n  ${'1, '.repeat(1_500)}\n  █\n]\n`, 'python')).toBeUndefined();
  });
});
