import { describe } from 'vitest';
import { cutLoops } from '../../../../../src/core/completion/postprocess/cutLoops';
import { checkRule } from './checkRule';

const DOCUMENT = '{\n  █\n}';

describe('cutLoops', () => {
  checkRule(cutLoops, [
    {
      title: 'keeps one of many like lines',
      document: DOCUMENT,
      answer: 'a();\n  process(item);\n  process(item);\n  process(item);',
      shown: 'a();\n  process(item);',
    },
    {
      title: 'keeps one round of several lines',
      document: DOCUMENT,
      answer: 'read(input);\nwrite(output);\nread(input);\nwrite(output);\nread(in',
      shown: 'read(input);\nwrite(output);',
    },
    {
      title: 'sees a long line twice',
      document: DOCUMENT,
      answer: 'const value = compute(input);\nconst value = compute(input);',
      shown: 'const value = compute(input);',
    },
    {
      title: 'keeps one of many like words',
      document: DOCUMENT,
      answer: `call(${'value, '.repeat(8)}val`,
      shown: 'call(value,',
    },

    { title: 'leaves two short lines alone', document: DOCUMENT, answer: 'i++;\ni++;' },
    { title: 'leaves closing brackets alone', document: DOCUMENT, answer: 'a(\n)\n)\n)\n)' },
    { title: 'leaves rows of dashes alone', document: DOCUMENT, answer: `// ${'-'.repeat(70)}` },
    { title: 'leaves tables of numbers alone', document: DOCUMENT, answer: '[0, 0, 0, 0, 0, 0, 0, 0]' },
    {
      title: 'leaves a repeated type alone',
      document: DOCUMENT,
      answer: 'Options<unknown, unknown, unknown, unknown, T>',
    },
    {
      title: 'leaves lines alone that differ',
      document: DOCUMENT,
      answer: 'set(1);\nset(2);\nset(3);\nset(4);',
    },
    { title: 'leaves a cut last line alone', document: DOCUMENT, answer: ' * one line of text here\n *' },
    {
      title: 'keeps one where the first begins at the cursor',
      document: '    █\n',
      answer: '.get(a)\n    .get(a)\n    .get(a)',
      shown: '.get(a)',
    },
    {
      title: 'ends with a whole word',
      document: DOCUMENT,
      answer: `to an unknown${' unknown'.repeat(8)}`,
      shown: 'to an unknown',
    },
    {
      title: 'keeps one of many closing brackets',
      document: DOCUMENT,
      answer: `call(a)?)${' )?)'.repeat(9)}`,
      shown: 'call(a)?)',
    },
  ]);
});
