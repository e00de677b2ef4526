import type { ImageInput, ToolCall, ToolDefinition } from './chatMessages';

/**
 * Models that the editor lends, such as VS Code's own (`vscode.lm`), as a port: `server/hostModels` makes it. What the
 * editor does with a request is its own affair; Fairwind opens no connection for it.
 */
export interface HostModels {
  /** The models that the editor has now; none where it lends none. */
  list(signal: AbortSignal): Promise<readonly HostModelInfo[]>;
  /**
   * Asks a model of the editor. The last event is an `end`.
   * @throws AbortError, and whatever the connection to the editor throws
   */
  send(request: HostRequest, signal: AbortSignal): AsyncIterable<HostAnswerEvent>;
}

/** A model as the editor describes it. */
export interface HostModelInfo {
  readonly vendor: string;
  readonly id: string;
  readonly family: string;
  readonly name: string;
  readonly version: string;
  /** Tokens that a request may have. */
  readonly maxInputTokens: number;
}

export interface HostRequest {
  /** `vendor/id` or `vendor/family`, as `model` of an entry of `fairwind.models`. */
  readonly model: string;
  /** True when a person waits for the answer, so that the editor may ask whether Fairwind may use the model. */
  readonly isAsked: boolean;
  readonly messages: readonly HostMessage[];
  readonly tools?: readonly ToolDefinition[];
  /** True when the answer must call one of `tools`. */
  readonly mustCallTool?: boolean;
}

/** A message in the words of `vscode.lm`, which has no system role. */
export interface HostMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly HostPart[];
}

export type HostPart =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'image'; readonly image: ImageInput }
  | {
      readonly type: 'toolCall';
      readonly callId: string;
      readonly name: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'toolResult'; readonly callId: string; readonly text: string };

export type HostAnswerEvent =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'end'; readonly end: HostAnswerEnd };

/** How an answer ended: with the calls that the model makes, or with a failure. */
export interface HostAnswerEnd {
  readonly toolCalls: readonly ToolCall[];
  readonly failure?: HostFailure;
}

export interface HostFailure {
  /** `code` of VS Code's `LanguageModelError`; `Stalled` when nothing came for too long. */
  readonly code: HostFailureCode;
  /** The words of the editor or of whoever lends the model. */
  readonly message: string;
}

export type HostFailureCode = 'NotFound' | 'NoPermissions' | 'Blocked' | 'Stalled' | 'Unknown';

/** The vendor under which Fairwind's own models appear in the editor. It cannot be lent to Fairwind. */
export const OWN_VENDOR = 'fairwind';

/** The parts of `vendor/id` or `vendor/family`; ids may hold more slashes. Undefined for anything else. */
export function parseHostModel(
  model: string,
): { readonly vendor: string; readonly name: string } | undefined {
  const slash = model.indexOf('/');
  if (slash <= 0 || slash === model.length - 1) return undefined;
  return { vendor: model.slice(0, slash), name: model.slice(slash + 1) };
}

/** The model that `vendor/id` or `vendor/family` means: an id counts before a family, the first one of a family is it. */
export function findHostModel<T extends Pick<HostModelInfo, 'vendor' | 'id' | 'family'>>(
  models: readonly T[],
  model: string,
): T | undefined {
  const wanted = parseHostModel(model);
  const ofVendor = models.filter(({ vendor }) => vendor === wanted?.vendor);
  return (
    ofVendor.find(({ id }) => id === wanted?.name) ?? ofVendor.find(({ family }) => family === wanted?.name)
  );
}
