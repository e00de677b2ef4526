import { describe, expect, it } from 'vitest';
import type { CompletionOutcome } from '../../../src/core/completion/completionTypes';
import type { EditorReason } from '../../../src/core/completion/reasons';
import { LastOutcome } from '../../../src/server/lastOutcome';
import { WORKSPACE_MODEL } from '../../../src/server/workspaceSuggestions';

const workspace = {
  folders: () => [],
  isRestricted: () => false,
  relativePath: (uri: string) => uri.replace('file:///w/', ''),
};

function after(outcome: CompletionOutcome): LastOutcome {
  const last = new LastOutcome(workspace);
  last.remember({ outcome, uri: 'file:///w/a.go', languageId: 'go', durationMs: 3 });
  return last;
}

describe('the answer to "Why no suggestion?"', () => {
  it('is the reason of the last request, with its file', () => {
    expect(after({ kind: 'none', reason: 'disabledForLanguage' }).describe({})).toEqual({
      reason: 'disabledForLanguage',
      message:
        'a.go: Suggestions are turned off for go. The status menu turns them on; one that you trigger by hand comes all the same.',
      uri: 'file:///w/a.go',
      durationMs: 3,
    });
  });

  it('names the model that did suggest something', () => {
    const outcome = { kind: 'suggestion', items: [], model: WORKSPACE_MODEL } as const;
    expect(after(outcome).describe({})).toMatchObject({
      reason: 'suggestion',
      message: expect.stringContaining('workspace model suggested something in a.go') as string,
    });
  });

  it('is the editor’s own reason before the one of an earlier request', () => {
    const asked = { uri: 'file:///w/b.ts', languageId: 'typescript', editorReason: 'snoozed' } as const;
    expect(after({ kind: 'none', reason: 'emptyAnswer' }).describe(asked)).toEqual({
      reason: 'snoozed',
      message: 'b.ts: Suggestions are snoozed. The status menu resumes them.',
      uri: 'file:///w/b.ts',
    });
  });

  it('takes no reason from an editor that it has no words for', () => {
    const asked = { editorReason: 'constructor' as EditorReason };
    expect(after({ kind: 'none', reason: 'emptyAnswer' }).describe(asked).reason).toBe('emptyAnswer');
  });

  it('is that nothing was asked yet', () => {
    expect(new LastOutcome(workspace).describe({})).toMatchObject({ reason: 'none' });
  });
});
