import { isCommentLine, messageOf, readMessageDocument } from '../../core/commit/editor/messageDocument';

/** What git says of where a message is from (the hook's second argument), for those that the person still has to write. */
const OPEN_SOURCES = new Set(['', 'template']);

/** Whether a message is the person's to write, and nothing of it is there yet: a template with text has one. */
export function isOpenMessage(text: string, source: string): boolean {
  return OPEN_SOURCES.has(source) && messageOf(readMessageDocument(text)) === '';
}

/** The text for the editor with a message above git's own; undefined where git would take a line of it for a comment. */
export function withMessage(text: string, message: string): string | undefined {
  const { commentPrefix } = readMessageDocument(text);
  if (message.trim() === '' || message.split('\n').some((line) => isCommentLine(line, commentPrefix)))
    return undefined;
  return `${message.trimEnd()}\n${text}`;
}
