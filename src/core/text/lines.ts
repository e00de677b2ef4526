/** Columns that a tab counts for when indentation is compared. Only the order of two indentations matters. */
const TAB_COLUMNS = 4;

/** Lines of a text without their ends; CRLF and LF both end a line. */
export function splitLines(text: string): string[] {
  return text.split(/\r?\n/);
}

/** The same text with every line ended by LF alone. */
export function toLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Columns of white space that a line begins with; a tab counts for four. */
export function indentColumns(line: string): number {
  let columns = 0;
  for (let index = 0; index < line.length; index++) {
    const unit = line.charCodeAt(index);
    if (unit === 32) columns++;
    else if (unit === 9) columns += TAB_COLUMNS;
    else break;
  }
  return columns;
}

/** The white space that a line begins with. */
export function indentOf(line: string): string {
  let end = 0;
  while (end < line.length && (line.charCodeAt(end) === 32 || line.charCodeAt(end) === 9)) end++;
  return line.slice(0, end);
}

export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit !== 32 && unit !== 9 && unit !== 10 && unit !== 13) return text.trim() === '';
  }
  return true;
}

const WORD = /[\p{L}\p{N}_$]/u;

/** Whether a character (one UTF-16 unit or one whole surrogate pair) can be part of a name. */
export function isWordCharacter(character: string): boolean {
  if (character.length === 1) {
    const unit = character.charCodeAt(0);
    if (unit < 128)
      return (
        (unit >= 97 && unit <= 122) ||
        (unit >= 65 && unit <= 90) ||
        (unit >= 48 && unit <= 57) ||
        unit === 95 ||
        unit === 36
      );
  }
  return character !== '' && WORD.test(character);
}
