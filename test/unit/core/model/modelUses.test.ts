import { describe, expect, it } from 'vitest';
import type { ProviderKind } from '../../../../src/core/model/languageModel';
import { answersInText, chooseAuto, isForChat, isKnownToFill } from '../../../../src/core/model/modelUses';

describe('by its name, a model', () => {
  it.each([
    ['gpt-6-mini', true],
    ['qwen2.5-coder:1.5b-base', true],
    ['gemini-3.8-flash', true],
    ['mistral-small-latest', true],
    ['', true],
    ['text-embedding-3-small', false],
    ['nomic-embed-text:latest', false],
    ['bge-m3', false],
    ['whisper-1', false],
    ['gpt-4o-mini-tts', false],
    ['gpt-4o-transcribe', false],
    ['omni-moderation-latest', false],
    ['dall-e-3', false],
    ['gpt-image-1', false],
    ['jina-reranker-v2', false],
  ])('%j answers in text: %s', (name, expected) => expect(answersInText(name)).toBe(expected));

  it.each([
    ['llama3.2', true],
    ['qwen2.5-coder:1.5b', true],
    ['database-expert', true],
    ['claude-sonnet-5-5', true],
    ['qwen2.5-coder:1.5b-base', false],
    ['Mellum-4b-base', false],
    ['base', false],
    ['starcoder2:3b', false],
    ['starcoder2:15b-instruct', true],
    ['sweep-next-edit-1.5b', false],
    ['zeta-2', false],
  ])('%j can hold a conversation: %s', (name, expected) => expect(isForChat(name)).toBe(expected));
});

describe('a model is known to fill in the middle', () => {
  it.each<[provider: ProviderKind, model: string, fim: string | undefined, expected: boolean]>([
    ['ollama', 'qwen2.5-coder:1.5b', undefined, true],
    ['openai', 'codestral-latest', undefined, true],
    ['openai', 'gpt-6-mini', undefined, false],
    ['llamacpp', '', undefined, true],
    ['llamacpp', 'llama3.2', undefined, false],
    ['openai', 'my-model', 'suffix', true],
    ['openai', 'my-model', 'starcoder2', true],
    ['openai', 'my-model', 'chat', false],
    ['ollama', 'qwen2.5-coder:1.5b', 'chat', false],
    ['ollama', 'qwen2.5-coder:1.5b', 'none', false],
  ])('%s %j with fim %s: %s', (provider, model, fim, expected) =>
    expect(isKnownToFill({ provider, model, ...(fim !== undefined && { fim }) })).toBe(expected),
  );
});

describe('auto', () => {
  const models = (...names: string[]) =>
    names.map((name) => {
      const [model = '', fim] = name.split('|');
      return { provider: 'ollama' as const, model, ...(fim !== undefined && { fim }) };
    });
  it.each([
    ['no model', [], undefined, undefined],
    ['one that fits nothing', ['starcoder2:3b|none'], 'starcoder2:3b', 'starcoder2:3b'],
    ['a talker alone', ['llama3.2'], 'llama3.2', 'llama3.2'],
    ['a code model alone', ['qwen2.5-coder:7b'], 'qwen2.5-coder:7b', 'qwen2.5-coder:7b'],
    ['a talker first', ['llama3.2', 'qwen2.5-coder:1.5b-base'], 'qwen2.5-coder:1.5b-base', 'llama3.2'],
    ['a base model first', ['qwen2.5-coder:1.5b-base', 'llama3.2'], 'qwen2.5-coder:1.5b-base', 'llama3.2'],
    ['one that is not to be asked', ['llama3.2|none', 'gpt-6-mini'], 'gpt-6-mini', 'llama3.2'],
    ['two talkers', ['llama3.2', 'gpt-6-mini'], 'llama3.2', 'llama3.2'],
  ])('of %s', (_name, names, completion, chat) => {
    const given = models(...names);
    expect(chooseAuto('completion', given)?.model).toBe(completion);
    expect(chooseAuto('chat', given)?.model).toBe(chat);
    expect(chooseAuto('commit', given)?.model).toBe(chat);
  });

  it('never has keystrokes use up the quota of a model that the editor lends', () => {
    const lent = { provider: 'vscode' as const, model: 'acme/codestral' };
    const own = { provider: 'ollama' as const, model: 'llama3.2' };
    expect(chooseAuto('completion', [lent])).toBeUndefined();
    expect(chooseAuto('completion', [lent, own])).toBe(own);
    expect(chooseAuto('chat', [lent, own])).toBe(lent);
  });
});
