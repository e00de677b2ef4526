import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endBySyntax, isAnswerOver } from '../../../../../src/core/completion/postprocess/endBySyntax';
import { createTestParsers } from '../syntax/parsers';
import { type RuleCase, placeAt } from './checkRule';

const parsers = createTestParsers();
const LANGUAGES = ['typescript', 'python', 'go', 'java', 'rust', 'csharp', 'php'];
beforeAll(() => Promise.all(LANGUAGES.map((languageId) => parsers.load(languageId))));
afterAll(() => parsers.dispose());

/** A case of this rule; `byIndentation` is what is shown without a parser. */
interface SyntaxCase extends RuleCase {
  readonly byIndentation: string;
}

const CASES: readonly SyntaxCase[] = [
  {
    title: 'a new line: goes on where the end by indentation would leave a block open',
    document: 'f(() => {\n  g(() => {\n    █\n    d();\n  });\n});\n',
    answer: 'a();\n  });\n\n  g(() => {\n    c();',
    byIndentation: 'a();\n  });\n',
    shown: 'a();\n  });\n\n  g(() => {\n    c();',
  },
  {
    title: 'PHP: goes on into the function that the lines below belong to',
    document: '<?php\nfunction f() {\n    return [\n        █\n    ];\n}\n',
    languageId: 'php',
    answer: "'a' => 1,\n    ];\n}\n\nfunction g() {\n    return [\n        'b' => 2,",
    byIndentation: "'a' => 1,\n    ];\n}\n",
    shown: "'a' => 1,\n    ];\n}\n\nfunction g() {\n    return [\n        'b' => 2,",
  },
  {
    title: 'Python: goes on into the list that the lines below belong to',
    document: 'def f():\n    x = [\n        █\n        4,\n    ]\n',
    languageId: 'python',
    answer: '1,\n    ]\n    y = [\n        2,\n        3,',
    byIndentation: '1,\n    ]',
    shown: '1,\n    ]\n    y = [\n        2,\n        3,',
  },
  {
    title: 'ends at the first line that parses when all of it says the same again and again',
    document: 'from a import (\n    A,\n    █\n    B,\n)\n',
    languageId: 'python',
    answer: 'C,\n)\nfrom b import (\nC,\n)\nfrom b import (\nC,\n)\nfrom b import (\n    D,',
    byIndentation: 'C,\n)',
    shown: 'C,\n)\nfrom b import (',
  },
  {
    title: 'a half-typed line: finishes a statement that an operator carries to the next line',
    document: 'const ok = █\n',
    answer: 'a &&\n  b;\nnext();',
    byIndentation: 'a &&',
    shown: 'a &&\n  b;',
  },
  {
    title: 'Python: finishes a statement in brackets',
    document: 'total = █\n',
    languageId: 'python',
    answer: '(a +\n         b)\nnext()',
    byIndentation: '(a +',
    shown: '(a +\n         b)',
  },
  {
    title: 'Go: finishes a condition over two lines',
    document: 'func f() bool {\n\treturn █\n}\n',
    languageId: 'go',
    answer: 'a ||\n\t\tb\n}\n\nfunc g() {}',
    byIndentation: 'a ||',
    shown: 'a ||\n\t\tb',
  },
  {
    title: 'below a documentation comment: ends with what it documents',
    document: '/** Adds. */\n█\n',
    answer: 'function add(a: number) {\n  return a;\n}\nfunction sub() {\n  return 1;\n}',
    byIndentation: 'function add(a: number) {\n  return a;\n}\nfunction sub() {\n  return 1;\n}',
    shown: 'function add(a: number) {\n  return a;\n}',
  },
  {
    title: 'Java: ends with the method that is documented',
    document: 'class A {\n  /** Adds. */\n  █\n\n  int x;\n}\n',
    languageId: 'java',
    answer: 'int add(int a) {\n    return a;\n  }\n  int sub(int a) {\n    return a;\n  }',
    byIndentation: 'int add(int a) {\n    return a;\n  }\n  int sub(int a) {\n    return a;\n  }',
    shown: 'int add(int a) {\n    return a;\n  }',
  },
  {
    title: 'Rust: ends with the function that is documented',
    document: 'impl A {\n    /// Adds.\n    █\n}\n',
    languageId: 'rust',
    answer: 'fn add(&self) -> u32 {\n        1\n    }\n    fn sub(&self) -> u32 {\n        2\n    }',
    byIndentation: 'fn add(&self) -> u32 {\n        1\n    }\n    fn sub(&self) -> u32 {\n        2\n    }',
    shown: 'fn add(&self) -> u32 {\n        1\n    }',
  },
  {
    title: 'C#: ends with the method that is documented',
    document: 'class A {\n    /// <summary>Adds.</summary>\n    █\n}\n',
    languageId: 'csharp',
    answer: 'int Add(int a) {\n        return a;\n    }\n    int Sub(int a) {\n        return a;\n    }',
    byIndentation:
      'int Add(int a) {\n        return a;\n    }\n    int Sub(int a) {\n        return a;\n    }',
    shown: 'int Add(int a) {\n        return a;\n    }',
  },
  {
    title: 'between declarations: ends with the first one that a blank line follows',
    document: 'import a from "a";\n\n█\n\nlet x;\n',
    answer: 'function f() {\n  return 0;\n}\n\nfunction g() {\n  return 1;\n}',
    byIndentation: 'function f() {\n  return 0;\n}\n\nfunction g() {\n  return 1;\n}',
    shown: 'function f() {\n  return 0;\n}',
  },
];

/** Where syntax has nothing to add, the result is the one by indentation. */
const LEFT_ALONE: readonly RuleCase[] = [
  {
    title: 'statements of an empty body, blank lines between them included',
    document: 'function f() {\n  █\n}\n',
    answer: 'if (a) {\n    return 1;\n  }\n\n  return 2;',
  },
  {
    title: 'a language without a grammar',
    document: 'x = █\n',
    languageId: 'ruby',
    answer: 'a &&\n  b\nc',
    shown: 'a &&',
  },
  {
    title: 'code around the cursor that does not parse',
    document: 'function ((( {\n  const ok = █\n  ]]]\n}\n',
    answer: 'a &&\n    b;\n  next();',
    shown: 'a &&',
  },
];

describe('endBySyntax', () => {
  it.each(CASES.map((entry) => [entry.title, entry] as const))('%s', (_, entry) => {
    const { document, languageId = 'typescript', answer, shown, byIndentation } = entry;
    const place = placeAt(document, languageId, parsers.find(languageId));
    expect(endBySyntax.apply(answer, place)).toBe(shown);
    expect(endBySyntax.apply(answer, placeAt(document, languageId))).toBe(byIndentation);
  });

  it.each(LEFT_ALONE.map((entry) => [entry.title, entry] as const))('leaves alone %s', (_, entry) => {
    const { document, languageId = 'typescript', answer, shown = answer } = entry;
    const place = placeAt(document, languageId, parsers.find(languageId));
    expect(endBySyntax.apply(answer, place)).toBe(shown);
  });

  it('keeps all of an answer while the line that makes it parse may be still to come', () => {
    const document = 'f({\n  a: [\n    █\n    2,\n  ],\n});\n';
    const place = placeAt(document, 'typescript', parsers.find('typescript'));
    const read = '1,\n  ],\n});\nx = 2 +';
    expect(endBySyntax.apply(read, place, false)).toBe(read);
    expect(endBySyntax.apply(read, place)).toBe('1,\n  ],\n});');
    const whole = `${read}\nf({\n  a: [\n    7,`;
    expect(endBySyntax.apply(whole, place)).toBe(whole);
  });
});

describe('isAnswerOver', () => {
  it.each([
    ['a statement whose line is finished', 'const ok = █\n', 'a;\n', 'a;', true],
    ['a statement that an operator carries on', 'const ok = █\n', 'a &&\n', 'a &&', false],
    ['the same once it is finished', 'const ok = █\n', 'a &&\n  b;\n', 'a &&\n  b;', true],
    ['an operator that ends the statement', 'let i = 0;\ni█\n', '++\n', '++', true],
    ['a block that is open', 'const ok = █\n', '{\n', '{', false],
    ['a block with a line in it', 'const ok = █\n', '{\n  a,\n', '{\n  a,', false],
    ['a block that is closed', 'const ok = █\n', '{\n  a,\n};\n', '{\n  a,\n};', true],
    ['a block that another follows', 'f(█\n', '[\n  a,\n], [\n', '[\n  a,\n], [', false],
    ['an item of a list', 'f({\n  a: █\n});\n', '1,\n', '1,', true],
    ['a list that goes on below', 'const ok = █\n', 'f(1,\n', 'f(1,', false],
    ['a block that ends without a closing line', 'a = () =>█\n', '\n  b;\nc;\n', '\n  b;', true],
    ['what is documented', '/** A. */\n█\n', 'class A {\n}\n', 'class A {\n}', true],
    ['a block within others', 'function f() {\n  █\n}\n', 'if (a) {\n  }\n', 'if (a) {\n  }', false],
    ['a declaration that a blank line follows', 'x;\n\n█\n', 'class A {\n}\n\n', 'class A {\n}', true],
  ])('%s', (_, document, read, shown, isOver) => {
    const place = placeAt(document, 'typescript', parsers.find('typescript'));
    expect(isAnswerOver(read, shown, place)).toBe(isOver);
  });
});
