import { describe, expect, it } from 'vitest';
import { LeadingReasoning } from '../../../../src/core/chat/leadingReasoning';

function part(answer: string, size: number, isContinued = false) {
  const reader = new LeadingReasoning(isContinued);
  const parts = { reasoning: '', text: '' };
  const add = (more: { reasoning: string; text: string }) => {
    parts.reasoning += more.reasoning;
    parts.text += more.text;
  };
  for (let at = 0; at < answer.length; at += size) add(reader.push(answer.slice(at, at + size)));
  add(reader.finish());
  return parts;
}

describe('LeadingReasoning', () => {
  it.each<{ name: string; answer: string; reasoning: string; text: string; isContinued?: boolean }>([
    { name: 'an answer without any', answer: ' Hello <b>', reasoning: '', text: ' Hello <b>' },
    { name: 'one at the start', answer: '\n<think>Hm</t</think>Hello', reasoning: 'Hm</t', text: 'Hello' },
    { name: 'one by another name', answer: '<thinking>a</thinking>b', reasoning: 'a', text: 'b' },
    { name: 'one that was never closed', answer: '<think>Hm', reasoning: 'Hm', text: '' },
    {
      name: 'a tag in the middle, which is text',
      answer: 'A <think>b</think>',
      reasoning: '',
      text: 'A <think>b</think>',
    },
    { name: 'a tag that is another one', answer: '<thin>a', reasoning: '', text: '<thin>a' },
    {
      name: 'an answer that goes on',
      answer: '<think>a',
      reasoning: '',
      text: '<think>a',
      isContinued: true,
    },
  ])('parts $name', ({ answer, reasoning, text, isContinued }) => {
    for (const size of [1, 3, 100]) {
      const parts = part(answer, size, isContinued);
      expect({ ...parts, text: parts.text.trimStart() }).toEqual({ reasoning, text: text.trimStart() });
    }
  });
});
