import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createWorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import { documentId } from '../../../src/server/workspaceIndex/documentId';
import { WorkspaceSuggestions } from '../../../src/server/workspaceSuggestions';

const URI = 'file:///project/a.ts';
const WRITTEN = 'return cache.get(key);\nreturn cache.get(key);\nreturn store.load(key);\n\nreturn ';

function ask(how: 'suggest' | 'suggestSeveral', text = WRITTEN): readonly string[] {
  const model = createWorkspaceModel({ maxMemoryBytes: 2 ** 24 });
  model.setDocument(documentId(URI), text, 'typescript');
  model.indexSlice(Infinity);
  const document = TextDocument.create(URI, 'typescript', 1, text);
  const request = { document, offset: text.length, trigger: 'invoked', path: 'a.ts' } as const;
  const outcome = new WorkspaceSuggestions(model)[how](request, 'low');
  return outcome.kind === 'none' ? [outcome.reason] : outcome.items.map(({ insertText }) => insertText);
}

it('offers several ways to go on to a person who asks, even where it is not sure enough to show one', () => {
  expect(ask('suggest')).toEqual(['notSureEnough']);
  expect(ask('suggestSeveral').toSorted()).toEqual(['cache.get(key);', 'store.load(key);']);
});

it('offers nothing where it knows nothing', () => {
  expect(ask('suggestSeveral', 'const alpha = 1;\n\nunheard ')).toEqual(['notSureEnough']);
});
