import { describe } from 'vitest';
import { stripRepeatedIndentation } from '../../../../../src/core/completion/postprocess/stripRepeatedIndentation';
import { checkRule } from './checkRule';

describe('stripRepeatedIndentation', () => {
  checkRule(stripRepeatedIndentation, [
    {
      title: 'drops the indentation again',
      document: '{\n    █\n}',
      answer: '    a();\n    b();',
      shown: 'a();\n    b();',
    },
    {
      title: 'keeps what is indented more deeply',
      document: '{\n  █\n}',
      answer: '    a();',
      shown: '  a();',
    },
    { title: 'drops indentation of another kind', document: '{\n\t█\n}', answer: '    a();', shown: 'a();' },
    { title: 'drops blank lines before', document: '{\n  █\n}', answer: '\n\n  a();', shown: 'a();' },
    { title: 'drops blank lines at column 0', document: '{\n█\n}', answer: '\n  a();', shown: '  a();' },

    { title: 'leaves indentation at column 0 alone', document: '{\n█\n}', answer: '  a();' },
    { title: 'leaves an answer without it alone', document: '{\n  █\n}', answer: 'a();' },
    { title: 'leaves white space within a line alone', document: 'x =█\n', answer: '  1;' },
    { title: 'leaves a line break within a line alone', document: 'foo(█\n', answer: '\n  1,\n);' },
    { title: 'drops a single space', document: 'a();\n█\n', answer: ' b();\nc();', shown: 'b();\nc();' },
    { title: 'leaves a single space alone among others', document: '/*\n * a\n█\n */\n', answer: ' * b' },
  ]);
});
