import { describe } from 'vitest';
import { unwrapTags } from '../../../../../src/core/completion/postprocess/unwrapTags';
import { checkRule } from './checkRule';

describe('unwrapTags', () => {
  checkRule(unwrapTags, [
    { title: 'a tag on lines of its own', document: '█\n', answer: '<code>\na();\n</code>', shown: 'a();' },
    { title: 'a tag around one line', document: 'f(█);\n', answer: '<answer>x</answer>', shown: 'x' },
    {
      title: 'a tag that stays open',
      document: '█\n',
      answer: '<completion>\na();\nb();',
      shown: 'a();\nb();',
    },
    {
      title: 'words after the tag',
      document: '█\n',
      answer: '<code>\na();\n</code>\nThis calls a.',
      shown: 'a();',
    },
    {
      title: 'within a line of a language of tags',
      document: 'const a = █;\n',
      languageId: 'typescriptreact',
      answer: '<code>\n1\n</code>',
      shown: '1',
    },

    {
      title: 'leaves a tag on a new line of HTML alone',
      document: '█\n',
      languageId: 'html',
      answer: '<code>\na\n</code>',
    },
    {
      title: 'leaves a tag of the document alone',
      document: 'const a = `<code>`;\n█\n',
      answer: '<code>a</code>',
    },
    { title: 'leaves a type alone', document: 'const a = █\n', answer: '<Answer>value;' },
    { title: 'leaves a tag within the answer alone', document: '█\n', answer: 'a(`<code>b</code>`);' },
  ]);
});
