import type { NextEdit } from './nextEdit';

/** Tells a proposal from all others, wherever its line has moved to in the text. */
export function proposalKey({ kind, uri, range, newText }: NextEdit, text: string): string {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const lineEnd = text.indexOf('\n', range.end);
  return JSON.stringify([kind, uri, text.slice(lineStart, lineEnd >>> 0), range.start - lineStart, newText]);
}
