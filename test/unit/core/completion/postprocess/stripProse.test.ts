import { describe } from 'vitest';
import { stripProse } from '../../../../../src/core/completion/postprocess/stripProse';
import { checkRule } from './checkRule';

const DOCUMENT = 'function add(a, b) {\n█\n}\n';

describe('stripProse', () => {
  checkRule(stripProse, [
    {
      title: 'drops an announcement',
      document: DOCUMENT,
      answer: 'Here is the completed code:\n\n  return a + b;',
      shown: '  return a + b;',
    },
    {
      title: 'drops two sentences',
      document: DOCUMENT,
      answer: "Sure!\nHere's the missing part:\n  return a;",
      shown: '  return a;',
    },
    {
      title: 'drops an explanation after',
      document: DOCUMENT,
      answer: '  return a;\n\nThis code returns the first value.',
      shown: '  return a;',
    },
    {
      title: 'drops a heading after',
      document: DOCUMENT,
      answer: '  return a;\n\nExplanation:\nIt adds.',
      shown: '  return a;',
    },
    {
      title: 'drops a refusal',
      document: DOCUMENT,
      answer: "I'm sorry, but I can't help with that.",
      shown: '',
    },
    {
      title: 'drops an announcement within a comment',
      document: '/**\n * Adds.\n █\n */\n',
      answer: 'Here is the completed code:\n\n* @param a the first',
      shown: '* @param a the first',
    },

    { title: 'leaves code alone', document: DOCUMENT, answer: '  const the = here;\n\n  return the;' },
    {
      title: 'leaves comments alone',
      document: DOCUMENT,
      answer: '  // This code adds two numbers.\n\n  // Note that it is slow.\n  return a;',
    },
    {
      title: 'leaves sentences in comments alone',
      document: '# █\n',
      languageId: 'python',
      answer: 'This function adds two numbers.\nx = 1',
    },
    {
      title: 'leaves docstrings alone',
      document: 'def add(a, b):\n    """Adds.\n\n    █\n    """\n',
      languageId: 'python',
      answer: 'This function adds two numbers.\n\n    Note that it does not check them.',
    },
    {
      title: 'leaves Markdown alone',
      document: '# Add\n\n█\n',
      languageId: 'markdown',
      answer: 'This code adds two numbers.\n\nNote that it is slow.',
    },
    {
      title: 'leaves text in long strings alone',
      document: DOCUMENT,
      answer: '  return `\n\nThis code is text.\n`;',
    },
    {
      title: 'leaves a class header alone',
      document: '█\n',
      languageId: 'python',
      answer: 'class Answer(Base):\n    pass',
    },
    {
      title: 'leaves SQL alone',
      document: '█\n',
      languageId: 'sql',
      answer: 'SELECT name FROM users WHERE id = 1;\n\nDELETE FROM users;',
    },
    {
      title: 'drops sentences right below the code',
      document: DOCUMENT,
      answer: '  return a;\nMake sure to handle errors appropriately.',
      shown: '  return a;',
    },
    {
      title: 'drops a heading and what follows it',
      document: DOCUMENT,
      answer: '  return a;\n\n### Explanation\n\nIt adds.',
      shown: '  return a;',
    },
    {
      title: 'drops a polite word before the text of a comment',
      document: '// Adds █\n',
      answer: 'Certainly!\ntwo numbers.',
      shown: 'two numbers.',
    },
    {
      title: 'drops a sentence and an empty line before the text of a comment',
      document: '// Adds █\n',
      answer: 'Looking at this comment, we need its end.\n\ntwo numbers.',
      shown: 'two numbers.',
    },
    {
      title: 'drops a sentence below a line that a comment ended with',
      document: '// Adds █\n',
      answer: 'two numbers.\nThis code completes the function.',
      shown: 'two numbers.',
    },
    {
      title: 'leaves a comment that is a sentence alone',
      document: '█\nimport os\n',
      languageId: 'python',
      answer: '# Keep this import for backwards compatibility.\nimport sys',
    },
    {
      title: 'leaves sentences between tags alone',
      document: 'return (\n█\n);\n',
      languageId: 'typescriptreact',
      answer: '<p>\nThis is some text that is shown.\n</p>',
    },
    {
      title: 'leaves a sentence in a comment alone that code follows',
      document: '// █\n',
      answer: 'This function adds.\nexport function add() {}',
    },
  ]);
});
