import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../../src/core/commit/cleanMessage';
import { DraftStream } from '../../../../src/core/commit/draftStream';

interface Case {
  readonly name: string;
  readonly answer: string;
  readonly message: string;
  readonly notes?: string;
}

const CASES: readonly Case[] = [
  { name: 'a plain message', answer: 'Add a parser', message: 'Add a parser' },
  {
    name: 'a message with a body',
    answer: 'Add a parser\n\nIt reads diffs.\n',
    message: 'Add a parser\n\nIt reads diffs.',
  },
  { name: 'a code fence', answer: '```\nfeat: add x\n```', message: 'feat: add x' },
  {
    name: 'a code fence with a language',
    answer: '```git-commit\nfeat: add x\n\nBody.\n```\n',
    message: 'feat: add x\n\nBody.',
  },
  {
    name: 'an introduction before a fence and a remark after it',
    answer: 'Here is the commit message:\n\n```text\nfix: y\n```\n\nLet me know if you want changes!',
    message: 'fix: y',
  },
  { name: 'an introduction without a fence', answer: 'Sure! Here you go.\n\nAdd x', message: 'Add x' },
  { name: 'a label', answer: 'Commit message: Add x', message: 'Add x' },
  { name: 'a bold label on its own line', answer: '**Commit message:**\n\nAdd x', message: 'Add x' },
  { name: 'quotes', answer: '"Add x"', message: 'Add x' },
  { name: 'backticks around the subject alone', answer: '`Add x`\n\nBody.', message: 'Add x\n\nBody.' },
  { name: 'a bold subject', answer: '**Add x**', message: 'Add x' },
  { name: 'a heading', answer: '# Add x', message: 'Add x' },
  { name: 'reasoning in tags', answer: '<think>\nThe diff adds x.\n</think>\n\nAdd x', message: 'Add x' },
  { name: 'reasoning that never ends', answer: '<think>\nThe diff', message: '' },
  {
    name: 'trailers nobody asked for',
    answer: 'Add x\n\nBody.\n\nCo-authored-by: Bot <b@c.d>\nSigned-off-by: M',
    message: 'Add x\n\nBody.',
  },
  {
    name: 'a trailer from the notes, which stays',
    answer: 'Add x\n\nReviewed-by: Ann <a@b.c>',
    notes: 'Reviewed-by: Ann <a@b.c>',
    message: 'Add x\n\nReviewed-by: Ann <a@b.c>',
  },
  {
    name: 'a body without an empty line before it',
    answer: 'Add x\n- one\n- two',
    message: 'Add x\n\n- one\n- two',
  },
  { name: 'a closing remark', answer: 'Add x\n\nThis commit message follows the style.', message: 'Add x' },
  { name: 'CRLF and spaces at line ends', answer: 'Add x  \r\n\r\nBody.  \r\n', message: 'Add x\n\nBody.' },
  {
    name: 'characters that deceive the eye',
    answer: 'Add \u001b[31mx\u202E\u2066\u200B\uFEFF\u{E0041} y',
    message: 'Add [31mx y',
  },
  {
    name: 'emoji and scripts with joiners, which stay',
    answer: '👩‍💻 می‌خواهم 추가',
    message: '👩‍💻 می‌خواهم 추가',
  },
  { name: 'nothing at all', answer: ' \n\n', message: '' },
  { name: 'only an introduction', answer: 'Here is your commit message:', message: '' },
  // Where the rules must not fire.
  { name: 'a quoted word', answer: '"x" is now "y"', message: '"x" is now "y"' },
  {
    name: 'an inner fence',
    answer: 'Add x\n\nUse it so:\n\n```\nx\n```',
    message: 'Add x\n\nUse it so:\n\n```\nx\n```',
  },
  {
    name: 'a subject with a word that introductions use',
    answer: 'Here-docs work in scripts',
    message: 'Here-docs work in scripts',
  },
  {
    name: 'a label inside a subject',
    answer: 'Show the commit message: empty',
    message: 'Show the commit message: empty',
  },
  { name: 'generics', answer: 'Return Map<string, T>', message: 'Return Map<string, T>' },
  { name: 'JSON', answer: '{"message": "Add x \\"y\\""}', message: 'Add x "y"' },
  {
    name: 'JSON in a fence, of subject and body',
    answer: '```json\n{\n  "subject": "Add x",\n  "body": "It is fast.\\nIt is small."\n}\n```',
    message: 'Add x\n\nIt is fast.\nIt is small.',
  },
  { name: 'JSON without a message', answer: '{"type": "feat"}', message: '' },
  { name: 'braces that are no JSON', answer: 'Add {x}\n\n{ "y": 1 }', message: 'Add {x}\n\n{ "y": 1 }' },
  { name: 'the command with quotes in it', answer: 'git commit -m "Add \\"x\\""', message: 'Add "x"' },
  { name: 'the command', answer: '$ git commit -am "Add x" -m \'Body.\'', message: 'Add x\n\nBody.' },
  {
    name: 'the marks of a chat template',
    answer: '<|im_start|>assistant\nAdd x<|im_end|>\n<|im_start|>user',
    message: 'Add x',
  },
  {
    name: 'channels',
    answer:
      '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Add x<|return|>',
    message: 'Add x',
  },
  { name: 'a channel that never ends', answer: '<|channel|>analysis<|message|>Add y?', message: '' },
  { name: 'a tag', answer: '<commit_message>\nAdd x\n</commit_message>\nDone.', message: 'Add x' },
  { name: 'a box', answer: '\\boxed{Add x}', message: 'Add x' },
  {
    name: 'reasoning aloud',
    answer: "Let me look at the diff.\n\nThe user wants x.\nLet's see.\n\nAdd x",
    message: 'Add x',
  },
  {
    name: 'what only looks like reasoning',
    answer: 'Let me choose a parser',
    message: 'Let me choose a parser',
  },
  {
    name: 'the change given back first',
    answer:
      'diff --git a/x.ts b/x.ts\nindex 1111111..2222222 100644\n--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-a\n+b\n\nAdd x',
    message: 'Add x',
  },
  { name: 'the change given back last', answer: 'Add x\n\ndiff --git a/x b/x\n+b', message: 'Add x' },
  { name: 'options', answer: 'Option 1: Add x\n\nOption 2: Bring in x', message: 'Add x' },
  { name: 'an alternative', answer: 'Add x\n\nAlternatively:\n\nBring in x', message: 'Add x' },
  {
    name: 'an alternative that is a sentence',
    answer: 'Add x\n\nOr y, if z.',
    message: 'Add x\n\nOr y, if z.',
  },
  {
    name: 'numbered subjects',
    answer: '1. feat: add x\n2. feat: bring in x',
    message: 'feat: add x',
  },
  {
    name: 'labels of both parts',
    answer: 'Subject: Add x\n\nBody: It is fast.',
    message: 'Add x\n\nIt is fast.',
  },
  { name: 'the subject again', answer: 'Add x\n\nAdd x\nAdd x', message: 'Add x' },
];

describe('cleanMessage', () => {
  for (const { name, answer, message, notes } of CASES) {
    it(`handles ${name}`, () => expect(cleanMessage(answer, notes)).toBe(message));
  }
});

describe('cleanMessage of a hostile answer', () => {
  it.each([
    'git commit -m "',
    "git commit -m '",
    '<message>',
    '<|channel|>final<|message|>',
    '{"message": "',
    '{"message": "\\\\',
    '1. feat: a\n',
    'Let me\n',
    'Option 1: ',
    '--- a.ts\n',
    '\\boxed{',
    '***',
  ])('takes time that grows with its length alone: %j', (part) => {
    expect(cleanMessage(part.repeat(20_000)).length).toBeLessThan(part.length * 20_001);
  });
});

describe('DraftStream', () => {
  for (const { name, answer, message, notes = '' } of CASES) {
    it(`shows only what stays, letter by letter: ${name}`, () => {
      const stream = new DraftStream(notes);
      let shown = '';
      for (const letter of answer) {
        shown += stream.push(letter);
        // What is shown may lack its end, but nothing in it is taken back.
        expect(
          message.startsWith(shown.trimEnd()),
          `${JSON.stringify(shown)} of ${JSON.stringify(message)}`,
        ).toBe(true);
      }
      expect(stream.finish()).toBe(message);
    });
  }

  it('replaces at the end what could not be known before: reasoning whose opening tag the server swallowed', () => {
    const stream = new DraftStream('');
    for (const text of ['The diff adds x.', '\n</think>\n', 'Add x']) stream.push(text);
    expect(stream.finish()).toBe('Add x');
  });

  it('shows a plain subject as it comes', () => {
    const stream = new DraftStream('');
    expect(['Add', ' a', ' parser'].map((text) => stream.push(text))).toEqual(['', 'Add a', ' parser']);
  });
});
