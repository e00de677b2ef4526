import { describe } from 'vitest';
import { cutAtPlaceholder } from '../../../../../src/core/completion/postprocess/cutAtPlaceholder';
import { checkRule } from './checkRule';

describe('cutAtPlaceholder', () => {
  checkRule(cutAtPlaceholder, [
    {
      title: 'dots and the rest',
      document: '█\n',
      answer: 'a();\n// ... rest of the code ...',
      shown: 'a();',
    },
    {
      title: 'existing code',
      document: '█\n',
      answer: 'a();\n  // ...existing code...\nb();',
      shown: 'a();',
    },
    {
      title: 'the rest in words',
      document: '█\n',
      answer: 'a()\n# The rest of the function remains the same',
      shown: 'a()',
    },
    { title: 'nothing but a placeholder', document: '█\n', answer: '// … remaining methods', shown: '' },

    {
      title: 'leaves a comment on the rest of a value alone',
      document: '█\n',
      answer: '// Skip the rest of the line.\nskip();',
    },
    { title: 'leaves dots in a comment alone', document: '█\n', answer: '// Wait ...\nwait();' },
    { title: 'leaves a rest parameter alone', document: '█\n', answer: 'const [first, ...rest] = list;' },
  ]);
});
