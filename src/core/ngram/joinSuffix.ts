import { bracketChange } from './features';

/**
 * Fits a predicted rest of the line to what already stands right of the cursor, so that nothing is there twice.
 * The prediction is cut where the existing text begins, outside any bracket the prediction itself opened.
 * @param pieces the predicted tokens as text, in order
 * @param lineSuffix what stands between the cursor and the end of the line
 * @returns the text to insert, or undefined when the prediction does not lead to the existing text
 */
export function joinSuffix(pieces: readonly string[], lineSuffix: string): string | undefined {
  const suffix = lineSuffix.trim();
  const text = pieces.join('');
  if (suffix === '') return text;
  let depth = 0;
  let start = 0;
  for (const piece of pieces) {
    const rest = text.slice(start).trimStart();
    if (depth === 0 && rest.startsWith(suffix)) {
      const blanks = text.length - start - rest.length;
      return text.slice(0, /^\s/.test(lineSuffix) ? start : start + blanks);
    }
    depth += bracketChange(piece.trim());
    start += piece.length;
  }
  return undefined;
}
