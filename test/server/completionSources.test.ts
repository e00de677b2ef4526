import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { defaultSettings } from '../../src/core/config/settings';
import { CompletionSources } from '../../src/server/completionSources';
import { WORKSPACE_MODEL, type WorkspaceSuggestions } from '../../src/server/workspaceSuggestions';

it('tells of a failure behind a shown suggestion, which would end the process if nobody took it', async () => {
  const failure = new Error('out of order');
  const shown = {
    kind: 'suggestion',
    items: [{ insertText: 'x', range: { start: 0, end: 0 } }],
    model: WORKSPACE_MODEL,
  };
  let tell: (error: unknown) => void = () => {};
  const told = new Promise((resolve) => {
    tell = resolve;
  });
  const sources = new CompletionSources({
    engine: { complete: () => Promise.reject(failure) },
    workspace: { suggest: () => shown } as unknown as WorkspaceSuggestions,
    hasConnectedModel: () => true,
    settings: () => defaultSettings,
    onReady: () => {},
    onError: tell,
  });
  const document = TextDocument.create('file:///a.ts', 'typescript', 1, '');
  const request = { document, offset: 0, trigger: 'automatic', path: 'a.ts' } as const;
  expect(await sources.complete(request, new AbortController().signal)).toBe(shown);
  expect(await told).toBe(failure);
});
