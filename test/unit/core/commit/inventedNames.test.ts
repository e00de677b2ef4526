import { describe, expect, it } from 'vitest';
import { inventedNames } from '../../../../src/core/commit/inventedNames';

const CHANGE = [
  '--- src/parser/readTree.ts',
  '+export function readTree(text: string): SyntaxTree {',
  '-  const max_depth = 3;',
  '+  const MAX_DEPTH = options.maxDepth ?? 3;',
  '+  program.option("--depth <n>");',
  '+// See https://example.org/trees#lazy.',
  'package.json',
  'Refs PROJ-12',
].join('\n');

describe('names that a message makes up', () => {
  it.each<[string, string[]]>([
    ['Read the tree lazily', []],
    ['Add readTree and `SyntaxTree`', []],
    ['ReadTree: respect maxDepth', []],
    ['Replace max_depth by MAX_DEPTH in src/parser/readTree.ts', []],
    ['Add --depth, see readTree.ts', []],
    ['Call readTree() with options.maxDepth', []],
    ['Bump the version in package.json', []],
    ['Fix the tree on GitHub for macOS users (PROJ-12)', []],
    ['Encode as UTF-8, e.g. in README.md', ['README.md']],
    ['Add parseTree', ['parseTree']],
    ['Add `parseTree` to the parser', ['parseTree']],
    ['Add parse_tree and READ_DEPTH', ['parse_tree', 'READ_DEPTH']],
    ['Move it to src/parser/walk.ts', ['src/parser/walk.ts']],
    ['Add tests in walk.test.ts', ['walk.test.ts']],
    ['Add --verbose', ['--verbose']],
    ['Call walkTree()', ['walkTree']],
    ['Use TreeWalker everywhere', ['TreeWalker']],
    ['Read the tree (PROJ-99)', ['PROJ-99']],
    ['Read the tree (#41)', ['#41']],
    ['Add parseTree, twice parseTree', ['parseTree']],
    ['트리를 읽는 readTree 추가', []],
    ['트리를 읽는 parseTree 추가', ['parseTree']],
    ['Say "and/or", e.g. 1.5 times; i.e. A/B', []],
    ['Handle `npm run build`', ['npm run build']],
    // Other signs between the words, the plural, a member, an expression with arguments, a folder of paths.
    ['Write max-depth and maxDepth as `MaxDepth`', []],
    ['Respect --max-depth', []],
    ['Return SyntaxTrees', []],
    ['Read Parser.readTree lazily', []],
    ['Let `readTree(text, limit)` take a text', []],
    ['Let `walkTree(text)` take a text', ['walkTree(text)']],
    ['Move it to src/parser/tree', []],
    ['Read it with parser.ts', ['parser.ts']],
    ['Call text.trim()', ['text.trim']],
    ['Read lazily, see https://example.org/trees#lazy.', []],
    ['Read lazily, see https://example.org/other_tree.', ['https://example.org/other_tree.']],
    [':green_heart: Speak HTTP/1.1 to AppVeyor in 5 KiB', []],
  ])('%s', (message, invented) => {
    expect(inventedNames(message, [CHANGE])).toEqual(invented);
  });

  it('takes time that grows with the message alone', () => {
    for (const hostile of ['a/'.repeat(20_000), '_'.repeat(50_000), 'aB'.repeat(20_000), '`'.repeat(50_000)])
      inventedNames(hostile, [CHANGE]);
  });
});
