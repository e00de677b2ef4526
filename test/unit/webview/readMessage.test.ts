import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/webview/readMessage';

const CHIP = { id: '1', kind: 'file', label: 'a.ts', tokens: 1, included: true, isSuggested: false };
const DONE = { state: 'done', model: 'm on h', durationMs: 1, isCutOff: false };
const ANSWER = { role: 'assistant', id: '2', text: '', reasoning: '', outcome: DONE };
const MODEL = { state: 'connected', id: 'm', name: 'm', host: 'h', isLocal: true, contextTokens: 1 };
const COMMAND = { name: 'fix', description: '', isPromptFile: false };
const SUMMARY = { id: 'c', title: '', updatedAt: 1, turns: 1, isOpen: false };
const STATE = {
  strings: {},
  title: '',
  entries: [{ role: 'user', id: '1', text: '', context: [CHIP] }, ANSWER],
  chips: [CHIP],
  model: MODEL,
  models: [MODEL],
  commands: [COMMAND],
};
const PREVIEW = { mediaType: 'image/png', data: 'aGk=' };

const GOOD: readonly Record<string, unknown>[] = [
  { type: 'state', state: STATE },
  { type: 'state', state: { ...STATE, conversationId: 'c' } },
  { type: 'entry', entry: { ...ANSWER, alternatives: { position: 1, count: 2 } } },
  { type: 'delta', id: '2', text: 'x', reasoning: false },
  { type: 'removed', id: '2' },
  { type: 'outcome', id: '2', outcome: { state: 'failed', message: 'x', action: 'setKey' } },
  {
    type: 'outcome',
    id: '2',
    outcome: {
      ...DONE,
      reasoningMs: 4,
      usage: { promptTokens: 1, answerTokens: 2 },
      cost: '$1',
      omitted: ['x'],
      followUps: ['y'],
      canRestore: true,
    },
  },
  { type: 'context', chips: [{ ...CHIP, preview: PREVIEW, problem: 'x', startLine: 1, endLine: 2 }] },
  { type: 'contextFound', query: '', candidates: [{ id: '1', kind: 'symbol', label: 'x', detail: 'y' }] },
  { type: 'model', model: { state: 'none', problem: 'x' }, models: [] },
  { type: 'commands', commands: [{ ...COMMAND, argumentHint: 'x' }] },
  { type: 'conversations', query: '', conversations: [{ ...SUMMARY, excerpt: 'x' }] },
  { type: 'comparison', questionId: '1', answers: [ANSWER] },
  { type: 'applied', id: '2', message: 'x', isFailure: false },
  { type: 'title', title: 'x' },
  { type: 'showHistory' },
  { type: 'prefill', text: 'x' },
  { type: 'focus' },
];

const chip = (change: object) => ({ type: 'context', chips: [{ ...CHIP, ...change }] });
const outcome = (change: object) => ({ type: 'outcome', id: '2', outcome: { ...DONE, ...change } });

describe('readMessage', () => {
  it.each(GOOD.map((message) => [message['type'], message] as const))('reads %s', (_, message) => {
    expect(readMessage(message)).toBe(message);
  });

  it.each(
    GOOD.flatMap((message) =>
      Object.keys(message)
        .filter((field) => field !== 'type')
        .map((field) => [message['type'], field, { ...message, [field]: Symbol('other') }] as const),
    ),
  )('refuses %s with another %s', (_, __, message) => {
    expect(readMessage(message)).toBeUndefined();
  });

  it.each([
    null,
    undefined,
    'focus',
    [],
    { type: 'eval' },
    { type: '__proto__' },
    { type: 'constructor' },
    chip({ kind: 'script' }),
    chip({ tokens: Number.NaN }),
    chip({ tokens: -1 }),
    chip({ preview: { ...PREVIEW, mediaType: 'image/svg+xml' } }),
    chip({ preview: { ...PREVIEW, data: '","><script>' } }),
    chip({ preview: { ...PREVIEW, data: 'aGk=;base64,x' } }),
    outcome({ state: 'other' }),
    outcome({ usage: { promptTokens: 'x', answerTokens: 1 } }),
    outcome({ omitted: 'x' }),
    outcome({ followUps: [1] }),
    { type: 'outcome', id: '2', outcome: { state: 'failed', message: 'x', action: 'command:x' } },
    { type: 'entry', entry: { ...ANSWER, role: 'system' } },
    { type: 'entry', entry: { ...ANSWER, alternatives: { position: 1 } } },
    { type: 'comparison', questionId: '1', answers: [STATE.entries[0]] },
  ])('refuses %j', (message) => {
    expect(readMessage(message)).toBeUndefined();
  });
});
