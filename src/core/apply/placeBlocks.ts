import { composeEdits } from './composeEdits';
import { applyEdits } from './fileLines';
import { placeBlock } from './placeBlock';
import type { CodeBlock, OffsetEdit, RefusalReason, TargetFile } from './placement';

/** What several blocks change in one file. */
export interface PlacedBlocks {
  /** In ascending order and apart from each other; none where no block was placed. */
  readonly edits: readonly OffsetEdit[];
  readonly refused: readonly { readonly block: number; readonly reason: RefusalReason }[];
}

/** Places blocks one after the other: each is laid over the file as the ones before have left it. */
export function placeBlocks(file: TargetFile, blocks: readonly CodeBlock[]): PlacedBlocks {
  let edits: readonly OffsetEdit[] = [];
  const refused: { block: number; reason: RefusalReason }[] = [];
  for (const [index, block] of blocks.entries()) {
    const placement = placeBlock({ ...file, text: applyEdits(file.text, edits) }, block);
    if (placement.kind === 'refused') refused.push({ block: index, reason: placement.reason });
    else edits = edits.length === 0 ? placement.edits : composeEdits(file.text, edits, placement.edits);
  }
  return { edits, refused };
}
