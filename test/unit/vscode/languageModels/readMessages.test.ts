import { expect, it, vi } from 'vitest';
import type { LanguageModelChatRequestMessage } from 'vscode';
import type { ChatMessage } from '../../../../src/core/model/chatMessages';
import { readMessages } from '../../../../src/vscode/languageModels/readMessages';
import * as parts from '../../../support/languageModelParts';

vi.mock('vscode', () => import('../../../support/languageModelParts'));

const { User, Assistant, System } = parts.LanguageModelChatMessageRole;
const text = (value: string) => new parts.LanguageModelTextPart(value);
const data = (value: string, mimeType: string) =>
  new parts.LanguageModelDataPart(new TextEncoder().encode(value), mimeType);
const call = (id: string, name: string, input: object) =>
  new parts.LanguageModelToolCallPart(id, name, input);
const result = (id: string, ...content: unknown[]) => new parts.LanguageModelToolResultPart(id, content);

type Given = readonly [role: parts.LanguageModelChatMessageRole, ...content: unknown[]];

it.each<[name: string, given: readonly Given[], expected: readonly ChatMessage[]]>([
  [
    'a question and an answer',
    [
      [User, text('Hello')],
      [Assistant, text('Hi '), text('there.')],
    ],
    [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi there.' },
    ],
  ],
  ['the rules of VS Code’s chat', [[System, text('Be brief.')]], [{ role: 'system', content: 'Be brief.' }]],
  [
    'a picture without words',
    [[User, data('pixels', 'image/png')]],
    [{ role: 'user', content: '', images: [{ mediaType: 'image/png', data: 'cGl4ZWxz' }] }],
  ],
  [
    'a picture of a kind that no wire has',
    [[User, text('See'), data('pixels', 'image/tiff')]],
    [{ role: 'user', content: 'See' }],
  ],
  [
    'text and JSON as data, and marks that are for others',
    [[User, data('a,b', 'text/csv'), data('{"a":1}', 'application/json'), data('x', 'cache_control')]],
    [{ role: 'user', content: 'a,b{"a":1}' }],
  ],
  [
    'a call, its result, and words after it',
    [
      [Assistant, text('Let me see.'), call('c1', 'read', { path: 'a' })],
      [User, result('c1', text('line 1\n'), data('line 2', 'text/plain')), text('And now?')],
    ],
    [
      {
        role: 'assistant',
        content: 'Let me see.',
        toolCalls: [{ id: 'c1', name: 'read', arguments: '{"path":"a"}' }],
      },
      { role: 'tool', content: 'line 1\nline 2', callId: 'c1', name: 'read' },
      { role: 'user', content: 'And now?' },
    ],
  ],
  [
    'two results in one message',
    [
      [Assistant, call('c1', 'read', {}), call('c2', 'list', {})],
      [User, result('c1', text('one')), result('c2', new parts.LanguageModelPromptTsxPart({ a: 1 }))],
    ],
    [
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { id: 'c1', name: 'read', arguments: '{}' },
          { id: 'c2', name: 'list', arguments: '{}' },
        ],
      },
      { role: 'tool', content: 'one', callId: 'c1', name: 'read' },
      { role: 'tool', content: '{"a":1}', callId: 'c2', name: 'list' },
    ],
  ],
  ['parts of tomorrow', [[User, { value: 'new' }, text('Hello')]], [{ role: 'user', content: 'Hello' }]],
])('reads %s', (_name, given, expected) => {
  const messages = given.map(([role, ...content]) => ({ role, content, name: undefined }));
  expect(readMessages(messages as unknown as LanguageModelChatRequestMessage[])).toEqual(expected);
});
