import { describe, expect, it, vi } from 'vitest';
import { toHostMessages } from '../../../../src/providers/hostMessages';
import {
  readAnswerPart,
  toVSCodeMessages,
  toVSCodeOptions,
} from '../../../../src/vscode/languageModels/hostParts';
import * as parts from '../../../support/languageModelParts';

vi.mock('vscode', () => import('../../../support/languageModelParts'));

const { User, Assistant } = parts.LanguageModelChatMessageRole;
const text = (value: string) => new parts.LanguageModelTextPart(value);
const message = (role: parts.LanguageModelChatMessageRole, ...content: unknown[]) =>
  new parts.LanguageModelChatMessage(role, content);

describe('a conversation for a model of VS Code', () => {
  it.each<[name: string, given: Parameters<typeof toHostMessages>[0], expected: unknown]>([
    [
      'rules are the user’s, for there is no other role',
      [{ role: 'system', content: 'Be brief.' }],
      [message(User, text('Be brief.'))],
    ],
    [
      'a question with a picture',
      [{ role: 'user', content: 'What?', images: [{ mediaType: 'image/png', data: 'AAEC' }] }],
      [message(User, text('What?'), new parts.LanguageModelDataPart(Buffer.from([0, 1, 2]), 'image/png'))],
    ],
    [
      'a call and its result',
      [
        { role: 'assistant', content: '', toolCalls: [{ id: 'c', name: 'read', arguments: '{"path":"a"}' }] },
        { role: 'tool', content: 'the text', callId: 'c', name: 'read' },
      ],
      [
        message(Assistant, new parts.LanguageModelToolCallPart('c', 'read', { path: 'a' })),
        message(User, new parts.LanguageModelToolResultPart('c', [text('the text')])),
      ],
    ],
    [
      'arguments that are no object',
      [{ role: 'assistant', content: 'Hm.', toolCalls: [{ id: 'c', name: 'read', arguments: '"a' }] }],
      [message(Assistant, text('Hm.'), new parts.LanguageModelToolCallPart('c', 'read', {}))],
    ],
  ])('%s', (_name, given, expected) => {
    expect(toVSCodeMessages(toHostMessages(given))).toEqual(expected);
  });
});

it('offers tools, and says that one must be called', () => {
  const tool = { name: 'read', description: 'Reads', parameters: { type: 'object' } };
  expect(toVSCodeOptions({})).toEqual({ justification: expect.any(String) as string });
  expect(toVSCodeOptions({ tools: [tool] })).not.toHaveProperty('toolMode');
  expect(toVSCodeOptions({ tools: [tool], mustCallTool: true })).toMatchObject({
    tools: [{ name: 'read', description: 'Reads', inputSchema: { type: 'object' } }],
    toolMode: parts.LanguageModelChatToolMode.Required,
  });
});

it.each([
  ['text', text('Hi'), 'Hi'],
  [
    'a call',
    new parts.LanguageModelToolCallPart('c', 'read', { path: 'a' }),
    { id: 'c', name: 'read', arguments: '{"path":"a"}' },
  ],
  ['data', new parts.LanguageModelDataPart(new Uint8Array(), 'stateful_marker'), undefined],
  ['a part of tomorrow', { value: 'thinking' }, undefined],
])('reads %s out of an answer', (_name, part, expected) => {
  expect(readAnswerPart(part)).toEqual(expected);
});
