import { describe } from 'vitest';
import { cutAtNextFile } from '../../../../../src/core/completion/postprocess/cutAtNextFile';
import { checkRule } from './checkRule';

const DOCUMENT = 'a();\n█\n';

describe('cutAtNextFile', () => {
  checkRule(cutAtNextFile, [
    {
      title: 'a path after a word',
      document: DOCUMENT,
      answer: 'b();\n// Path: src/c.ts\nc();',
      shown: 'b();',
    },
    { title: 'a path alone', document: DOCUMENT, answer: 'b()\n# tests/test_c.py\nc()', shown: 'b()' },
    {
      title: 'a patch',
      document: DOCUMENT,
      answer: 'b();\n--- a/c.ts\n+++ b/c.ts\n@@ -1 +1 @@',
      shown: 'b();',
    },
    {
      title: 'files that are joined',
      document: DOCUMENT,
      answer: 'b();\n+++++ src/c.ts\nc();',
      shown: 'b();',
    },

    { title: 'leaves a header on the first line alone', document: '█\n', answer: '// src/c.ts\nc();' },
    {
      title: 'leaves comments on files alone',
      document: DOCUMENT,
      answer: 'b();\n// Reads src/c.ts first.\nc();',
    },
    { title: 'leaves decrements alone', document: DOCUMENT, answer: 'b();\n--count;' },
    {
      title: 'leaves headers alone where the document has them',
      document: 'a();\n// src/a.ts\n█\n',
      answer: 'b();\n// src/c.ts\nc();',
    },
  ]);
});
