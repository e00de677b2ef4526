import { describe } from 'vitest';
import { cutAtMaskedSecret } from '../../../../../src/core/completion/postprocess/cutAtMaskedSecret';
import { checkRule } from './checkRule';

const DOCUMENT = 'const token = █\n';

describe('cutAtMaskedSecret', () => {
  checkRule(cutAtMaskedSecret, [
    { title: 'shows nothing', document: DOCUMENT, answer: '"[secret masked by Fairwind]";', shown: '' },
    {
      title: 'keeps the lines before',
      document: DOCUMENT,
      answer: 'read();\nconst key = "[secret masked by Fairwind]";\nuse(key);',
      shown: 'read();\n',
    },
    {
      title: 'leaves other brackets alone',
      document: DOCUMENT,
      answer: '[secret, masked];',
      shown: '[secret, masked];',
    },
  ]);
});
