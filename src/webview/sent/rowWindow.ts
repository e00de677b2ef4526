/** Rows beyond what is on screen that are drawn, so that scrolling does not show gaps. */
const EXTRA_ROWS = 8;

/** Which rows of a list are drawn: those on screen and a few more, whatever the list's length. */
export function rowWindow(
  { scrollTop, height }: { readonly scrollTop: number; readonly height: number },
  rowHeight: number,
  count: number,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - EXTRA_ROWS);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + EXTRA_ROWS);
  return { first: Math.min(first, end), end };
}
