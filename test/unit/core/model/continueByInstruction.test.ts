import { expect, it } from 'vitest';
import { continueByInstruction } from '../../../../src/core/model/continueByInstruction';
import type { ChatRequest } from '../../../../src/core/model/languageModel';

const request: ChatRequest = {
  kind: 'chat',
  messages: [
    { role: 'user', content: 'Write' },
    { role: 'assistant', content: 'Once' },
  ],
};

it('asks in words for an answer to go on', () => {
  const asked = continueByInstruction({ ...request, continuesLast: true });
  expect(asked).not.toHaveProperty('continuesLast');
  expect(asked.messages.slice(0, 2)).toEqual(request.messages);
  expect(asked.messages[2]).toMatchObject({ role: 'user' });
});

it('leaves other requests as they are', () => {
  expect(continueByInstruction(request)).toBe(request);
});
