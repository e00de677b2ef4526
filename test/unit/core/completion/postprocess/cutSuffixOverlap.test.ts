import { describe } from 'vitest';
import { cutSuffixOverlap } from '../../../../../src/core/completion/postprocess/cutSuffixOverlap';
import { checkRule } from './checkRule';

const BODY = 'function add(a, b) {\n  █\n  return sum;\n}\n\nmain();\n';
const LIST = "const names = [\n  'one',\n  █\n  'three',\n];\n";
const PYTHON = 'def add(a, b):\n    █\n    return total\n\n\ndef main():\n    pass\n';

describe('cutSuffixOverlap', () => {
  checkRule(cutSuffixOverlap, [
    {
      title: 'one line',
      document: BODY,
      answer: 'const sum = a + b;\n  return sum;',
      shown: 'const sum = a + b;',
    },
    {
      title: 'three lines',
      document: BODY,
      answer: 'const sum = a + b;\n  return sum;\n}\n\nmain();',
      shown: 'const sum = a + b;',
    },
    {
      title: 'past the end',
      document: BODY,
      answer: 'const sum = a + b;\n  return sum;\n}\n\nmain();\n\nother();\n',
      shown: 'const sum = a + b;',
    },
    {
      title: 'cut within a token',
      document: BODY,
      answer: 'const sum = a + b;\n  retu',
      shown: 'const sum = a + b;',
    },
    { title: 'a closing bracket', document: 'function f() {\n  █\n}\n', answer: 'a();\n}', shown: 'a();' },
    {
      title: 'with a changed name',
      document: BODY,
      answer: 'const sum = a + b;\n  return sums;\n}',
      shown: 'const sum = a + b;',
    },
    {
      title: 'with a line left out',
      document: PYTHON,
      answer: 'total = a + b\n    return total\n\n    pass',
      shown: 'total = a + b',
    },
    {
      title: 'with its first line rewritten',
      document: 'import {\n  █\n  callLater,\n  createLoop,\n} from "x";\n',
      answer: 'CallResult,\n  data,\n  createLoop,\n}',
      shown: 'CallResult,',
    },
    {
      title: 'with other letter case',
      document: PYTHON,
      answer: 'total = a + b\n    RETURN total',
      shown: 'total = a + b',
    },
    {
      title: 'after many lines',
      document: PYTHON,
      answer: 'total = a\n    total += b\n    return total',
      shown: 'total = a\n    total += b',
    },
    {
      title: 'at the end of a half-typed line',
      document: 'x = fo█\nbar();\n',
      answer: 'o();\nbar();',
      shown: 'o();',
    },
    { title: 'nothing but the lines below', document: BODY, answer: 'return sum;\n}', shown: '' },

    {
      title: 'leaves a line like the next one alone',
      document: 'if (x) {\n  █\n}\nreturn b;\n',
      answer: 'return a;',
    },
    {
      title: 'two lines in the other order',
      document: 'function f() {\n  █\n  prepareEverything();\n  finishEverything();\n  report();\n}\n',
      answer: 'start();\n  finishEverything();\n  prepareEverything();\n  report();',
      shown: 'start();',
    },
    {
      title: 'a statement that is wrapped in another way',
      document: 'function f() {\n  █\n  prepareEverything(\n    first,\n    second,\n  );\n}\n',
      answer: 'start();\n  prepareEverything(first, second);\n}',
      shown: 'start();',
    },
    {
      title: 'other quotes and spaces',
      document: "function f() {\n  █\n  read('a', [ 'b' ])\n  send('c')\n}\n",
      answer: 'start();\n  read("a", ["b"]);\n  send("c");\n}',
      shown: 'start();',
    },
    { title: 'leaves the first of two like lines alone', document: LIST, answer: "'two'," },
    {
      title: 'leaves closing brackets of its own alone',
      document: 'function f() {\n  █\n}\n',
      answer: 'if (a) {\n    b();\n  }',
    },
    {
      title: 'leaves an answer alone whose middle stands below',
      document: BODY,
      answer: 'if (!a)\n  return sum;\n  check(a, b, 12);\n  store(a);\n  load(b);',
    },
    {
      title: 'leaves the last block before an equal bracket alone',
      document: 'a = {\n  b: {\n    █\n  },\n};\n',
      answer: 'c: {\n      d: 1,\n    },',
    },
    { title: 'has nothing to compare at the end of the document', document: 'a();\n█', answer: 'a();\nb();' },
    {
      title: 'cuts where comments were left out',
      document: 'a = {\n  first,\n█\n  // The second.\n  second: compute(1),\n  third: compute(2),\n};\n',
      answer: '  next: list,\n  second: compute(1),\n  third: compute(2),',
      shown: '  next: list,',
    },
    {
      title: 'cuts where comments were put behind lines',
      document: 'a = {\n  first,\n█\n  second: compute(1),\n};\n',
      answer: '  next: list,\n  second: compute(1), // see above\n};',
      shown: '  next: list,',
    },
    {
      title: 'cuts a comment that was put before the repetition',
      document: '█\nreturn compute(value);\n',
      answer: 'value += 1;\n// Return the result\nreturn compute(value);',
      shown: 'value += 1;',
    },
    {
      title: 'leaves a comment alone that is all of the answer',
      document: '█\nreturn compute(value);\n',
      answer: '// Return the result\nreturn compute(value);',
      shown: '// Return the result',
    },
    {
      title: 'leaves documentation above the repetition alone',
      document: '█\npub fn compute(value: u8) {}\n',
      languageId: 'rust',
      answer: 'use a::b;\n\n/// Computes it.\npub fn compute(value: u8) {}',
      shown: 'use a::b;\n\n/// Computes it.',
    },
  ]);
});
