import { describe } from 'vitest';
import { cutLineOverlap } from '../../../../../src/core/completion/postprocess/cutLineOverlap';
import { checkRule } from './checkRule';

describe('cutLineOverlap', () => {
  checkRule(cutLineOverlap, [
    {
      title: 'the rest of the line',
      document: 'call(█, last);\nnext();\n',
      answer: 'first, last);',
      shown: 'first',
    },
    {
      title: 'the rest and the line below',
      document: 'call(█, last);\nnext();\n',
      answer: 'first, last);\nnext();',
      shown: 'first',
    },
    {
      title: 'the rest with a change',
      document: 'call(█, lastValue);\nnext();\n',
      answer: 'first, lastValues);',
      shown: 'first',
    },
    { title: 'a beginning of the rest', document: 'call(█, last);\n', answer: 'first, la', shown: 'first' },
    { title: 'an auto-closed bracket', document: 'call(█)\n', answer: 'first)', shown: 'first' },
    { title: 'an auto-closed quote', document: "const a = '█'\n", answer: "text'", shown: 'text' },
    {
      title: 'the rest after two lines',
      document: 'call(█, last);\nnext();\n',
      answer: 'first,\n  second, last);\nnext();',
      shown: 'first,\n  second',
    },
    {
      title: 'more after a blank line',
      document: 'call(█, last);\nnext();\n',
      answer: 'first\n\nThis calls it.',
      shown: 'first',
    },
    {
      title: 'the rest, a comment and the line below',
      document: 'call(█, last);\nnextStep(12);\n',
      answer: 'first, last);\n// Then go on.\nnextStep(12);',
      shown: 'first',
    },
    { title: 'nothing but the rest', document: 'call(█);\n', answer: ');', shown: '' },
    {
      title: 'drops what went on below in another shape',
      document: 'call(█xy);\nnextStep(12);\nlastStep(7);\n',
      answer: 'one, two, three\nnextStep(12);\nlastStep(7);',
      shown: '',
    },

    { title: 'leaves its own closing bracket alone', document: 'call(█)\n', answer: 'first(second)' },
    {
      title: 'leaves half of a doubled operator alone',
      document: 'if (a === █== null)\n',
      answer: 'b || c =',
    },
    { title: 'leaves half of a row of dashes alone', document: '//--█----\n', answer: '------' },
    { title: 'leaves a letter alone that stands right of it too', document: 'x = █b;\n', answer: 'a * b' },
    {
      title: 'leaves several lines alone that lead up to the rest',
      document: 'call(█);\n',
      answer: 'first,\n  second',
    },
    { title: 'leaves an answer at the end of a line alone', document: 'call(█\n', answer: 'first);' },
    {
      title: 'cuts the rest of the line with a comment put behind it',
      document: 'use█::path::PathBuf;\n',
      languageId: 'rust',
      answer: ' std::path::PathBuf; // see above',
      shown: ' std',
    },
    {
      title: 'cuts where the string ends that the cursor stands in',
      document: 'call("█",\n  second,\n);\n',
      answer: 'first", second, )',
      shown: 'first',
    },
    {
      title: 'cuts where that string ends with another kind of quote',
      document: 'a = "█";\n',
      answer: "first';",
      shown: 'first',
    },
    { title: 'leaves two strings within the quotes alone', document: 'a = "█";\n', answer: 'b" + c + "d' },
    {
      title: 'leaves the end of a string alone that another one follows',
      document: "expect('x-fn█'hit')\n",
      answer: "-2', ",
    },
    { title: 'leaves an apostrophe alone', document: 'a = "█";\n', answer: "it isn't so" },
  ]);
});
