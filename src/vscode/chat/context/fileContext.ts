import * as vscode from 'vscode';
import type { ChatContextItem, ChatContextParams, ChatContextResult } from '../../../protocol/chat';
import { Method } from '../../../protocol/engine';
import type { EngineClient } from '../../engineClient';
import { showRange } from '../activeContext';
import type { AddedContext } from './contextBasket';
import { imageTypeOf } from './imageType';

/** Bytes of the largest text file that is read as a whole, and of the largest image. */
const MAX_TEXT_BYTES = 1024 * 1024;
const MAX_IMAGE_BYTES = 8 * 1024 * 1024;
/** Bytes of the largest file of another kind, such as a PDF, that the engine is asked to read. */
const MAX_OTHER_BYTES = 20 * 1024 * 1024;
const MAX_FOLDER_FILES = 200;

/** A piece of context, or why there is none, in words. */
export type FoundContext = readonly AddedContext[] | string;

/** A file as it stands in its editor, else on the disk: text, an image, or what the engine can read of it. */
export async function fileContext(engine: EngineClient, uri: vscode.Uri): Promise<FoundContext> {
  const label = vscode.workspace.asRelativePath(uri, false);
  const opened = findDocument(uri);
  if (opened) return [textFile(uri, documentItem(opened))];
  let bytes: Uint8Array;
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return [await folderContext(uri)];
    if (size > MAX_OTHER_BYTES) return tooLarge(label, MAX_OTHER_BYTES);
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch {
    return vscode.l10n.t('{0} cannot be read.', label);
  }
  const image = bytesImage(bytes, label, [uri.toString()]);
  if (image !== undefined)
    return typeof image === 'string'
      ? image
      : [{ key: uri.toString(), item: image, open: () => openAny(uri) }];
  if (bytes.includes(0) || isDocumentFormat(bytes))
    return engineContext(engine, { kind: 'attachment', uri: uri.toString() });
  if (bytes.length > MAX_TEXT_BYTES) return tooLarge(label, MAX_TEXT_BYTES);
  const document = await openQuietly(uri);
  return document
    ? [textFile(uri, documentItem(document))]
    : engineContext(engine, { kind: 'attachment', uri: uri.toString() });
}

/** The paths of the files in a folder, not their text. */
export async function folderContext(uri: vscode.Uri): Promise<AddedContext> {
  const pattern = new vscode.RelativePattern(uri, '**/*');
  const found = await vscode.workspace.findFiles(pattern, undefined, MAX_FOLDER_FILES + 1);
  const root = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
  const names = found.map(({ path }) => (path.startsWith(root) ? path.slice(root.length) : path)).sort();
  const item: ChatContextItem = {
    kind: 'folder',
    label: vscode.workspace.asRelativePath(uri, false),
    languageId: '',
    text: names.slice(0, MAX_FOLDER_FILES).join('\n'),
    files: [],
    ...(names.length > MAX_FOLDER_FILES && {
      note: vscode.l10n.t('Only the first {0} files are listed.', MAX_FOLDER_FILES),
    }),
  };
  return {
    key: uri.toString(),
    item,
    open: () => void vscode.commands.executeCommand('revealInExplorer', uri),
  };
}

/** A pasted or dropped file that has no address. What it is, its bytes say and not its name. */
export async function pastedContext(
  engine: EngineClient,
  { name, data }: { readonly name: string; readonly data: string },
): Promise<FoundContext> {
  const bytes = Buffer.from(data, 'base64');
  const label = name.trim() === '' ? vscode.l10n.t('Pasted') : name;
  const image = bytesImage(bytes, label, []);
  if (image === undefined) return engineContext(engine, { kind: 'attachment', name: label, data });
  return typeof image === 'string'
    ? image
    : [{ key: `pasted:${data.length}:${data.slice(-64)}`, item: image }];
}

/** Context that the engine reads. */
export async function engineContext(engine: EngineClient, params: ChatContextParams): Promise<FoundContext> {
  const { items, note } = await engine.request<ChatContextResult>(Method.chatContext, params);
  if (items.length === 0) return note ?? vscode.l10n.t('There is nothing of that kind.');
  const named = { ...params, data: undefined };
  return items.map((item, index) => ({
    key: `${JSON.stringify(named)}:${index}:${item.label}`,
    item,
    ...(item.files[0] !== undefined && { open: () => openAny(vscode.Uri.parse(item.files[0] ?? '')) }),
  }));
}

/** All of a document's text as it stands in its editor. */
export function documentItem(document: vscode.TextDocument): ChatContextItem {
  return {
    kind: 'file',
    label: vscode.workspace.asRelativePath(document.uri, false),
    languageId: document.languageId,
    startLine: 1,
    endLine: document.lineCount,
    text: document.getText().replaceAll('\r\n', '\n'),
    files: [document.uri.toString()],
  };
}

/** A text file, which is read once more before it is sent. */
function textFile(uri: vscode.Uri, item: ChatContextItem): AddedContext {
  const reload = async () => {
    const document = findDocument(uri) ?? (await openQuietly(uri));
    return document && documentItem(document);
  };
  return { key: uri.toString(), item, reload, open: () => showRange(uri, {}) };
}

export function findDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** Opens a document without showing it; undefined where VS Code does not take it for text. */
export async function openQuietly(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  return vscode.workspace.openTextDocument(uri).then(
    (document) => document,
    () => undefined,
  );
}

function bytesImage(
  bytes: Uint8Array,
  label: string,
  files: readonly string[],
): ChatContextItem | string | undefined {
  const mediaType = imageTypeOf(bytes);
  if (!mediaType) return undefined;
  if (bytes.length > MAX_IMAGE_BYTES) return tooLarge(label, MAX_IMAGE_BYTES);
  const data = Buffer.from(bytes).toString('base64');
  return { kind: 'image', label, languageId: '', text: '', files, image: { mediaType, data } };
}

/** PDF and zip-based formats begin so, and need not have a zero byte near. */
function isDocumentFormat(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
  return start.startsWith('%PDF-') || start.startsWith('PK\u0003\u0004');
}

function tooLarge(label: string, bytes: number): string {
  return vscode.l10n.t('{0} is larger than {1} MB, so it was not added.', label, bytes / 1024 / 1024);
}

function openAny(uri: vscode.Uri): void {
  void vscode.commands.executeCommand('vscode.open', uri);
}
