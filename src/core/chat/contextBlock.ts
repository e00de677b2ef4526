import { fenceFor, oneLine } from '../model/promptText';

export type ContextKind =
  | 'document'
  | 'selection'
  | 'file'
  | 'folder'
  | 'symbol'
  | 'problems'
  | 'terminal'
  | 'changes'
  | 'commit'
  | 'search'
  | 'instructions'
  | 'attachment'
  | 'image';

/** What a model is given beside the person's words. The wire's `ChatContextItem` is one. */
export interface ContextItem {
  readonly kind: ContextKind;
  /** A path relative to its workspace folder, or what it is in a few words. */
  readonly label: string;
  readonly languageId: string;
  /** First and last line of `text` in its file, counted from 1; absent where it has none. */
  readonly startLine?: number;
  readonly endLine?: number;
  readonly text: string;
}

const HEADINGS: Readonly<Record<ContextKind, string>> = {
  document: 'The visible part of the active document',
  selection: 'The selection',
  file: 'A file',
  folder: 'A folder',
  symbol: 'A definition',
  problems: 'Problems that the editor shows',
  terminal: 'From the terminal',
  changes: 'Changes in Git',
  commit: 'A commit',
  search: 'Found in the workspace',
  instructions: 'Standing instructions',
  attachment: 'An attached file',
  image: 'An image',
};

/** Writes a context item as a heading that names path and lines, and a fenced block that the text cannot end early. */
export function contextBlock(item: ContextItem): string {
  const fence = fenceFor(item.text);
  const heading = `${HEADINGS[item.kind]}, ${describeItem(item)}:`;
  const end = item.text.endsWith('\n') ? '' : '\n';
  return `${heading}\n${fence}${item.languageId}\n${item.text}${end}${fence}`;
}

/** Its label, and its lines where it has them. */
export function describeItem({ label, startLine, endLine }: ContextItem): string {
  const lines = startLine === undefined ? '' : `, lines ${startLine} to ${endLine ?? startLine}`;
  return oneLine(label) + lines;
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
  if (item.startLine === undefined) return { ...item, text };
  return { ...item, text, endLine: item.startLine + text.split('\n').length - 1 };
}
