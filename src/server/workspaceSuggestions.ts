import {
  type InlineCompletionRequest,
  type NoSuggestion,
  type Suggestion,
  distinctItems,
} from '../core/completion/completionTypes';
import { type WindowBudget, cutWindow } from '../core/completion/cursorWindow';
import { type Insertion, SuggestionCache, type SuggestionPlace } from '../core/completion/suggestionCache';
import type { Eagerness } from '../core/config/settings';
import type { ModelIdentity } from '../core/model/languageModel';
import type { PredictOptions, WorkspaceModel } from '../core/ngram/workspaceModel';
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

/** Candidates that are offered to a person who asks. */
const MOST_CANDIDATES = 3;
/** Who asks for candidates looks at them, so they may be much less sure than what shows itself unasked. */
const CANDIDATE_THRESHOLD = 0.05;

/** How much text around the cursor must be the same for an earlier suggestion to be shown on. */
const SAME_PLACE: WindowBudget = { prefixTokens: 200, suffixTokens: 100, suffixLines: 3 };

/**
 * Asks the workspace model at the cursor. Takes about a millisecond and waits for nothing.
 * What it suggested stays while the person types it: half a word can be less telling than none.
 */
export class WorkspaceSuggestions {
  readonly #shown = new SuggestionCache();

  constructor(private readonly model: Pick<WorkspaceModel, 'predict'>) {}

  suggest(request: InlineCompletionRequest, eagerness: Eagerness): Suggestion | NoSuggestion {
    const { document, offset, selectedCompletionInfo: selected } = request;
    const line = cursorLine(document, offset);
    const place = placeOf(request, line.number);
    const shown = selected ? undefined : this.#shown.find(place);
    if (shown) return suggestion(shown, request, line.eol);
    const prediction = this.#predict(request, line, { eagerness });
    if (prediction.kind === 'none') return { kind: 'none', reason: 'notSureEnough', model: WORKSPACE_MODEL };
    if (!selected) this.#shown.add({ ...place, text: prediction.text, takesOver: 0 });
    return suggestion({ text: prediction.text, takesOver: 0 }, request, line.eol);
  }

  /** Several ways to go on for a person who asks, the surest first; each begins otherwise than the others. */
  suggestSeveral(request: InlineCompletionRequest, eagerness: Eagerness): Suggestion | NoSuggestion {
    const first = this.suggest(request, eagerness);
    const line = cursorLine(request.document, request.offset);
    const items = first.kind === 'none' ? [] : [...first.items];
    const avoid = new Set<number>();
    for (let asked = 0; asked < MOST_CANDIDATES; asked++) {
      const prediction = this.#predict(request, line, { threshold: CANDIDATE_THRESHOLD, avoid });
      if (prediction.kind === 'none') break;
      avoid.add(prediction.firstToken);
      items.push(...suggestion({ text: prediction.text, takesOver: 0 }, request, line.eol).items);
    }
    if (items.length === 0) return first;
    const distinct = distinctItems(items).slice(0, MOST_CANDIDATES);
    return { kind: 'suggestion', items: distinct, model: WORKSPACE_MODEL };
  }

  #predict(
    { document, offset, selectedCompletionInfo: selected }: InlineCompletionRequest,
    line: CursorLine,
    options: PredictOptions,
  ) {
    const typed = selected ? line.prefix.slice(0, selected.range.start - offset) : line.prefix;
    return this.model.predict(
      {
        documentId: documentId(document.uri),
        line: line.number,
        linePrefix: typed + (selected?.text ?? ''),
        lineSuffix: line.suffix,
      },
      options,
    );
  }
}

function suggestion(
  { text, takesOver }: Insertion,
  request: InlineCompletionRequest,
  eol: string,
): Suggestion {
  const { offset, selectedCompletionInfo: selected } = request;
  const insertText = (selected?.text ?? '') + text.replaceAll('\n', eol);
  const range = selected?.range ?? { start: offset, end: offset + takesOver };
  return { kind: 'suggestion', items: [{ insertText, range }], model: WORKSPACE_MODEL };
}

function placeOf({ document, offset }: InlineCompletionRequest, line: number): SuggestionPlace {
  const window = cutWindow(document.getText(), offset, line, SAME_PLACE);
  return { uri: document.uri, window, model: WORKSPACE_MODEL };
}

interface CursorLine {
  /** Counted from 0. */
  readonly number: number;
  readonly prefix: string;
  readonly suffix: string;
  readonly eol: string;
}

function cursorLine(document: TextDocumentSnapshot, offset: number): CursorLine {
  const { line, character } = document.positionAt(offset);
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const content = text.replace(/\r\n?$|\n$/, '');
  return {
    number: line,
    prefix: content.slice(0, character),
    suffix: content.slice(character),
    eol: text.endsWith('\r\n') ? '\r\n' : '\n',
  };
}
