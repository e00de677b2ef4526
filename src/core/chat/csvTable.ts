/** The beginning of a table in CSV, and how much there is of it. */
export interface CsvTable {
  /** The first rows as written; the whole text where it is short. */
  readonly text: string;
  /** With the first one, which usually names the columns. */
  readonly rows: number;
  readonly columns: number;
  /** Rows in `text`. */
  readonly shownRows: number;
}

/** UTF-16 units up to which a table is given whole; of a longer one this much. */
const LONGEST_TABLE = 16_000;

/** Reads a table whose fields stand between commas, semicolons or tabs; a quoted field may hold line breaks (RFC 4180). */
export function readCsv(text: string): CsvTable {
  const separator = separatorOf(text);
  let [rows, shownRows, shownEnd, columns, fields] = [0, 0, 0, 0, 1];
  let isQuoted = false;
  let rowStart = 0;
  for (let index = 0; index <= text.length; index++) {
    const character = text.charAt(index);
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted && index < text.length) continue;
    else if (character === separator) fields += 1;
    else if (character === '\n' || index === text.length) {
      if (text.slice(rowStart, index).trim() !== '') {
        rows += 1;
        columns = Math.max(columns, fields);
        if (index <= LONGEST_TABLE || rows === 1) [shownRows, shownEnd] = [rows, index];
      }
      rowStart = index + 1;
      fields = 1;
    }
  }
  return { text: text.slice(0, shownEnd), rows, columns, shownRows };
}

function separatorOf(text: string): string {
  const line = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  const counts = [',', ';', '\t'].map((each) => ({ each, count: line.split(each).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).each;
}
