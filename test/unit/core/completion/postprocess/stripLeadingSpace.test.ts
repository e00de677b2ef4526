import { describe } from 'vitest';
import { stripLeadingSpace } from '../../../../../src/core/completion/postprocess/stripLeadingSpace';
import { checkRule } from './checkRule';

describe('stripLeadingSpace', () => {
  checkRule(stripLeadingSpace, [
    { title: 'a second space', document: 'const a = █\n', answer: ' 1;', shown: '1;' },
    { title: 'a space inside of a bracket', document: 'f(a);\ncall(█)\n', answer: ' first', shown: 'first' },
    { title: 'a line break in mid-expression', document: 'const a = █\n', answer: '\n1;', shown: '1;' },
    {
      title: 'a line break before half an indented line',
      document: '  const a█\n',
      answer: '\nb = 1;',
      shown: 'b = 1;',
    },

    { title: 'leaves the first space alone', document: 'const a =█\n', answer: ' 1;' },
    {
      title: 'leaves aligned columns alone',
      document: 'a: █\nlonger: 2\n',
      languageId: 'yaml',
      answer: '     1',
    },
    {
      title: 'leaves spaces alone where the document has them',
      document: 'f( a );\ncall(█)\n',
      answer: ' first',
    },
    { title: 'leaves spaces on both sides alone', document: 'call(█)\n', answer: ' first ' },
    { title: 'leaves arguments on lines of their own alone', document: 'call(█\n', answer: '\n  first,\n);' },
    { title: 'leaves the next statement alone', document: 'first();█\n', answer: '\nsecond();' },
    { title: 'leaves the end of a block alone', document: '  first();█\n', answer: '\n}' },
    { title: 'leaves a new line alone', document: '  █\n', answer: '    deeper();' },
    { title: 'drops a line break within a string', document: 'a = "b █";\n', answer: '\nc', shown: 'c' },
  ]);
});
