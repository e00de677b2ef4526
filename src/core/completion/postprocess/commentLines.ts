import type { LanguageSyntax } from '../../text/languageSyntax';

/** Whether a line is nothing but a comment that ends with it. */
export function isCommentLine(line: string, { lineComments }: LanguageSyntax): boolean {
  const text = line.trimStart();
  return lineComments.some((leader) => text.startsWith(leader));
}

/** A line without the comment behind its code, as far as that can be told without reading its strings. */
export function withoutComment(line: string, { lineComments }: LanguageSyntax): string {
  for (const leader of lineComments) {
    const start = line.lastIndexOf(` ${leader} `);
    if (start > 0 && line.slice(0, start).trim() !== '') return line.slice(0, start).trimEnd();
  }
  return line;
}
