import { describe, expect, it } from 'vitest';
import type { ChatRequest, CompletionRequest } from '../../../../src/core/model/languageModel';
import { applyParameters } from '../../../../src/core/model/parameters';

const CHAT: ChatRequest = { kind: 'chat', messages: [], temperature: 0.2, maxTokens: 500, stop: ['A'] };
const COMPLETION: CompletionRequest = {
  kind: 'completion',
  prefix: '',
  suffix: '',
  path: 'a.ts',
  languageId: 'typescript',
  extra: [],
  maxTokens: 256,
  stop: ['\n\n'],
};

describe('the parameters of a settings entry', () => {
  it('replace the sampling of a chat and its limit, and add to its ends', () => {
    const parameters = { temperature: 0.9, topP: 0.5, seed: 1, maxTokens: 9_000, stop: ['B'] };
    expect(applyParameters(CHAT, 'chat', parameters)).toEqual({
      ...CHAT,
      ...parameters,
      stop: ['A', 'B'],
    });
  });

  it('of a role count before those of all', () => {
    const parameters = { temperature: 0.1, seed: 1, commit: { temperature: 0.9 } };
    expect(applyParameters(CHAT, 'commit', parameters)).toMatchObject({ temperature: 0.9, seed: 1 });
    expect(applyParameters(CHAT, 'chat', parameters)).toMatchObject({ temperature: 0.1, seed: 1 });
  });

  it.each([
    [100, 100],
    [1_000, 256],
  ])('lower the limit of a completion, and never raise it (%i)', (maxTokens, expected) => {
    expect(applyParameters(COMPLETION, 'completion', { maxTokens }).maxTokens).toBe(expected);
  });

  it('leave a request alone where they say nothing', () => {
    expect(applyParameters(COMPLETION, 'completion', { chat: { seed: 1 } })).toEqual(COMPLETION);
  });

  it('shape the sampling of a check as its role does, and nothing else of it', () => {
    const parameters = { maxTokens: 1, stop: ['x'], chat: { seed: 1 }, completion: { seed: 2 } };
    expect(applyParameters(CHAT, 'check', parameters)).toEqual({ ...CHAT, seed: 1 });
    expect(applyParameters(COMPLETION, 'check', parameters)).toEqual({ ...COMPLETION, seed: 2 });
  });
});
