import type { InlineCompletionRequest, NoSuggestion, Suggestion } from '../core/completion/completionTypes';
import type { Eagerness } from '../core/config/settings';
import type { ModelIdentity } from '../core/model/languageModel';
import type { WorkspaceModel } from '../core/ngram/workspaceModel';
import type { TextDocumentSnapshot } from '../core/text/textDocumentSnapshot';
import { documentId } from './workspaceIndex/documentId';

/** The workspace model as people see it. It runs in the engine and sends nothing. */
export const WORKSPACE_MODEL: ModelIdentity = {
  id: 'workspace',
  provider: 'workspace',
  model: 'workspace model',
  host: 'localhost',
  isLocal: true,
};

/** Asks the workspace model at the cursor. Takes about a millisecond and waits for nothing. */
export function suggestFromWorkspace(
  model: WorkspaceModel,
  request: InlineCompletionRequest,
  eagerness: Eagerness,
): Suggestion | NoSuggestion {
  const { document, offset, selectedCompletionInfo: selected } = request;
  const { line, linePrefix, lineSuffix, eol } = cursorLine(document, offset);
  const typed = selected
    ? linePrefix.slice(0, linePrefix.length - (offset - selected.range.start))
    : linePrefix;
  const prediction = model.predict(
    {
      documentId: documentId(document.uri),
      line,
      linePrefix: typed + (selected?.text ?? ''),
      lineSuffix,
    },
    { eagerness },
  );
  if (prediction.kind === 'none') return { kind: 'none', reason: 'notSureEnough', model: WORKSPACE_MODEL };
  const insertText = (selected?.text ?? '') + prediction.text.replaceAll('\n', eol);
  const range = selected?.range ?? { start: offset, end: offset };
  return { kind: 'suggestion', items: [{ insertText, range }], model: WORKSPACE_MODEL };
}

function cursorLine(document: TextDocumentSnapshot, offset: number) {
  const { line, character } = document.positionAt(offset);
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const content = text.replace(/\r\n?$|\n$/, '');
  return {
    line,
    linePrefix: content.slice(0, character),
    lineSuffix: content.slice(character),
    eol: text.endsWith('\r\n') ? '\r\n' : '\n',
  };
}
