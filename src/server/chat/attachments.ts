import { constants, open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../../util/abort';
import { assertNever } from '../../util/assertNever';
import { readCsv } from '../../core/chat/csvTable';
import type { ImageInput } from '../../core/model/chatMessages';
import { withoutInvisibleCharacters } from '../../core/text/invisibleCharacters';
import type { ChatContextItem, ChatContextResult } from '../../protocol/chat';
import type { EngineContext } from '../engineContext';
import { describeExclusion } from '../privacy/excludedFilesRule';
import { readPdfApart } from '../pdf/readPdfApart';
import { languageIdOfPath, pathOfUri } from '../workspaceIndex/documentId';
import { decodeAnyText } from './decodeText';
import { cutText } from './ownedFiles';

/** Bytes of a file that is read, and of an image: servers accept little more. */
const MOST_BYTES = 20 * 1024 * 1024;
const MOST_IMAGE_BYTES = 8 * 1024 * 1024;
/** UTF-16 units of text that are kept of a file. */
const LONGEST_TEXT = 400_000;

type Services = Pick<EngineContext, 'documents' | 'workspace' | 'findExclusion'>;

/** A file that was attached: with its address, or with its name and bytes in base64 where it has none. */
export type Attachment = { readonly uri: string } | { readonly name: string; readonly data: string };

interface AttachedFile {
  readonly name: string;
  /** A path for people and models. */
  readonly label: string;
  readonly files: readonly string[];
  readonly bytes: Uint8Array;
}

/** The text of an attached file, or the image. What cannot be read is said in words. */
export async function readAttachment(
  services: Services,
  attachment: Attachment,
  signal: AbortSignal,
): Promise<ChatContextResult> {
  const uri = 'uri' in attachment ? attachment.uri : `attachment:/${attachment.name}`;
  const label = 'uri' in attachment ? services.workspace.relativePath(uri) : basename(attachment.name);
  const exclusion = await services.findExclusion(uri);
  throwIfAborted(signal);
  if (exclusion) return { items: [], note: describeExclusion(label, exclusion) };
  const document = services.documents.get(uri);
  if (document)
    return {
      items: [textItem({ name: label, label, files: [uri] }, document.getText().replace(/\r\n?/g, '\n'))],
    };
  const bytes = 'uri' in attachment ? await readBytes(uri, label) : Buffer.from(attachment.data, 'base64');
  throwIfAborted(signal);
  if (typeof bytes === 'string') return { items: [], note: bytes };
  if (bytes.length > MOST_BYTES) return { items: [], note: tooLarge(label, MOST_BYTES) };
  const files = 'uri' in attachment ? [uri] : [];
  return readFile({ name: label, label, files, bytes }, signal);
}

/** The bytes of a file, or in words why there are none. Never waits on a pipe. */
async function readBytes(uri: string, label: string): Promise<Uint8Array | string> {
  const path = pathOfUri(uri);
  if (path === undefined) return l10n.t('{0} is not a file on this machine, so it cannot be read.', label);
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) return l10n.t('{0} is not a file.', label);
      if (stats.size > MOST_BYTES) return tooLarge(label, MOST_BYTES);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch {
    return l10n.t('{0} cannot be read. Does it still exist?', label);
  }
}

async function readFile(file: AttachedFile, signal: AbortSignal): Promise<ChatContextResult> {
  const mediaType = imageTypeOf(file.bytes);
  if (mediaType !== undefined) return imageItem(file, mediaType);
  if (isPdf(file.bytes)) return pdfItem(file, await readPdfApart(file.bytes, signal));
  throwIfAborted(signal);
  const decoded = decodeAnyText(file.bytes);
  if (!decoded) {
    return {
      items: [],
      note: l10n.t(
        '{0} is neither text nor a PDF, nor an image that models read (PNG, JPEG, GIF, WebP).',
        file.label,
      ),
    };
  }
  const { text, guessed } = decoded;
  if (text.trim() === '') return { items: [], note: l10n.t('{0} is empty.', file.label) };
  const item = /\.(?:csv|tsv)$/i.test(file.name) ? csvItem(file, text) : textItem(file, text);
  if (guessed === undefined) return { items: [item] };
  const note = l10n.t('Read as {0}, which is a guess.', guessed);
  return { items: [{ ...item, note: item.note === undefined ? note : `${item.note} ${note}` }] };
}

type Named = Omit<AttachedFile, 'bytes'>;

function textItem({ name, label, files }: Named, whole: string): ChatContextItem {
  const { text, isCut } = cutText(withoutInvisibleCharacters(whole), LONGEST_TEXT);
  return {
    kind: 'attachment',
    label,
    languageId: extname(name) === '' ? 'plaintext' : languageIdOfPath(name),
    startLine: 1,
    endLine: text.replace(/\n$/, '').split('\n').length,
    text,
    files,
    ...(isCut && { note: l10n.t('Only its beginning: it is too long.') }),
  };
}

function csvItem({ label, files }: Named, whole: string): ChatContextItem {
  const { text, rows, columns, shownRows } = readCsv(withoutInvisibleCharacters(whole));
  return {
    kind: 'attachment',
    label,
    languageId: 'csv',
    text,
    files,
    ...(shownRows < rows && {
      note: l10n.t('The first {0} of {1} rows, with {2} columns.', shownRows, rows, columns),
    }),
  };
}

/** Readers take a file for a PDF whose first kilobyte holds this. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-');
}

function pdfItem(
  { label, files }: AttachedFile,
  read: Awaited<ReturnType<typeof readPdfApart>>,
): ChatContextResult {
  if ('failure' in read) return { items: [], note: describePdfFailure(label, read.failure) };
  const pages = read.pages.map((page) => withoutInvisibleCharacters(page).trim());
  const empty = pages.filter((page) => page === '').length;
  if (empty === pages.length)
    return {
      items: [],
      note: l10n.t(
        '{0} has no text on its pages: they are pictures. Attach a picture of the page instead.',
        label,
      ),
    };
  const text = pages.map((page, index) => (page === '' ? '' : `[Page ${index + 1}]\n${page}\n\n`)).join('');
  const notes = [
    ...(pages.length < read.pageCount
      ? [l10n.t('The first {0} of {1} pages.', pages.length, read.pageCount)]
      : []),
    ...(empty > 0 ? [l10n.t('Pages without text: {0}.', empty)] : []),
  ];
  const note = notes.length === 0 ? {} : { note: notes.join(' ') };
  return { items: [{ kind: 'attachment', label, languageId: 'plaintext', text, files, ...note }] };
}

function describePdfFailure(label: string, failure: 'encrypted' | 'noPages' | 'failed'): string {
  switch (failure) {
    case 'encrypted':
      return l10n.t('{0} is protected by a password or by its rights, so its text cannot be read.', label);
    case 'noPages':
      return l10n.t('{0} has no pages that can be read.', label);
    case 'failed':
      return l10n.t('{0} could not be read: the file is damaged, or too much work.', label);
    default:
      return assertNever(failure);
  }
}

function imageItem(
  { label, files, bytes }: AttachedFile,
  mediaType: ImageInput['mediaType'],
): ChatContextResult {
  if (bytes.length > MOST_IMAGE_BYTES) return { items: [], note: tooLarge(label, MOST_IMAGE_BYTES) };
  const image = { mediaType, data: Buffer.from(bytes).toString('base64') };
  return { items: [{ kind: 'image', label, languageId: '', text: '', image, files }] };
}

/** By the first bytes: what a file says of itself in its name may be wrong. */
export function imageTypeOf(bytes: Uint8Array): ImageInput['mediaType'] | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  return /^RIFF[^]{4}WEBP/.test(start) ? 'image/webp' : undefined;
}

function tooLarge(label: string, mostBytes: number): string {
  return l10n.t('{0} is larger than {1} MB, so it is not attached.', label, mostBytes / 1024 / 1024);
}
