/** What a model is given beside the person's words. The wire's `ChatContextItem` is one. */
export interface ContextItem {
  /** `document`: the visible part of the active document. `selection`: the selected text. */
  readonly kind: 'document' | 'selection';
  /** Path relative to its workspace folder. */
  readonly path: string;
  readonly languageId: string;
  /** First and last line of `text`, counted from 1. */
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

const HEADINGS: Readonly<Record<ContextItem['kind'], string>> = {
  document: 'The visible part of the active document',
  selection: 'The selection',
};

/** Writes a context item as a heading that names path and lines, and a fenced block that the text cannot end early. */
export function contextBlock(item: ContextItem): string {
  const fence = fenceFor(item.text);
  const heading = `${HEADINGS[item.kind]}, ${oneLine(item.path)}, lines ${item.startLine} to ${item.endLine}:`;
  const end = item.text.endsWith('\n') ? '' : '\n';
  return `${heading}\n${fence}${item.languageId}\n${item.text}${end}${fence}`;
}

/** A fence of backticks that is longer than any run of them in `text`, and at least three. */
export function fenceFor(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  return '`'.repeat(longest + 1);
}

/**
 * Cuts a context item down to whole lines that are at most `length` UTF-16 units, from its start, and corrects its
 * last line. Undefined when not even one line fits.
 */
export function shortenContextItem(item: ContextItem, length: number): ContextItem | undefined {
  if (item.text.length <= length) return item;
  const end = item.text.lastIndexOf('\n', length - 1);
  if (end <= 0) return undefined;
  const text = item.text.slice(0, end);
  return { ...item, text, endLine: item.startLine + text.split('\n').length - 1 };
}

/** A path is a file's name and a name can hold anything: line breaks would let it pose as prompt text. */
function oneLine(path: string): string {
  return path.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
