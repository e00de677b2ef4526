/** What keeps the text of files apart from the words around it in a prompt. */

/** A fence of backticks that is longer than any run of them in `text`, and at least three. */
export function fenceFor(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  return '`'.repeat(longest + 1);
}

/** A path is a file's name and a name can hold anything: line breaks would let it pose as prompt text. */
export function oneLine(path: string): string {
  return path.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** A name for a tag that is opened or closed nowhere in the texts. */
export function unusedName(name: string, texts: readonly string[]): string {
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? name : `${name}${number}`;
    if (!texts.some((text) => text.includes(`${candidate}>`))) return candidate;
  }
}
