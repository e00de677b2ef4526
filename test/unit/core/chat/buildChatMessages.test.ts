import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildChatMessages, type ChatTurn } from '../../../../src/core/chat/buildChatMessages';
import type { ContextItem } from '../../../../src/core/chat/contextBlock';
import { systemRules } from '../../../../src/core/chat/systemRules';
import { estimateTokens } from '../../../../src/core/model/estimateTokens';
import type { ChatMessage } from '../../../../src/core/model/languageModel';

const user = (content: string): ChatMessage => ({ role: 'user', content });
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });
const document = (text: string): ContextItem => ({
  kind: 'document',
  label: 'a.ts',
  languageId: 'typescript',
  startLine: 1,
  endLine: text.split('\n').length,
  text,
});
const turn = (messages: readonly ChatMessage[], context: readonly ContextItem[] = []): ChatTurn => ({
  messages,
  context,
});
const LINES = Array.from({ length: 2000 }, (_, index) => `const value${index} = ${index};`).join('\n');

describe('buildChatMessages', () => {
  it('puts the rules first and the context before the words of the new message', () => {
    const packed = buildChatMessages(turn([user('Why?')], [document('let a')]), 8192);
    expect(packed).toEqual({
      messages: [
        { role: 'system', content: systemRules(8192) },
        user(
          'The visible part of the active document, a.ts, lines 1 to 1:\n```typescript\nlet a\n```\n\nWhy?',
        ),
      ],
      truncated: false,
      fits: true,
    });
  });

  it('keeps the whole conversation while it fits', () => {
    const messages = [user('One'), assistant('1'), user('Two'), assistant('2'), user('Three')];
    expect(buildChatMessages(turn(messages), 8192).messages.slice(1)).toEqual(messages);
  });

  it('leaves out the oldest whole turns first, and says so', () => {
    const long = 'word '.repeat(1500);
    const messages = [user(long), assistant(long), user('Two'), assistant(long), user('Three')];
    const packed = buildChatMessages(turn(messages), 5000);
    expect(packed.messages.slice(1)).toEqual([user('Two'), assistant(long), user('Three')]);
    expect(packed.truncated).toBe(true);
  });

  it('never keeps an answer without its question', () => {
    const messages = [user('word '.repeat(5000)), assistant('short'), user('Two')];
    expect(buildChatMessages(turn(messages), 4096).messages.slice(1)).toEqual([user('Two')]);
  });

  it('shortens context that does not fit at a line, and tells the model which lines are missing', () => {
    const { messages, truncated, fits } = buildChatMessages(turn([user('Why?')], [document(LINES)]), 4096);
    const content = messages.at(-1)?.content ?? '';
    const [, last, from, to] =
      /lines 1 to (\d+):[^]*\(The rest, lines (\d+) to (\d+), was left out: it does not fit\.\)/.exec(
        content,
      ) ?? [];
    expect(content).toContain(`const value${Number(last) - 1} = ${Number(last) - 1};\n\`\`\``);
    expect([Number(from), Number(to)]).toEqual([Number(last) + 1, 2000]);
    expect({ truncated, fits }).toEqual({ truncated: true, fits: true });
  });

  it('names context of which not even a line fits', () => {
    const { messages, truncated } = buildChatMessages(
      turn([user('Why?')], [document('x'.repeat(50_000))]),
      4096,
    );
    expect(messages.at(-1)?.content).toBe('(a.ts, lines 1 to 1, was left out: it does not fit.)\n\nWhy?');
    expect(truncated).toBe(true);
  });

  it('joins questions that were never answered, since chat templates want roles to alternate', () => {
    const packed = buildChatMessages(turn([user('One'), user('Two'), assistant('2'), user('Three')]), 8192);
    expect(packed.messages.slice(1)).toEqual([user('One\n\nTwo'), assistant('2'), user('Three')]);
  });

  it('says when the new message alone is longer than the window, and cuts nothing from it', () => {
    const words = 'word '.repeat(5000);
    const packed = buildChatMessages(turn([user(words)]), 4096);
    expect(packed.fits).toBe(false);
    expect(packed.messages.at(-1)).toEqual(user(words));
  });

  it('stays within the window for every conversation whose new message fits', () => {
    const text = fc.string({ maxLength: 6000, unit: fc.constantFrom('word ', 'x', '한', '\n', '```') });
    const conversation = fc.array(text, { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(
        conversation,
        text,
        fc.integer({ min: 1024, max: 16_384 }),
        (texts, code, contextTokens) => {
          const messages = texts.map((content, index) =>
            (texts.length - index) % 2 === 1 ? user(content) : assistant(content),
          );
          const packed = buildChatMessages(turn(messages, [document(code)]), contextTokens);
          const tokens = packed.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
          if (packed.fits) expect(tokens).toBeLessThanOrEqual(contextTokens);
          expect(packed.messages.at(-1)?.content.endsWith(texts.at(-1) ?? '')).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('systemRules', () => {
  it.each([
    { contextTokens: 2048, limit: 150 },
    { contextTokens: 4095, limit: 150 },
    { contextTokens: 4096, limit: 500 },
    { contextTokens: 128_000, limit: 500 },
  ])('are short for a window of $contextTokens tokens', ({ contextTokens, limit }) => {
    // Four characters a token is what tokenizers make of English prose.
    expect(systemRules(contextTokens).length / 4).toBeLessThanOrEqual(limit);
  });

  it.each([2048, 8192])('say who answers and that nothing is off-topic (%i tokens)', (contextTokens) => {
    const rules = systemRules(contextTokens);
    expect(rules).toMatch(/You are Fairwind/);
    expect(rules).toMatch(/Any subject/);
  });
});
