import { describe } from 'vitest';
import { straightenTypography } from '../../../../../src/core/completion/postprocess/straightenTypography';
import { checkRule } from './checkRule';

describe('straightenTypography', () => {
  checkRule(straightenTypography, [
    { title: 'straight quotes around a string', document: 'say(█);\n', answer: '“hello”', shown: '"hello"' },
    { title: 'single ones too', document: 'say(█);\n', answer: '‘hello’', shown: "'hello'" },
    { title: 'no-break spaces', document: 'a = █\n', answer: 'b\u00a0+\u202fc;', shown: 'b + c;' },

    { title: 'leaves quotes within a string alone', document: 'say(█);\n', answer: '"a “quoted” word"' },
    {
      title: 'leaves quotes within a begun string alone',
      document: 'say("a █\n',
      answer: '“quoted” word");',
    },
    { title: 'leaves quotes in a comment alone', document: '█\n', answer: '// a “quoted” word' },
    { title: 'leaves an apostrophe alone', document: '█\n', answer: 'const text = `it’s`;' },
    {
      title: 'leaves what the document uses itself alone',
      document: 'const a = “x”;\n█\n',
      answer: 'const b = “y”;',
    },
    { title: 'leaves sentences alone', document: '█\n', languageId: 'markdown', answer: 'A “quoted” word.' },
  ]);
});
