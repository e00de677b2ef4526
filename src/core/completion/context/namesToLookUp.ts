import { declarationReader } from '../../text/declarations';
import { KEYWORDS } from '../../text/keywords';
import { languageSyntax } from '../../text/languageSyntax';
import type { TextPosition } from '../../text/textDocumentSnapshot';
import { forEachName } from './names';

/** Shorter names are counters and type parameters. */
const SHORTEST_NAME = 3;

/** A name with one place where it stands. */
export interface NamePlace {
  readonly name: string;
  readonly position: TextPosition;
}

/** Some consecutive lines of a document around the cursor. */
export interface LinesAround {
  readonly lines: readonly string[];
  /** The number of the first of them in the document, and of the cursor's. */
  readonly firstLine: number;
  readonly cursorLine: number;
  readonly languageId: string;
  readonly path: string;
}

/**
 * Names around the cursor whose definitions are worth knowing, those on the nearest lines first, each at its nearest
 * place: no keywords, nothing in line comments, and nothing that these lines declare themselves.
 */
export function namesToLookUp({ lines, firstLine, cursorLine, languageId, path }: LinesAround): NamePlace[] {
  const read = declarationReader(path);
  const left = new Set(lines.flatMap((line) => read(line)?.name ?? []));
  const { lineComments } = languageSyntax(languageId);
  const found: NamePlace[] = [];
  const numbered = lines.map((line, index) => ({ line, number: firstLine + index }));
  numbered.sort((a, b) => Math.abs(a.number - cursorLine) - Math.abs(b.number - cursorLine));
  for (const { line, number } of numbered) {
    if (lineComments.some((mark) => line.trimStart().startsWith(mark))) continue;
    forEachName(line, (name, character) => {
      if (name.length < SHORTEST_NAME || KEYWORDS.has(name) || left.has(name)) return;
      left.add(name);
      found.push({ name, position: { line: number, character } });
    });
  }
  return found;
}
