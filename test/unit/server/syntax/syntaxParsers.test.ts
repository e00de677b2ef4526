import type { Parser, Tree } from '@vscode/tree-sitter-wasm';
import { afterEach, describe, expect, it } from 'vitest';
import { WASM_FILES } from '../../../../scripts/lib/grammars.mjs';
import { describePlace } from '../../../../src/core/completion/insertionPlace';
import { GRAMMAR_OF, SyntaxParsers } from '../../../../src/server/syntax/syntaxParsers';
import { TreeSitterParser } from '../../../../src/server/syntax/treeSitterParser';
import { silentLogger } from '../../../../src/util/logger';
import { createTestParsers } from '../../core/completion/syntax/parsers';
import { placeAt } from '../../core/completion/postprocess/checkRule';

const SAMPLES: Readonly<Record<string, string>> = {
  typescript: 'const a = <T>(b: T): T => b as T;\n',
  typescriptreact: 'const a = (b: string) => <b>{b}</b>;\n',
  javascript: 'export const a = async () => await b;\n',
  javascriptreact: 'const a = () => <b>{c}</b>;\n',
  python: 'def f(a: int) -> int:\n    return a\n',
  go: 'func f[T any](a T) T { return a }\n',
  java: 'record A(int b) {}\n',
  rust: "fn f<'a>(a: &'a str) -> &'a str { a }\n",
  csharp: 'class A { public int B { get; init; } }\n',
  php: '<?php function f(int $a): int { return $a; }\n',
};

let parsers = createTestParsers();
afterEach(() => {
  parsers.dispose();
  parsers = createTestParsers();
});

describe('SyntaxParsers', () => {
  it.each(Object.keys(GRAMMAR_OF))('parses %s', async (languageId) => {
    const parser = await parsers.load(languageId);
    const sample = SAMPLES[languageId] ?? '';
    expect([parser?.accepts(sample), parser?.accepts(`${sample}) } ]`)]).toEqual([true, false]);
  });

  it('has no parser until the grammar is loaded, and loads it when it is first asked for', async () => {
    expect(parsers.find('go')).toBeUndefined();
    const loaded = await parsers.load('go');
    expect(parsers.find('go')).toBe(loaded);
    expect(parsers.find('ruby')).toBeUndefined();
  });

  it('says that a grammar cannot be loaded once, and goes on without', async () => {
    const said: string[] = [];
    const broken = new SyntaxParsers({
      readWasm: () => Promise.reject(new Error('gone')),
      logger: { ...silentLogger, error: (message) => void said.push(message) },
    });
    expect(await broken.load('go')).toBeUndefined();
    expect(broken.find('go')).toBeUndefined();
    await broken.load('go');
    expect(said).toHaveLength(1);
    broken.dispose();
  });

  it('packs every grammar that a language needs, and no other', () => {
    const needed = new Set(Object.values(GRAMMAR_OF).map((grammar) => `tree-sitter-${grammar}`));
    expect(new Set(WASM_FILES)).toEqual(new Set(['tree-sitter', ...needed]));
  });
});

describe('a parser', () => {
  it('judges a text the same after any other text', async () => {
    const parser = await parsers.load('typescript');
    const texts = [
      'f(() => {\n  a();\n});\n',
      'f(() => {\n  a(;\n});\n',
      '',
      '😀 = 1;',
      'f(() => {\n  "😀";\n});\n',
    ];
    const alone: (boolean | undefined)[] = [];
    for (const text of texts) {
      const fresh = createTestParsers();
      alone.push((await fresh.load('typescript'))?.accepts(text));
      fresh.dispose();
    }
    for (let round = 0; round < 3; round++)
      for (const [index, text] of texts.entries()) expect(parser?.accepts(text)).toBe(alone[index]);
  });

  it('is asked nothing about an answer too long to parse, and a bounded number of times about others', () => {
    let asked = 0;
    const { window } = placeAt('function f() {\n  █\n}\n');
    const place = describePlace(window, 'typescript', { accepts: () => ++asked < 0 });
    expect(place.fits?.('('.repeat(100_000))).toBeUndefined();
    expect(asked).toBe(0);
    for (let index = 0; index < 500; index++) place.fits?.(`a${index};`);
    expect(asked).toBeLessThan(100);
  });

  it('gives up a text that errors make it read without end, and begins the next one anew', () => {
    let resets = 0;
    const parse = (_text: string, _tree: null, { progressCallback }: { progressCallback: () => boolean }) => {
      while (!progressCallback());
      return null;
    };
    const fake = { parse, reset: () => resets++, delete: () => undefined };
    const parser = new TreeSitterParser(fake as unknown as Parser);
    expect(parser.accepts('((((')).toBe(false);
    expect(resets).toBe(1);
    parser.dispose();
  });

  it('reads the next text right after one that it gave up', async () => {
    const parser = await parsers.load('csharp');
    for (const hostile of ['a<', '(', '{', '"']) {
      expect(parser?.accepts(hostile.repeat(4_000))).toBe(false);
      expect(parser?.accepts(SAMPLES['csharp'] ?? '')).toBe(true);
    }
  });

  it('keeps one tree at most, and none when it is disposed of', () => {
    const alive = new Set<object>();
    const parse = () => {
      const tree = { rootNode: { hasError: false }, edit: () => undefined, delete: () => alive.delete(tree) };
      alive.add(tree);
      return tree as unknown as Tree;
    };
    const parser = new TreeSitterParser({
      parse,
      reset: () => undefined,
      delete: () => undefined,
    } as unknown as Parser);
    for (let index = 0; index < 100; index++) parser.accepts(`a${index}`);
    expect(alive.size).toBe(1);
    parser.dispose();
    expect(alive.size).toBe(0);
  });
});
