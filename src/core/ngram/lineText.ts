import type { ContextIndex } from './contextIndex';
import type { Vocabulary } from './vocabulary';

/** The text of an indexed line: the same tokens in the same columns, with spaces in place of tabs before it. */
export function lineText(
  { index: { arena }, vocabulary }: { index: ContextIndex; vocabulary: Vocabulary },
  line: number,
): string {
  const start = arena.lineStart[line] ?? 0;
  const end = start + (arena.lineLength[line] ?? 0);
  let text = ' '.repeat(arena.lineIndent[line] ?? 0);
  for (let at = start + 1; at < end; at++) text += vocabulary.tokenText(arena.tokens[at] ?? 0);
  return text;
}
