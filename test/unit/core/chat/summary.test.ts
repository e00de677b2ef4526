import { describe, expect, it } from 'vitest';
import type { ConversationMessage } from '../../../../src/core/chat/conversationMessage';
import { messagesToSummarise, summaryMessages, summaryTokens } from '../../../../src/core/chat/summary';
import { resultOf } from '../../../support/resultOf';
import { estimateTokens } from '../../../../src/core/model/estimateTokens';

const user = (content: string): ConversationMessage => ({ role: 'user', content });
const assistant = (content: string): ConversationMessage => ({ role: 'assistant', content });
const long = 'word '.repeat(1_000);
const CONVERSATION = [
  user(`One ${long}`),
  assistant(long),
  user('Two'),
  assistant(long),
  user('Three'),
  assistant(long),
  user('Four'),
];

describe('messagesToSummarise', () => {
  it('takes whole turns until half of the rest is left, and never the newest question', () => {
    expect(messagesToSummarise(CONVERSATION, 2)).toBe(4);
    expect(messagesToSummarise([user(long), assistant(long), user(long)], 2)).toBe(2);
    expect(messagesToSummarise([user(long), user(long), assistant(long)], 1)).toBe(1);
  });
});

describe('summaryMessages', () => {
  it.each([2_048, 4_096, 32_768])('fit a window of %i tokens with the answer', (contextTokens) => {
    const messages = resultOf(summaryMessages(CONVERSATION, 'Before that they met.', contextTokens));
    const tokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    expect(tokens + summaryTokens(contextTokens)).toBeLessThanOrEqual(contextTokens);
    expect(messages.at(-1)?.content).toContain('Before that they met.');
    expect(messages.at(-1)?.content).toContain('Person: Two');
  });

  it('name the files that were shown, and fence what was said', () => {
    const asked: ConversationMessage = {
      role: 'user',
      content: '```\nWhy?',
      context: [{ kind: 'file', label: 'a.ts', languageId: 'ts', startLine: 1, endLine: 9, text: 'secret' }],
    };
    const content = resultOf(summaryMessages([asked], undefined, 8_192)).at(-1)?.content ?? '';
    expect(content).toContain('Person (with a.ts, lines 1 to 9): ```\nWhy?');
    expect(content).toContain('````');
    expect(content).not.toContain('secret');
  });
});
