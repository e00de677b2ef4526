/**
 * What a piece of context is. `document`: the visible part of the active document. `selection`: the selected text.
 * `changes`: what is staged, or what is not. `instructions`: standing instructions of the person or the repository.
 * `attachment`: text of a file from elsewhere, such as a PDF.
 */
export const CONTEXT_KINDS = [
  'document',
  'selection',
  'file',
  'folder',
  'symbol',
  'problems',
  'terminal',
  'changes',
  'commit',
  'search',
  'instructions',
  'attachment',
  'image',
] as const;

export type ContextKind = (typeof CONTEXT_KINDS)[number];

export function isContextKind(value: unknown): value is ContextKind {
  return (CONTEXT_KINDS as readonly unknown[]).includes(value);
}
