/** A beginning that asks for suggestions: `#` for context anywhere, `/` for a command at the start of the message. */
export interface Trigger {
  readonly kind: 'context' | 'command';
  /** Where it starts in the text, a UTF-16 offset. */
  readonly start: number;
  /** What stands after the sign, up to the caret. */
  readonly query: string;
}

/** Headings and numbers of issues are not asked for: `##`, and `#` inside of a word. */
const CONTEXT = /(?:^|\s)#([^\s#]{0,80})$/;
const COMMAND = /^\/([^\s/]{0,60})$/;

/** The trigger that the caret stands in, if any. */
export function findTrigger(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before)?.[1];
  if (command !== undefined) return { kind: 'command', start: 0, query: command };
  const context = CONTEXT.exec(before)?.[1];
  if (context === undefined) return undefined;
  return { kind: 'context', start: before.length - context.length - 1, query: context };
}
