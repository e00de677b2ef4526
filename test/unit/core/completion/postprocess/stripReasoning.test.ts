import { describe } from 'vitest';
import { stripReasoning } from '../../../../../src/core/completion/postprocess/stripReasoning';
import { checkRule } from './checkRule';

const DOCUMENT = 'const total = █\n';

describe('stripReasoning', () => {
  checkRule(stripReasoning, [
    {
      title: 'drops reasoning',
      document: DOCUMENT,
      answer: '<think>\nHm.\n</think>\n\na + b;',
      shown: 'a + b;',
    },
    { title: 'drops empty reasoning', document: DOCUMENT, answer: '<think></think>a + b;', shown: 'a + b;' },
    {
      title: 'drops reasoning whose start was not sent',
      document: DOCUMENT,
      answer: 'Hm.</think>\na;',
      shown: 'a;',
    },
    {
      title: 'keeps the indentation behind it',
      document: DOCUMENT,
      answer: '<think>x</think>\n    a;',
      shown: '    a;',
    },
    { title: 'drops an answer that never left it', document: DOCUMENT, answer: '<think>Hm, well', shown: '' },

    { title: 'leaves comparisons alone', document: DOCUMENT, answer: 'a <b && c> d' },
    {
      title: 'leaves markup of the document alone',
      document: '<think>one█',
      languageId: 'html',
      answer: ' two</think>',
    },
    { title: 'leaves other tags alone', document: DOCUMENT, answer: '<Thinking2 />' },
  ]);
});
