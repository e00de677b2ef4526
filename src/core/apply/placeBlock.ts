import { readBlockLines } from './elision';
import { applyEdits, readFileLines, toOffsetEdits } from './fileLines';
import { placeFragment } from './fragment';
import { placeHunks } from './placeHunks';
import {
  type BlockForm,
  type CodeBlock,
  type LinePlacement,
  type Placement,
  type TargetFile,
  refuse,
} from './placement';
import { hasSearchReplace, readSearchReplace } from './searchReplace';
import { type DiffFile, looksLikeDiff, readDiff } from './unifiedDiff';

/** Lines; longer files and blocks are data. */
const MOST_FILE_LINES = 60_000;
const MOST_BLOCK_LINES = 20_000;

/**
 * Says where a block of a model's answer belongs in a file, and what it changes there: as few edits as there are changed
 * places, with the line ends, the byte order mark, the indentation and the end of the file left as they are. What cannot
 * be placed with certainty is refused. The text is only read.
 */
export function placeBlock(file: TargetFile, block: CodeBlock): Placement {
  const fileLines = readFileLines(file.text);
  const blockLines = trimBlank(readFileLines(block.text).lines);
  if (fileLines.lines.length > MOST_FILE_LINES || blockLines.length > MOST_BLOCK_LINES)
    return refuse('tooLarge');
  if (blockLines.length === 0) return refuse('unreadable');
  const { form, placement } = place(fileLines.lines, blockLines, { file, block });
  if (placement.kind === 'refused') return placement;
  const edits = toOffsetEdits(fileLines, placement.changes);
  if (applyEdits(file.text, edits) === file.text) return refuse('alreadyApplied');
  return { kind: 'placed', form, edits };
}

function place(
  fileLines: readonly string[],
  blockLines: readonly string[],
  { file, block }: { file: TargetFile; block: CodeBlock },
): { form: BlockForm; placement: LinePlacement } {
  if (hasSearchReplace(blockLines)) {
    const hunks = readSearchReplace(blockLines);
    const placement = hunks ? placeHunks(fileLines, hunks, file) : refuse('unreadable');
    return { form: 'searchReplace', placement };
  }
  if (looksLikeDiff(blockLines, block.language)) {
    const found = diffFor(readDiff(blockLines), file.path);
    const placement = found ? placeHunks(fileLines, found.hunks, file) : refuse('unreadable');
    return { form: 'diff', placement };
  }
  if (fileLines.every((line) => line.trim() === '')) {
    const whole = { start: 0, end: fileLines.length, lines: blockLines };
    return { form: 'wholeFile', placement: { kind: 'placed', changes: [whole] } };
  }
  const known = new Set(fileLines.map((line) => line.trim()));
  const items = readBlockLines(blockLines, (line) => known.has(line.trim()));
  const placed = placeFragment(fileLines, items, file);
  return { form: placed.form, placement: placed };
}

/** The part of a diff that is for a file: the only one, or the one whose path ends like the file's. */
function diffFor(files: readonly DiffFile[], path: string): DiffFile | undefined {
  const withHunks = files.filter(({ hunks }) => hunks.length > 0);
  if (withHunks.length === 1) return withHunks[0];
  return withHunks.find(
    (file) => file.path !== undefined && (path === file.path || path.endsWith(`/${file.path}`)),
  );
}

function trimBlank(lines: readonly string[]): readonly string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === '') start++;
  while (end > start && lines[end - 1]?.trim() === '') end--;
  return lines.slice(start, end);
}
