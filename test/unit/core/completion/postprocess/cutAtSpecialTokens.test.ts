import { describe } from 'vitest';
import { cutAtSpecialTokens } from '../../../../../src/core/completion/postprocess/cutAtSpecialTokens';
import { checkRule } from './checkRule';

const DOCUMENT = 'const total = █\n';

describe('cutAtSpecialTokens', () => {
  checkRule(cutAtSpecialTokens, [
    { title: 'cuts at the end of text', document: DOCUMENT, answer: 'a + b;<|endoftext|>', shown: 'a + b;' },
    {
      title: 'cuts what a model writes after its end',
      document: DOCUMENT,
      answer: 'a;<|file_sep|>other.ts\nb',
      shown: 'a;',
    },
    {
      title: 'drops padding',
      document: DOCUMENT,
      answer: '<|fim_pad|><|fim_pad|>a + b;<|fim_pad|>',
      shown: 'a + b;',
    },
    {
      title: 'drops a token before the answer',
      document: DOCUMENT,
      answer: '<fim_middle>a + b;',
      shown: 'a + b;',
    },
    {
      title: 'drops a whole echoed prompt',
      document: DOCUMENT,
      answer: '<|fim_prefix|>const x<|fim_suffix|>;<|fim_middle|>a + b;',
      shown: 'a + b;',
    },
    {
      title: 'knows the wide bars of DeepSeek',
      document: DOCUMENT,
      answer: 'a;<｜end▁of▁sentence｜>',
      shown: 'a;',
    },
    {
      title: 'knows the brackets of Seed-Coder',
      document: DOCUMENT,
      answer: 'a;<[end▁of▁sentence]>',
      shown: 'a;',
    },
    { title: 'knows the brackets of Mistral', document: DOCUMENT, answer: 'a;[SUFFIX]b', shown: 'a;' },
    { title: 'knows sequence ends', document: DOCUMENT, answer: '<s>a;</s>', shown: 'a;' },
    { title: 'drops a token that the end cuts', document: DOCUMENT, answer: 'a;<|endof', shown: 'a;' },
    { title: 'leaves nothing of a token alone', document: DOCUMENT, answer: '<|endoftext|>', shown: '' },

    { title: 'leaves comparisons alone', document: DOCUMENT, answer: 'a<b||c>d;' },
    { title: 'leaves generics alone', document: DOCUMENT, answer: 'new Map<string, Set<number>>();' },
    { title: 'leaves struck-out text alone', document: DOCUMENT, answer: "'<s>old</s>new';" },
    { title: 'leaves F# pipes alone', document: DOCUMENT, answer: 'x <| f |> g' },
    { title: 'leaves arrays of names alone', document: DOCUMENT, answer: 'table[PRE][MID];' },
    {
      title: 'leaves tokens alone that the document speaks of',
      document: "const stops = ['<|endoftext|>'];\nconst stop = █",
      answer: "'<|endoftext|>';",
    },
    {
      title: 'drops the space of a spelled token',
      document: 'chi█ren;\n',
      answer: 'ld <EOT>\n\nx',
      shown: 'ld',
    },
    {
      title: 'cuts at what a server prints at the end',
      document: DOCUMENT,
      answer: 'a; [end of text]',
      shown: 'a; ',
    },
    { title: 'cuts at a closing tag of a hole', document: DOCUMENT, answer: 'a;</SUFFIX>b', shown: 'a;' },
    { title: 'drops any token that the end cuts', document: DOCUMENT, answer: 'a;<end_of_tu', shown: 'a;' },
    { title: 'cuts at the next turn', document: DOCUMENT, answer: 'a;\n\nHuman: thanks', shown: 'a;\n\n' },
    { title: 'cuts at an instruction', document: DOCUMENT, answer: 'a;\n### Instruction:\nb', shown: 'a;\n' },
    {
      title: 'leaves a type of that name alone',
      document: DOCUMENT,
      answer: 'type A = {\nUser: { a: 1 };\n}',
    },
    { title: 'leaves a comparison at the end alone', document: DOCUMENT, answer: 'i < end' },
  ]);
});
