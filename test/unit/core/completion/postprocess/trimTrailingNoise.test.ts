import { describe } from 'vitest';
import { trimTrailingNoise } from '../../../../../src/core/completion/postprocess/trimTrailingNoise';
import { checkRule } from './checkRule';

describe('trimTrailingNoise', () => {
  checkRule(trimTrailingNoise, [
    { title: 'removes blank lines', document: 'a = █\n', answer: '1;\n\n  \n', shown: '1;' },
    { title: 'removes white space at the end', document: 'a = █\n', answer: '1;  ', shown: '1;' },
    { title: 'removes a line break before text', document: 'import █a\n', answer: 'x, \n\n', shown: 'x, ' },

    { title: 'leaves white space before text alone', document: 'import █a\n', answer: 'x, ' },
    { title: 'leaves blank lines within alone', document: '█\n', answer: 'a\n\nb' },
    { title: 'removes a space before a bracket', document: 'call(█)\n', answer: 'first  ', shown: 'first' },
    { title: 'leaves spaces on both sides alone', document: 'call( █)\n', answer: 'first ' },
    { title: 'leaves the space before a word alone', document: 'a = █b;\n', answer: 'c + ' },
    { title: 'removes spaces before a space', document: 'pub st█ Lazy\n', answer: 'ruct  ', shown: 'ruct' },
    {
      title: 'removes several spaces within a word',
      document: 'join(█ubdir);\n',
      answer: 's    ',
      shown: 's',
    },
    { title: 'keeps one of several spaces', document: 'a(b);\nx = █b;\n', answer: 'c +    ', shown: 'c + ' },
    {
      title: 'keeps one before a whole word',
      document: 'a(b);\nx = █b;\n',
      answer: 'await    ',
      shown: 'await ',
    },
  ]);
});
