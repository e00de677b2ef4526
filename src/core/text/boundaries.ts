const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

/** Whether cutting `text` at the UTF-16 offset would split a surrogate pair or a CRLF. */
export function splitsCharacter(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  if (before === CARRIAGE_RETURN && after === LINE_FEED) return true;
  return isHighSurrogate(before) && isLowSurrogate(after);
}

/** The offset itself, or the next smaller one where `text` can be cut without splitting a character. */
export function boundaryAtOrBefore(text: string, offset: number): number {
  return splitsCharacter(text, offset) ? offset - 1 : offset;
}

/** The offset itself, or the next greater one where `text` can be cut without splitting a character. */
export function boundaryAtOrAfter(text: string, offset: number): number {
  return splitsCharacter(text, offset) ? offset + 1 : offset;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
