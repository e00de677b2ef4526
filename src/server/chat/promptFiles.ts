import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../../util/abort';
import { assertNever } from '../../util/assertNever';
import { isChatCommand } from '../../core/chat/commands';
import { type PromptProblem, fillPrompt, inputHint } from '../../core/chat/promptFile';
import { withoutInvisibleCharacters } from '../../core/text/invisibleCharacters';
import type {
  ChatContextItem,
  ChatPromptFile,
  ChatPromptFileParams,
  ChatPromptFileResult,
} from '../../protocol/chat';
import type { EngineContext } from '../engineContext';
import { EngineError } from '../expectedError';
import { documentIdOfPath, languageIdOfPath, pathOfUri } from '../workspaceIndex/documentId';
import { type MarkdownFile, readFrontMatter, textField } from './frontMatter';
import { cutText, findFiles, isInside, readOwnedFile } from './ownedFiles';

const ENDING = '.prompt.md';
/** UTF-16 units of one file that a prompt file refers to. */
const LONGEST_REFERENCE = 200_000;
const LONGEST_DESCRIPTION = 200;

type Services = Pick<EngineContext, 'settings' | 'workspace' | 'findExclusion' | 'models'>;

/** Where prompt files are: the folder, and the one that nothing outside of is read for them. */
interface PromptFolder {
  readonly folder: string;
  readonly boundary: string;
}

/** The prompt files of the workspace and the person, each name once. Of the workspace none in Restricted Mode. */
export async function listPromptFiles(
  services: Services,
  signal: AbortSignal,
): Promise<readonly ChatPromptFile[]> {
  const files = new Map<string, ChatPromptFile>();
  for (const { folder, boundary } of promptFolders(services)) {
    for (const path of await findFiles(folder, ENDING)) {
      throwIfAborted(signal);
      const read = await readOwnedFile(path, boundary, services.findExclusion);
      if ('refused' in read) continue;
      const { fields, body } = await readFrontMatter(read.text);
      const name = commandName(textField(fields, 'name') ?? basename(path, ENDING));
      if (name === '' || files.has(name)) continue;
      const hint = textField(fields, 'argument-hint') ?? inputHint(body);
      files.set(name, {
        name,
        description: oneLine(textField(fields, 'description') ?? firstLine(body)),
        uri: read.uri,
        ...(hint !== undefined && { argumentHint: oneLine(hint) }),
      });
    }
  }
  return [...files.values()];
}

/** The message that a prompt file makes. @throws EngineError where it is none of the listed ones */
export async function readPromptFile(
  services: Services,
  { uri, input, variables }: ChatPromptFileParams,
  signal: AbortSignal,
): Promise<ChatPromptFileResult> {
  const path = pathOfUri(uri) ?? '';
  const place = promptFolders(services).find(({ folder }) => path !== '' && isInside(folder, path));
  const read =
    place && path.endsWith(ENDING)
      ? await readOwnedFile(path, place.boundary, services.findExclusion)
      : undefined;
  if (!place || !read || 'refused' in read)
    throw new EngineError(
      'refused',
      l10n.t('{0} is not a prompt file that may be used here.', basename(path) || uri),
    );
  const { fields, body } = await readFrontMatter(read.text);
  const filled = fillPrompt(body, { input, variables });
  const context: ChatContextItem[] = [];
  const problems = [...filled.problems.map(describeProblem), ...fieldProblems(fields)];
  for (const reference of filled.references) {
    throwIfAborted(signal);
    const item = await readReference(services, { reference, place, from: dirname(path) });
    if (typeof item === 'string') problems.push(item);
    else context.push(item);
  }
  const modelId = findModelId(services, textField(fields, 'model'), problems);
  return { content: filled.text, context, ...(modelId !== undefined && { modelId }), problems };
}

function promptFolders({ settings, workspace }: Services): readonly PromptFolder[] {
  const own = settings()['fairwind.chat.promptFolder'].replace(/^~(?=$|[/\\])/, homedir());
  const workspaceFolders = workspace.isRestricted()
    ? []
    : workspace.folders().flatMap((folder) => pathOfUri(folder) ?? []);
  return [
    ...(isAbsolute(own) ? [{ folder: own, boundary: own }] : []),
    ...workspaceFolders.map((boundary) => ({ folder: join(boundary, '.github', 'prompts'), boundary })),
  ];
}

/** What can be typed after the slash. A file with the name of one of Fairwind's own commands does not hide that. */
function commandName(written: string): string {
  const name = written
    .trim()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{N}_.-]/gu, '')
    .slice(0, 60);
  return isChatCommand(name) || name === 'help' ? `${name}.prompt` : name;
}

interface Reference {
  readonly reference: string;
  readonly place: PromptFolder;
  /** The folder of the prompt file. */
  readonly from: string;
}

/** A file that a prompt file refers to, from its own folder or from the workspace folder; or what is wrong in words. */
async function readReference(
  { workspace, findExclusion }: Services,
  { reference, place, from }: Reference,
): Promise<ChatContextItem | string> {
  const candidates = reference.startsWith('/')
    ? [join(place.boundary, reference)]
    : [join(from, reference), join(place.boundary, reference)];
  let refused: string | undefined;
  for (const path of candidates) {
    const file = await readOwnedFile(path, place.boundary, findExclusion);
    if ('refused' in file) {
      if (file.refused !== 'missing') refused ??= file.refused;
      continue;
    }
    const { text, isCut } = cutText(file.text, LONGEST_REFERENCE);
    const isOfWorkspace = workspace.folders().some((folder) => file.uri.startsWith(folder));
    return {
      kind: 'file',
      label: isOfWorkspace ? workspace.relativePath(file.uri) : relative(place.boundary, path),
      languageId: languageIdOfPath(path),
      startLine: 1,
      endLine: text.replace(/\n$/, '').split('\n').length,
      text,
      files: [documentIdOfPath(path)],
      ...(isCut && { note: l10n.t('Only its beginning: it is too long.') }),
    };
  }
  switch (refused) {
    case 'excluded':
      return l10n.t('{0} is not attached: nothing of it may be sent to any model.', reference);
    case 'outside':
      return l10n.t('{0} is not attached: it is outside of the workspace folder.', reference);
    case undefined:
      return l10n.t('{0} is not attached: there is no such file.', reference);
    default:
      return l10n.t('{0} is not attached: it is no text that can be read.', reference);
  }
}

function describeProblem(problem: PromptProblem): string {
  switch (problem.kind) {
    case 'unknownVariable':
      return l10n.t(
        'Fairwind does not know the variable {0}; it stands there as written.',
        `\${${problem.name}}`,
      );
    case 'noValue':
      return l10n.t('The variable {0} is empty now.', `\${${problem.name}}`);
    case 'noInput':
      return l10n.t('Nothing was typed for "{0}".', problem.name);
    case 'tool':
      return l10n.t('The tool "{0}" is not available: Fairwind’s chat has no tools.', problem.name);
    default:
      return assertNever(problem);
  }
}

/** Fields that ask for what the chat does not have. */
function fieldProblems(fields: MarkdownFile['fields']): string[] {
  const agent = textField(fields, 'agent') ?? textField(fields, 'mode');
  const tools = textField(fields, 'tools');
  return [
    ...(agent !== undefined && agent !== 'ask'
      ? [l10n.t('The file asks for the agent "{0}"; it is used as a question here.', oneLine(agent))]
      : []),
    ...(tools !== undefined
      ? [l10n.t('The file asks for tools ({0}), which Fairwind’s chat does not have.', oneLine(tools))]
      : []),
  ];
}

/** The connected model that a file names by its id or name. */
function findModelId(
  { models }: Services,
  wanted: string | undefined,
  problems: string[],
): string | undefined {
  if (wanted === undefined) return undefined;
  const name = wanted.replace(/\s*\([^)]*\)$/, '').toLowerCase();
  const found = models.all.find(({ identity }) =>
    [identity.id, identity.model].some(
      (each) => each.toLowerCase() === name || each.toLowerCase() === wanted.toLowerCase(),
    ),
  );
  if (!found)
    problems.push(l10n.t('The model "{0}" is not connected; the chat’s own model answers.', oneLine(wanted)));
  return found?.identity.id;
}

function firstLine(body: string): string {
  const line = body.split('\n').find((each) => each.trim() !== '') ?? '';
  return line.replace(/^#+\s*/, '');
}

/** For menus: one line without anything that is not seen. */
function oneLine(text: string): string {
  return withoutInvisibleCharacters(text).replace(/\s+/g, ' ').trim().slice(0, LONGEST_DESCRIPTION);
}
