import * as vscode from 'vscode';
import type { ChatContextItem } from '../../../protocol/chat';
import type { EngineClient } from '../../engineClient';
import { rangeItem } from '../activeContext';
import { fileContext, openQuietly } from '../context/fileContext';

/** What the person attached in VS Code's own chat, as context: files, places in files, and text. */
export async function referenceItems(
  engine: EngineClient,
  references: readonly vscode.ChatPromptReference[],
): Promise<readonly ChatContextItem[]> {
  const items = await Promise.all(references.map((reference) => itemsOf(engine, reference)));
  return items.flat();
}

async function itemsOf(
  engine: EngineClient,
  { value, modelDescription, id }: vscode.ChatPromptReference,
): Promise<readonly ChatContextItem[]> {
  if (value instanceof vscode.Uri) {
    const found = await fileContext(engine, value);
    return typeof found === 'string' ? [] : found.map(({ item }) => item);
  }
  if (value instanceof vscode.Location) {
    const document = await openQuietly(value.uri);
    return document ? [rangeItem('selection', document, value.range)] : [];
  }
  if (typeof value !== 'string') return [];
  return [{ kind: 'attachment', label: modelDescription ?? id, languageId: '', text: value, files: [] }];
}
