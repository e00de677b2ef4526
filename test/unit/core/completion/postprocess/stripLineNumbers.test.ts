import { describe } from 'vitest';
import { stripLineNumbers } from '../../../../../src/core/completion/postprocess/stripLineNumbers';
import { checkRule } from './checkRule';

describe('stripLineNumbers', () => {
  checkRule(stripLineNumbers, [
    { title: 'numbers and bars', document: '█\n', answer: '12 | a();\n13 | b();', shown: 'a();\nb();' },
    {
      title: 'numbers and colons',
      document: '█\n',
      answer: '7: if (a) {\n8:   b();\n9: }',
      shown: 'if (a) {\n  b();\n}',
    },
    {
      title: 'numbers and tabs',
      document: '█\n',
      answer: '98\ta();\n99\t\n100\tb();',
      shown: 'a();\n\nb();',
    },
    {
      title: 'numbers from one on, when there are many',
      document: '█\n',
      answer: '1 | a\n2 | b\n3 | c\n4 | d',
      shown: 'a\nb\nc\nd',
    },

    {
      title: 'leaves a map from one on alone',
      document: 'm = {\n█\n}\n',
      languageId: 'python',
      answer: '1: "a",\n2: "b",',
    },
    { title: 'leaves numbers out of order alone', document: '█\n', answer: '10: "a",\n20: "b",' },
    { title: 'leaves a line without a number alone', document: '█\n', answer: '10: "a",\nother: "b",' },
    {
      title: 'leaves rows like their neighbours alone',
      document: '10: "a",\n█\n',
      answer: '11: "b",\n12: "c",',
    },
    { title: 'leaves a list alone', document: '█\n', languageId: 'markdown', answer: '3. three\n4. four' },
    { title: 'leaves one line alone', document: '█\n', answer: '12: a();' },
  ]);
});
