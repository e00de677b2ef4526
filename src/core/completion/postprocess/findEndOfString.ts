const QUOTES = ['"', "'", '`'];
/** Characters of what follows a string that tell its end from another quote. */
const ENOUGH_BEHIND = 3;

/**
 * Where a line of an answer ends the string that the cursor stands in, when it goes on behind it. The string ends right
 * of the cursor too, and so the line has an odd number of quotes, of its kind or of the kind that a model uses instead.
 * @param remainder the text right of the cursor
 * @returns the UTF-16 offset of the quote, or undefined where the line stays within the string or ends with another one
 */
export function findEndOfString(line: string, remainder: string, openQuote: string): number | undefined {
  if (openQuote === '' || !remainder.startsWith(openQuote)) return undefined;
  const behind = remainder.slice(1, 1 + ENOUGH_BEHIND);
  // A word behind the quote tells that it begins another string.
  if (/^\w/.test(behind)) return undefined;
  for (const quote of [openQuote, ...QUOTES.filter((other) => other !== openQuote)]) {
    const found = findAll(line, quote);
    if (found.length % 2 === 0) continue;
    const goesOn = found.find((at) =>
      behind === '' ? at === line.length - 1 : line.startsWith(behind, at + 1),
    );
    if (goesOn !== undefined) return goesOn;
    if (quote === openQuote) return found[0];
  }
  return undefined;
}

/** Where a quote stands that is not escaped. */
function findAll(line: string, quote: string): number[] {
  const found: number[] = [];
  for (let index = 0; index < line.length; index++) {
    if (line[index] === '\\') index++;
    else if (line[index] === quote) found.push(index);
  }
  return found;
}
