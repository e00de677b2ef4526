/** The slash command in front of a message and what follows it; undefined where there is none, as in a path. */
export function parseSlash(text: string): { readonly name: string; readonly rest: string } | undefined {
  const match = /^\s*\/([\p{L}\p{N}][\p{L}\p{N}._-]*)(?:\s+([\s\S]*))?$/u.exec(text);
  return match?.[1] === undefined ? undefined : { name: match[1], rest: (match[2] ?? '').trim() };
}
