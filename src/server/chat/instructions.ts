import { dirname, join, relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../../util/abort';
import { matchesGlob } from '../../core/text/glob';
import { withoutInvisibleCharacters } from '../../core/text/invisibleCharacters';
import type { ChatContextItem, ChatContextResult } from '../../protocol/chat';
import type { EngineContext } from '../engineContext';
import { pathOfUri } from '../workspaceIndex/documentId';
import { readFrontMatter, textField } from './frontMatter';
import { cutText, findFiles, isInside, readOwnedFile } from './ownedFiles';

/** Instructions that are read at most, and UTF-16 units of all of them together. */
const MOST_FILES = 20;
const LONGEST_TOGETHER = 64_000;
/** What other assistants read; only where there is no AGENTS.md. */
const OTHER_NAMES = ['CLAUDE.md', 'GEMINI.md'] as const;

type Services = Pick<EngineContext, 'settings' | 'workspace' | 'findExclusion'>;

/**
 * The standing instructions that hold for a conversation about a document: the person's own, and those that the
 * repository has for assistants. Nothing of the repository in Restricted Mode.
 * @param uri the active document
 */
export async function readInstructions(
  services: Services,
  uri: string | undefined,
  signal: AbortSignal,
): Promise<ChatContextResult> {
  const items = ownInstructions(services);
  if (services.workspace.isRestricted()) return { items };
  let room = LONGEST_TOGETHER;
  const notes: string[] = [];
  for (const folder of foldersOf(services, uri)) {
    const document = uri === undefined ? undefined : pathOfUri(uri);
    for (const path of await instructionPaths(services, folder, document)) {
      throwIfAborted(signal);
      const item = await readItem(services, folder, path, document);
      if (item === undefined) continue;
      if (items.length >= MOST_FILES || item.text.length > room) {
        notes.push(item.label);
        continue;
      }
      room -= item.text.length;
      items.push(item);
    }
  }
  if (notes.length === 0) return { items };
  return {
    items,
    note: l10n.t('Left out, because all standing instructions together are too long: {0}.', notes.join(', ')),
  };
}

/** What the person wrote into the setting. */
function ownInstructions({ settings }: Services): ChatContextItem[] {
  const text = withoutInvisibleCharacters(settings()['fairwind.chat.instructions']).trim();
  if (text === '') return [];
  return [
    {
      kind: 'instructions',
      label: l10n.t('Your own instructions'),
      languageId: 'markdown',
      text: cutText(text).text,
      files: [],
    },
  ];
}

/** The folder that the document is in; all of them without a document. */
function foldersOf({ workspace }: Services, uri: string | undefined): readonly string[] {
  const folders = workspace.folders().flatMap((folder) => pathOfUri(folder) ?? []);
  const path = uri === undefined ? undefined : pathOfUri(uri);
  if (path === undefined) return folders;
  const around = folders.filter((folder) => isInside(folder, path)).sort((a, b) => b.length - a.length);
  return around.slice(0, 1);
}

/** Where instructions may be, those that hold for most first. */
async function instructionPaths(
  { findExclusion }: Services,
  folder: string,
  document: string | undefined,
): Promise<readonly string[]> {
  const paths = [join(folder, '.github', 'copilot-instructions.md')];
  for (const at of foldersDown(folder, document)) {
    const agents = join(at, 'AGENTS.md');
    const hasAgents = 'text' in (await readOwnedFile(agents, folder, findExclusion));
    paths.push(...(hasAgents ? [agents] : OTHER_NAMES.map((name) => join(at, name))));
  }
  return [...paths, ...(await findFiles(join(folder, '.github', 'instructions'), '.instructions.md'))];
}

/** The workspace folder and those below it down to the document's. */
function foldersDown(folder: string, document: string | undefined): readonly string[] {
  const folders = [folder];
  const way = document === undefined ? '' : relative(folder, dirname(document));
  for (const name of way === '' ? [] : way.split(sep)) folders.push(join(folders.at(-1) ?? folder, name));
  return folders;
}

/** The instructions of one file; undefined where there are none, or none that hold for the document. */
async function readItem(
  { workspace, findExclusion }: Services,
  folder: string,
  path: string,
  document: string | undefined,
): Promise<ChatContextItem | undefined> {
  const file = await readOwnedFile(path, folder, findExclusion);
  if ('refused' in file) return undefined;
  const { fields, body } = await readFrontMatter(file.text);
  if (path.endsWith('.instructions.md') && !appliesTo(textField(fields, 'applyTo'), folder, document))
    return undefined;
  const { text, isCut } = cutText(body.trim());
  if (text === '') return undefined;
  return {
    kind: 'instructions',
    label: workspace.relativePath(file.uri),
    languageId: 'markdown',
    text,
    files: [file.uri],
    ...(isCut && { note: l10n.t('Only its beginning: it is too long.') }),
  };
}

/** Whether instructions hold: their globs match the document's path, or every path. */
function appliesTo(globs: string | undefined, folder: string, document: string | undefined): boolean {
  if (globs === undefined) return false;
  const patterns = globs.split(/,(?![^{]*\})/).map((pattern) => pattern.trim());
  if (patterns.some((pattern) => pattern === '**' || pattern === '**/*' || pattern === '*')) return true;
  if (document === undefined) return false;
  const path = relative(folder, document).replaceAll(sep, '/');
  return patterns.some((pattern) => matchesGlob(pattern, path));
}
