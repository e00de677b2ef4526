import { describe } from 'vitest';
import { unwrapFences } from '../../../../../src/core/completion/postprocess/unwrapFences';
import { checkRule } from './checkRule';

const DOCUMENT = 'function add(a, b) {\n█\n}\n';

describe('unwrapFences', () => {
  checkRule(unwrapFences, [
    { title: 'unwraps', document: DOCUMENT, answer: '```ts\n  return a + b;\n```', shown: '  return a + b;' },
    {
      title: 'unwraps without a language',
      document: DOCUMENT,
      answer: '```\n  return a;\n```\n',
      shown: '  return a;',
    },
    { title: 'unwraps tildes', document: DOCUMENT, answer: '~~~js\n  return a;\n~~~', shown: '  return a;' },
    {
      title: 'unwraps what is not closed',
      document: DOCUMENT,
      answer: '```ts\n  return a;',
      shown: '  return a;',
    },
    {
      title: 'drops sentences around',
      document: DOCUMENT,
      answer: 'Here is the code:\n\n```ts\n  return a;\n```\n\nThis code returns a.',
      shown: '  return a;',
    },
    {
      title: 'drops a closing fence alone',
      document: DOCUMENT,
      answer: '  return a;\n```\nIt adds.',
      shown: '  return a;',
    },
    {
      title: 'takes the first of several',
      document: DOCUMENT,
      answer: '```\na;\n```\nor\n```\nb;\n```',
      shown: 'a;',
    },
    { title: 'unwraps on one line', document: DOCUMENT, answer: '```return a;```', shown: 'return a;' },
    { title: 'has nothing before the code arrives', document: DOCUMENT, answer: '```ts\n', shown: '' },

    {
      title: 'unwraps where comments have fences',
      document: '/// ```\n/// add();\n/// ```\n█\n',
      languageId: 'rust',
      answer: '```rust\nfn add() {}\n```',
      shown: 'fn add() {}',
    },

    { title: 'leaves template literals alone', document: DOCUMENT, answer: 'return `a${b}`;' },
    {
      title: 'leaves Markdown with fences alone',
      document: '# Title\n\n```sh\nls\n```\n\n█\n',
      languageId: 'markdown',
      answer: '```sh\ncd x\n```',
    },
    {
      title: 'leaves fences in documentation comments alone',
      document: '/// Adds.\n///\n█\nfn add() {}\n',
      languageId: 'rust',
      answer: '/// ```\n/// add();\n/// ```',
    },
    {
      title: 'unwraps a fence with a title, and one of four backticks',
      document: DOCUMENT,
      answer: '````ts title="src/add.ts"\n  return a;\n````',
      shown: '  return a;',
    },
    {
      title: 'drops a closing fence behind a comment, and keeps the space before it',
      document: 'add(█b)\n',
      answer: 'a, ```',
      shown: 'a, ',
    },
    {
      title: 'unwraps where a row of tildes underlines a heading',
      document: '"""\nTitle\n~~~~~~~~\n"""\nresult = █\n',
      languageId: 'python',
      answer: '```python\nadd(1)\n```',
      shown: 'add(1)',
    },
    { title: 'unwraps a pair of backticks', document: DOCUMENT, answer: '`return a;`', shown: 'return a;' },
    { title: 'unwraps backticks within a word', document: 'retu█ a;\n', answer: '`rn`', shown: 'rn' },
    { title: 'leaves a template literal alone', document: 'const a = █\n', answer: '`b`' },
    { title: 'leaves quoted code in a comment alone', document: '// See █\n', answer: '`add`' },
  ]);
});
