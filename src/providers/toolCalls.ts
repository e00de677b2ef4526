import type { ToolCall } from '../core/model/chatMessages';

/** A piece of a call as wires stream it; each call has an index of its own. */
export interface ToolCallDelta {
  readonly index: number;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** The next characters of the arguments' JSON. */
  readonly arguments?: string | undefined;
}

/** Puts calls together that are streamed in pieces. */
export class ToolCallReader {
  readonly #calls = new Map<number, { id: string; name: string; arguments: string }>();

  add({ index, id, name, arguments: text }: ToolCallDelta): void {
    const call = this.#calls.get(index) ?? { id: `call_${index}`, name: '', arguments: '' };
    if (id !== undefined && id !== '') call.id = id;
    call.name += name ?? '';
    call.arguments += text ?? '';
    this.#calls.set(index, call);
  }

  /** The calls since the last time, in their order; called when the wire says that they are whole. */
  take(): ToolCall[] {
    const calls = [...this.#calls.values()].map((call) => ({
      ...call,
      // A tool without parameters is called with nothing at all by some servers.
      arguments: call.arguments === '' ? '{}' : call.arguments,
    }));
    this.#calls.clear();
    return calls;
  }
}

/** What the model wrote may be no object; then the call goes back with none. */
export function parseArguments(call: ToolCall): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(call.arguments);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Not JSON.
  }
  return {};
}
