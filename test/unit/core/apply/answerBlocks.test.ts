import { describe, expect, it } from 'vitest';
import { readAnswerBlocks, splitByFile, withNamedPath } from '../../../../src/core/apply/answerBlocks';

describe('finds the path of a block', () => {
  it.each([
    ['in the fence', '```ts src/app.ts\nlet a;\n```', 'src/app.ts'],
    ['with a colon', '```ts:src/app.ts\nlet a;\n```', 'src/app.ts'],
    ['in the line above, as code', 'Change `src/app.ts`:\n\n```ts\nlet a;\n```', 'src/app.ts'],
    ['in the line above, in bold', '**src/app.ts**\n```ts\nlet a;\n```', 'src/app.ts'],
    ['in a heading', '### src/app.ts\n\n```ts\nlet a;\n```', 'src/app.ts'],
    ['at the end of a sentence', 'Here is the new version of `lib/a.py`:\n```python\na = 1\n```', 'lib/a.py'],
    ['nowhere', 'Like this:\n```ts\nlet a;\n```', undefined],
    ['not in prose', 'This is fast, i.e. it works.\n```ts\nlet a;\n```', undefined],
  ])('%s', (_, answer, path) => {
    expect(readAnswerBlocks(answer).map((block) => block.path)).toEqual([path]);
  });

  it('in a comment of its own, which is no line of the file', () => {
    expect(readAnswerBlocks('```ts\n// src/app.ts\nlet a;\n```')).toEqual([
      { text: 'let a;', language: 'ts', path: 'src/app.ts' },
    ]);
  });
});

it('names a block by its first line alone where nothing else does', () => {
  const block = { text: '// src/app.ts\nlet a;', language: 'ts', path: undefined };
  expect(withNamedPath(block)).toEqual({ ...block, text: 'let a;', path: 'src/app.ts' });
  expect(withNamedPath({ ...block, path: 'b.ts' })).toEqual({ ...block, path: 'b.ts' });
});

describe('reads fences', () => {
  it.each([
    ['longer than those inside', '````md\n```ts\nlet a;\n```\n````', ['```ts\nlet a;\n```']],
    ['of tildes', '~~~py\na = 1\n~~~', ['a = 1']],
    ['that are not closed', '```ts\nlet a;', ['let a;']],
    ['that stand in a list', '* so:\n\n  ```ts\n  let a;\n    let b;\n  ```', ['let a;\n  let b;']],
    ['several', '```ts\na\n```\nand\n```ts\nb\n```', ['a', 'b']],
    ['none', 'Just words with `code` in them.', []],
  ])('%s', (_, answer, texts) => {
    expect(readAnswerBlocks(answer).map(({ text }) => text)).toEqual(texts);
  });
});

describe('takes a diff apart by file', () => {
  const text = [
    'diff --git a/one.ts b/one.ts',
    '--- a/one.ts',
    '+++ b/one.ts',
    '@@ -1 +1 @@',
    '-a',
    '+b',
    'diff --git a/two.ts b/two.ts',
    'new file mode 100644',
    '--- /dev/null',
    '+++ b/two.ts',
    '@@ -0,0 +1 @@',
    '+new',
    'diff --git a/three.ts b/three.ts',
    'deleted file mode 100644',
    '--- a/three.ts',
    '+++ /dev/null',
    '@@ -1 +0,0 @@',
    '-old',
  ].join('\n');

  it('with what becomes of each', () => {
    const parts = splitByFile({ text, language: 'diff', path: undefined });
    expect(parts.map(({ path, isNew, isDeleted }) => [path, isNew, isDeleted])).toEqual([
      ['one.ts', false, false],
      ['two.ts', true, false],
      ['three.ts', false, true],
    ]);
  });

  it('and leaves code alone', () => {
    const block = { text: 'let a;\n- b', language: 'ts', path: 'a.ts' };
    expect(splitByFile(block)).toEqual([{ ...block, isNew: false, isDeleted: false }]);
  });
});
