import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionOutcome, Suggestion } from '../../src/core/completion/completionTypes';
import { type Eagerness, defaultSettings } from '../../src/core/config/settings';
import type { ModelIdentity } from '../../src/core/model/languageModel';
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

it.each([
  ['shows what the workspace model knows where the connected model has nothing', true, 'suggestion'],
  ['shows nothing there where the person wants the connected model alone', false, 'none'],
])('%s', async (_, workspaceFirst, expected) => {
  const notSure = { kind: 'none', reason: 'notSureEnough', model: WORKSPACE_MODEL };
  const own = { kind: 'suggestion', items: [], model: WORKSPACE_MODEL };
  const sources = new CompletionSources({
    engine: { complete: async () => ({ kind: 'none', reason: 'statementFinished' }) },
    workspace: {
      // The workspace model must be surer to answer first than to answer at all.
      suggest: (_request: unknown, eagerness: Eagerness) => (eagerness === 'low' ? notSure : own),
    } as unknown as WorkspaceSuggestions,
    hasConnectedModel: () => true,
    settings: () => ({ ...defaultSettings, 'fairwind.completion.workspaceFirst': workspaceFirst }),
    onReady: () => {},
    onError: () => {},
  });
  const document = TextDocument.create('file:///a.ts', 'typescript', 1, '');
  const request = { document, offset: 0, trigger: 'automatic', path: 'a.ts' } as const;
  expect(await sources.complete(request, new AbortController().signal)).toMatchObject({ kind: expected });
});

describe('who asks by hand', () => {
  const suggestion = (model: ModelIdentity, ...texts: readonly string[]): Suggestion => ({
    kind: 'suggestion',
    items: texts.map((insertText) => ({ insertText, range: { start: 0, end: 0 } })),
    model,
  });
  const CONNECTED: ModelIdentity = { ...WORKSPACE_MODEL, id: 'm', provider: 'ollama' };
  const NONE = { kind: 'none', reason: 'emptyAnswer' } as const;

  const ask = async (connected: CompletionOutcome, own: CompletionOutcome, workspaceFirst = true) => {
    const sources = new CompletionSources({
      engine: { complete: async () => connected },
      workspace: { suggestSeveral: () => own } as unknown as WorkspaceSuggestions,
      hasConnectedModel: () => true,
      settings: () => ({ ...defaultSettings, 'fairwind.completion.workspaceFirst': workspaceFirst }),
      onReady: () => {},
      onError: () => {},
    });
    const document = TextDocument.create('file:///a.ts', 'typescript', 1, '');
    const request = { document, offset: 0, trigger: 'invoked', path: 'a.ts' } as const;
    const outcome = await sources.complete(request, new AbortController().signal);
    return outcome.kind === 'none' ? outcome.reason : outcome.items.map(({ insertText }) => insertText);
  };

  it.each([
    [
      'gets the candidates of both models',
      suggestion(CONNECTED, 'a', 'b'),
      suggestion(WORKSPACE_MODEL, 'c'),
      ['a', 'b', 'c'],
    ],
    [
      'gets each candidate once',
      suggestion(CONNECTED, 'a', 'b'),
      suggestion(WORKSPACE_MODEL, 'b'),
      ['a', 'b'],
    ],
    [
      'gets what the workspace model knows where the other has nothing',
      NONE,
      suggestion(WORKSPACE_MODEL, 'c'),
      ['c'],
    ],
    [
      'hears why the connected model has nothing where neither has',
      NONE,
      { kind: 'none', reason: 'notSureEnough' },
      'emptyAnswer',
    ],
  ] as const)('%s', async (_name, connected, own, expected) => {
    expect(await ask(connected, own)).toEqual(expected);
  });

  it('gets nothing of the workspace model where it is not wanted beside another', async () => {
    expect(await ask(suggestion(CONNECTED, 'a'), suggestion(WORKSPACE_MODEL, 'c'), false)).toEqual(['a']);
  });
});
