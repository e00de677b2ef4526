/**
 * The plain way: the first and the last line of a block are looked up in the file, without their indentation, and what
 * stands between is replaced. Undefined where they are not found, or the first one is found twice.
 */
export function placeByEnds(lines: readonly string[], block: readonly string[]): string[] | undefined {
  const shown = block.filter((line) => line.trim() !== '');
  const [first, last] = [shown[0]?.trim(), shown.at(-1)?.trim()];
  if (first === undefined || last === undefined) return undefined;
  const start = lines.findIndex((line) => line.trim() === first);
  if (start < 0 || lines.slice(start + 1).some((line) => line.trim() === first)) return undefined;
  const end = lines.findIndex((line, index) => index >= start && line.trim() === last);
  if (end < 0) return undefined;
  return [...lines.slice(0, start), ...block, ...lines.slice(end + 1)];
}
