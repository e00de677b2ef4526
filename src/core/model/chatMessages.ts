/** What conversations with a model are made of. Every wire has these in its own words; adapters translate. */

export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

export interface SystemMessage {
  readonly role: 'system';
  readonly content: string;
}

export interface UserMessage {
  readonly role: 'user';
  readonly content: string;
  readonly images?: readonly ImageInput[];
}

/** What the model said in an earlier turn. */
export interface AssistantMessage {
  readonly role: 'assistant';
  readonly content: string;
  readonly toolCalls?: readonly ToolCall[];
  /** The reasoning before the answer, for wires that want it back while tools are being called. */
  readonly reasoning?: readonly ReasoningBlock[];
}

/** What a tool gave back. Follows the message with its call. */
export interface ToolMessage {
  readonly role: 'tool';
  readonly content: string;
  readonly callId: string;
  /** The tool's name, for wires whose calls have no id. */
  readonly name: string;
}

export interface ImageInput {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** Base64 (RFC 4648) without line breaks and without a `data:` prefix. */
  readonly data: string;
}

export interface ToolCall {
  /** The server's id for the call; made up by the adapter, unique in the answer, where the wire has none. */
  readonly id: string;
  readonly name: string;
  /** The arguments as JSON text, as the model wrote them: not checked against the tool's schema. */
  readonly arguments: string;
  /** An opaque text of the server that goes back to it with the call (Gemini's thought signature). */
  readonly signature?: string;
}

/** A stretch of reasoning that its server signed, to be given back unchanged. */
export interface ReasoningBlock {
  /** Empty where the server keeps the text to itself. */
  readonly text: string;
  /** An opaque text of the server: its signature, or all of the reasoning where `isRedacted`. */
  readonly signature: string;
  readonly isRedacted?: boolean;
}

/** A tool that the model may call. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

/** A JSON Schema whose root is an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;
