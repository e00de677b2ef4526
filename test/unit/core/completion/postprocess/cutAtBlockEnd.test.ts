import { describe } from 'vitest';
import { cutAtBlockEnd } from '../../../../../src/core/completion/postprocess/cutAtBlockEnd';
import { checkRule } from './checkRule';

const PYTHON = 'def first():\n    █\n\n\ndef last():\n    pass\n';

describe('cutAtBlockEnd', () => {
  checkRule(cutAtBlockEnd, [
    {
      title: 'a half-typed statement ends with its line',
      document: 'const a = █\n',
      answer: 'b();\nc();',
      shown: 'b();',
    },
    {
      title: 'a half-typed block ends with its bracket',
      document: 'if (a█\n',
      answer: ') {\n  b();\n}\nc();',
      shown: ') {\n  b();\n}',
    },
    {
      title: 'a half-typed Python block ends where the indentation does',
      document: 'def f█\n',
      languageId: 'python',
      answer: '():\n    a()\nb()',
      shown: '():\n    a()',
    },
    {
      title: 'a block header whose body is there ends with its line',
      document: 'if (a█\n  b();\n}\n',
      answer: ') {\n  c();',
      shown: ') {',
    },
    {
      title: 'a new line ends before another block',
      document: 'class A:\n    def f(self):\n        █\n        return 1\n',
      languageId: 'python',
      answer: 'a()\n    def g(self):\n        b()',
      shown: 'a()',
    },

    {
      title: 'leaves the statements of a block alone',
      document: PYTHON,
      languageId: 'python',
      answer: 'a()\n    b()\n\n    c()',
    },
    {
      title: 'leaves a block and what follows it alone',
      document: PYTHON,
      languageId: 'python',
      answer: 'if a:\n        b()\n    c()',
    },
    {
      title: 'leaves an else alone',
      document: 'if (a) {\n  if (b)\n    █\n    d();\n}\n',
      answer: 'c();\n  else\n    e();',
    },
    {
      title: 'leaves a header alone that leads into the lines below',
      document: 'if (a) {\n    b();\n    █\n    d();\n}\n',
      answer: 'c();\n}\nif (e) {',
    },
    {
      title: 'leaves arguments over several lines alone',
      document: 'call(█\n',
      answer: '\n  first,\n  second,\n);',
    },
    { title: 'leaves one line alone', document: PYTHON, languageId: 'python', answer: 'a()' },
  ]);
});
