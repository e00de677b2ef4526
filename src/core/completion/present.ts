import {
  type CompletionItem,
  type CompletionOutcome,
  type InlineCompletionRequest,
  distinctItems,
} from './completionTypes';
import type { Asked } from './modelQuestion';
import { type LineEdit, fitToLine } from './postprocess/fitToLine';
import type { CompletionReason } from './reasons';
import type { Insertion } from './suggestionCache';

/** Makes an insertion into an edit of the document, if the editor would show it. */
export function present(
  found: Insertion | CompletionReason,
  { window, request, model }: Asked,
): CompletionOutcome {
  if (typeof found === 'string') return { kind: 'none', reason: found, model };
  const { text, takesOver } = found;
  const edit = fitToLine({ text, takesOver, selected: selectedEdit(request) }, window);
  if (!edit) return { kind: 'none', reason: 'hiddenByEditor', model };
  const insertText = window.eol === '\n' ? edit.insertText : edit.insertText.replaceAll('\n', '\r\n');
  const range = { start: request.offset + edit.range.start, end: request.offset + edit.range.end };
  return { kind: 'suggestion', items: [{ insertText, range }], model };
}

/** Makes one suggestion of several candidates: those that the editor would show, each once. */
export function presentAll(candidates: readonly Insertion[], asked: Asked): CompletionOutcome {
  const items: CompletionItem[] = [];
  for (const candidate of candidates) {
    const outcome = present(candidate, asked);
    if (outcome.kind === 'suggestion') items.push(...outcome.items);
  }
  return items.length > 0
    ? { kind: 'suggestion', items: distinctItems(items), model: asked.model }
    : { kind: 'none', reason: 'hiddenByEditor', model: asked.model };
}

function selectedEdit({ offset, selectedCompletionInfo }: InlineCompletionRequest): LineEdit | undefined {
  if (!selectedCompletionInfo) return undefined;
  const { range, text } = selectedCompletionInfo;
  return { insertText: text, range: { start: range.start - offset, end: range.end - offset } };
}
