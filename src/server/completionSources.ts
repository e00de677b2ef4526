import type { CompletionEngine } from '../core/completion/completionEngine';
import {
  type CompletionOutcome,
  type InlineCompletionRequest,
  type Suggestion,
  distinctItems,
} from '../core/completion/completionTypes';
import type { CompletionReason } from '../core/completion/reasons';
import { askingSettings, findReasonNotToAsk } from '../core/completion/triggerRules';
import type { Settings } from '../core/config/settings';
import type { WorkspaceSuggestions } from './workspaceSuggestions';

export interface CompletionSourcesOptions {
  /** Asks the connected model. */
  readonly engine: Pick<CompletionEngine, 'complete'>;
  readonly workspace: WorkspaceSuggestions;
  readonly hasConnectedModel: () => boolean;
  readonly settings: () => Settings;
  /** Called when the connected model's own suggestion is ready for a place where another is shown. */
  readonly onReady: (place: Place) => void;
  /** Called when asking behind a shown suggestion failed in a way that nobody expected. */
  readonly onError: (error: unknown) => void;
}

/** A cursor in one version of a document. */
export interface Place {
  readonly uri: string;
  readonly version: number;
  readonly offset: number;
}

/**
 * Decides who answers. Without a connected model the workspace model does. With one, the workspace model answers first
 * where it is sure, and the connected model is asked behind it; its own suggestion then waits for the editor to ask again.
 */
export class CompletionSources {
  readonly #behind = new Map<string, AbortController>();
  #ready: { readonly place: Place; readonly outcome: Suggestion } | undefined;

  constructor(private readonly options: CompletionSourcesOptions) {}

  async complete(request: InlineCompletionRequest, signal: AbortSignal): Promise<CompletionOutcome> {
    const place = placeOf(request);
    const ready = this.#takeReady(place);
    if (ready) return ready;
    this.#behind.get(place.uri)?.abort();
    if (request.trigger === 'automatic' && !this.options.hasConnectedModel())
      return this.#askWorkspace(request);
    if (request.trigger === 'invoked') return this.#askAll(request, signal);
    return this.#answerFirst(request, place) ?? this.#askConnected(request, signal);
  }

  dispose(): void {
    for (const controller of this.#behind.values()) controller.abort();
  }

  #askWorkspace(request: InlineCompletionRequest): CompletionOutcome {
    const reason = this.#reasonNotToAsk(request);
    if (reason) return { kind: 'none', reason };
    const eagerness = this.options.settings()['fairwind.completion.eagerness'];
    const { workspace } = this.options;
    return request.trigger === 'invoked'
      ? workspace.suggestSeveral(request, eagerness)
      : workspace.suggest(request, eagerness);
  }

  /** Everything that is on offer to a person who asked: the connected model's candidates, then the workspace model's. */
  async #askAll(request: InlineCompletionRequest, signal: AbortSignal): Promise<CompletionOutcome> {
    if (!this.options.hasConnectedModel()) return this.#askWorkspace(request);
    const outcome = await this.options.engine.complete(request, signal);
    if (signal.aborted || !this.options.settings()['fairwind.completion.workspaceFirst']) return outcome;
    const own = this.#askWorkspace(request);
    if (own.kind === 'none') return outcome;
    if (outcome.kind === 'none') return own;
    return { ...outcome, items: distinctItems([...outcome.items, ...own.items]) };
  }

  /** The connected model's suggestion; where it has none, or is spared, what the workspace model would show without it. */
  async #askConnected(request: InlineCompletionRequest, signal: AbortSignal): Promise<CompletionOutcome> {
    const outcome = await this.options.engine.complete(request, signal);
    const isAllowed = this.options.settings()['fairwind.completion.workspaceFirst'];
    if (outcome.kind === 'suggestion' || signal.aborted || !isAllowed) return outcome;
    const own = this.#askWorkspace(request);
    return own.kind === 'suggestion' ? own : outcome;
  }

  /** What the workspace model is sure of, with the connected model asked behind it; undefined when it is not sure. */
  #answerFirst(request: InlineCompletionRequest, place: Place): Suggestion | undefined {
    const isAllowed = this.options.settings()['fairwind.completion.workspaceFirst'];
    if (!isAllowed || this.#reasonNotToAsk(request)) return undefined;
    const first = this.options.workspace.suggest(request, 'low');
    if (first.kind === 'none') return undefined;
    this.#askBehind(request, place, first).catch(this.options.onError);
    return first;
  }

  #reasonNotToAsk(request: InlineCompletionRequest): CompletionReason | undefined {
    return findReasonNotToAsk(request, askingSettings(this.options.settings(), request.document.languageId));
  }

  async #askBehind(request: InlineCompletionRequest, place: Place, shown: Suggestion): Promise<void> {
    const controller = new AbortController();
    this.#behind.set(place.uri, controller);
    const outcome = await this.options.engine.complete(request, controller.signal);
    if (this.#behind.get(place.uri) === controller) this.#behind.delete(place.uri);
    const hasMovedOn = controller.signal.aborted || request.document.version !== place.version;
    if (hasMovedOn || outcome.kind === 'none' || saysTheSame(outcome, shown)) return;
    this.#ready = { place, outcome };
    this.options.onReady(place);
  }

  #takeReady(place: Place): Suggestion | undefined {
    const ready = this.#ready;
    this.#ready = undefined;
    const isHere =
      ready?.place.uri === place.uri &&
      ready.place.version === place.version &&
      ready.place.offset === place.offset;
    return isHere ? ready.outcome : undefined;
  }
}

function placeOf({ document, offset }: InlineCompletionRequest): Place {
  return { uri: document.uri, version: document.version, offset };
}

/** Two suggestions for one place say the same when the first insert the same text: then nothing is to be redrawn. */
function saysTheSame(a: Suggestion, b: Suggestion): boolean {
  return a.items[0]?.insertText === b.items[0]?.insertText;
}
