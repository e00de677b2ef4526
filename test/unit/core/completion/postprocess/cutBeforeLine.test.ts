import { describe } from 'vitest';
import { cutBeforeLine } from '../../../../../src/core/completion/postprocess/cutBeforeLine';
import { checkRule } from './checkRule';

describe('cutBeforeLine', () => {
  checkRule(cutBeforeLine, [
    {
      title: 'cuts the line and ends above it',
      document: '{\n█  b();\n  c();\n}',
      answer: '  a();\n  b();',
      shown: '  a();\n',
    },
    {
      title: 'keeps the indentation of the line',
      document: '{\n  █b();\n}',
      answer: 'a();\n  b();\n}',
      shown: 'a();\n  ',
    },
    {
      title: 'ends whole lines with one line break',
      document: '{\n  █b();\n}',
      answer: 'a();\n\n',
      shown: 'a();\n  ',
    },

    { title: 'leaves the beginning of the line alone', document: '{\n  █(b);\n}', answer: 'call' },
    {
      title: 'leaves several lines alone that lead up to it',
      document: '{\n  █);\n}',
      answer: 'call(\n  a,',
    },
    { title: 'leaves the middle of a line alone', document: 'a(█b);\n', answer: 'c,\n' },
  ]);
});
