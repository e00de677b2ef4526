import type { CompletionRequest, ModelIdentity } from '../model/languageModel';
import type { InlineCompletionRequest } from './completionTypes';
import type { ContextRequest } from './context/completionContext';
import { type CursorWindow, type WindowBudget, cutWindow } from './cursorWindow';
import type { InsertionPlace } from './insertionPlace';
import { leastProbabilityOf } from './confidentText';
import type { AskingSettings } from './triggerRules';

/** One request on its way through the completion path. */
export interface Asked {
  /** The window around the cursor as the document has it. */
  readonly window: CursorWindow;
  /** The window with the selected item of the suggest widget in it. */
  readonly effective: CursorWindow;
  readonly request: InlineCompletionRequest;
  readonly settings: AskingSettings;
  readonly model: ModelIdentity;
  /** How freely the answer is sampled; the likeliest one when absent. */
  readonly temperature?: number;
}

/** Tokens that an answer may have. */
const ANSWER_TOKENS = 256;
/** Tokens of prefix and suffix together, however much the model can see: more costs time and gains little. */
const MOST_WINDOW_TOKENS = 2_000;
/** Tokens for the markers around the texts, and for what the estimates miss. */
const SPARE_TOKENS = 64;
/** Tokens of other files: what is found beyond four or five pieces is worth less than the time to read it. */
const MOST_CONTEXT_TOKENS = 1_000;
/** Share of the window that stands before the cursor. */
const PREFIX_SHARE = 0.75;
/** Twelve lines below the cursor are enough for a model to see where it has to arrive; twice that is safe. */
const SUFFIX_LINES = 24;

/** The text around the cursor, as much of it as the model can take. */
export function openWindow(request: InlineCompletionRequest, contextTokens: number): CursorWindow {
  const tokens = Math.max(64, Math.min(MOST_WINDOW_TOKENS, contextTokens - ANSWER_TOKENS - SPARE_TOKENS));
  const budget: WindowBudget = {
    prefixTokens: Math.floor(tokens * PREFIX_SHARE),
    suffixTokens: Math.floor(tokens * (1 - PREFIX_SHARE)),
    suffixLines: SUFFIX_LINES,
  };
  const { document, offset } = request;
  return cutWindow(document.getText(), offset, document.positionAt(offset).line, budget);
}

/** The window as it will be once the selected item of the suggest widget is accepted. */
export function withSelectedItem(window: CursorWindow, request: InlineCompletionRequest): CursorWindow {
  const selected = request.selectedCompletionInfo;
  if (!selected) return window;
  const typed = request.offset - selected.range.start;
  const replaceTyped = (text: string) => text.slice(0, text.length - typed) + selected.text;
  return { ...window, prefix: replaceTyped(window.prefix), linePrefix: replaceTyped(window.linePrefix) };
}

/** What the model is sent, without the pieces of other files. */
export function modelRequest(
  { request, settings, temperature }: Asked,
  place: InsertionPlace,
): Omit<CompletionRequest, 'extra'> {
  return {
    kind: 'completion',
    prefix: place.window.prefix,
    suffix: place.window.suffix,
    path: request.path,
    languageId: request.document.languageId,
    maxTokens: ANSWER_TOKENS,
    stop: [],
    ...(temperature !== undefined && { temperature }),
    ...(request.trigger === 'automatic' && { leastProbability: leastProbabilityOf(settings.eagerness) }),
  };
}

/** What pieces of other files are asked for, and how many tokens (estimated) they may have. */
export function contextRequest({ window, request }: Asked, contextTokens: number): ContextRequest {
  const { document, offset } = request;
  const left = contextTokens - MOST_WINDOW_TOKENS - ANSWER_TOKENS - SPARE_TOKENS;
  return {
    uri: document.uri,
    languageId: document.languageId,
    cursor: document.positionAt(offset),
    window,
    budget: Math.max(0, Math.min(MOST_CONTEXT_TOKENS, left)),
  };
}
