import type { ImageInput } from '../model/chatMessages';
import { fenceFor, oneLine } from '../model/promptText';
import type { ContextKind } from './contextKinds';

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
  /** Only of an image, whose text is empty. */
  readonly image?: ImageInput;
  /** URIs of the files whose text is in it. */
  readonly files?: readonly string[];
  /** What of it is missing, in words. */
  readonly note?: string;
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

/**
 * Writes a context item as a heading that names path and lines, a fenced block that the text cannot end early, and what
 * of it is missing.
 */
export function contextBlock(item: ContextItem): string {
  const fence = fenceFor(item.text);
  const end = item.text.endsWith('\n') ? '' : '\n';
  const note = item.note === undefined ? '' : `\n(${oneLine(item.note)})`;
  return `${introduceItem(item)}:\n${fence}${item.languageId}\n${item.text}${end}${fence}${note}`;
}

/** What an item is and where it is from, for the model. */
export function introduceItem(item: ContextItem): string {
  return `${HEADINGS[item.kind]}, ${describeItem(item)}`;
}

/** Its label, and its lines where it has them. */
export function describeItem({ label, startLine, endLine }: ContextItem): string {
  const lines = startLine === undefined ? '' : `, lines ${startLine} to ${endLine ?? startLine}`;
  return oneLine(label) + lines;
}
