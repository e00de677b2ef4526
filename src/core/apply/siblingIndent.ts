import { indentOf } from '../text/lines';
import { type Layout, type Pair, isBlankLine } from './layout';

/**
 * The nearest line beside a new line of the block that stands in both and is indented as that is in the block: in the file
 * both are to begin alike. Undefined where there is none.
 */
export function siblingOf({ block, file, matches }: Layout, line: number): Pair | undefined {
  const own = block.indents[line] ?? 0;
  const look = (step: 1 | -1): Pair | undefined => {
    for (let other = line + step; other >= 0 && other < block.lines.length; other += step) {
      const indent = block.indents[other] ?? 0;
      if (isBlankLine(block, other) || indent > own) continue;
      if (indent < own) return undefined;
      const match = matches[other] ?? -1;
      if (match < 0 || block.keys[other] !== file.keys[match]) continue;
      // A tab and spaces may only seem to be as wide.
      if (indentOf(block.lines[other] ?? '') !== indentOf(block.lines[line] ?? '')) continue;
      return { block: other, file: match };
    }
    return undefined;
  };
  const [above, below] = [look(-1), look(1)];
  if (!above || !below) return above ?? below;
  return below.block - line < line - above.block ? below : above;
}
