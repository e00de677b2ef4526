import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileChange } from '../../core/commit/change';
import type { CommitInput } from '../../core/commit/commitInput';
import { withRules } from '../../core/commit/commitlint';
import {
  type MessageDocument,
  readMessageDocument,
  readPlainMessage,
} from '../../core/commit/editor/messageDocument';
import { readPatchText } from '../../core/commit/editor/patchText';
import type { GitPort, RepositoryState } from '../../core/commit/gitPort';
import { measureStyle } from '../../core/commit/style';
import { openRepository } from '../../git/gitRepository';
import { commentPrefix, gitFolderOf, rootOfGitFolder } from '../../git/messageFile';
import { throwIfAborted } from '../../util/abort';
import { pathOfUri } from '../workspaceIndex/documentId';
import type { MessageKind } from './messageKind';

/** Messages of the log that the style is measured from. */
const MESSAGES_MEASURED = 60;

/** The repository of an open message, found once. */
interface MessageRepository {
  readonly root: string;
  readonly gitFolder: string;
  readonly commentPrefix: string | undefined;
}

/** What an open message is about. */
export interface MessageChange {
  readonly document: MessageDocument;
  readonly root: string;
  /** The same for the same change: a draft is made once for each. */
  readonly key: string;
  /** Reads all that a draft is made from; undefined when there is nothing to draft. */
  readonly read: (signal: AbortSignal) => Promise<CommitInput | undefined>;
}

/** Finds what open messages are about. What takes git to find out is asked once for each document. */
export class MessageChanges {
  /** The patch that was last seen in each document, with a short name for it: most keys leave it as it is. */
  readonly #patches = new Map<string, { readonly patch: string; readonly digest: string }>();
  readonly #repositories = new Map<string, Promise<MessageRepository | undefined>>();

  /** @param folders the editor's workspace folders as URIs */
  constructor(private readonly folders: () => readonly string[]) {}

  /** @throws GitFailure, or an AbortError; undefined where no repository is found */
  async find(
    document: TextDocument,
    kind: MessageKind,
    signal: AbortSignal,
  ): Promise<MessageChange | undefined> {
    const repository = await this.#repositoryOf(document.uri, kind, signal);
    throwIfAborted(signal);
    if (!repository) return undefined;
    const { root, gitFolder } = repository;
    const text = document.getText();
    const message =
      kind.kind === 'box' ? readPlainMessage(text) : readMessageDocument(text, repository.commentPrefix);
    const { patch } = message;
    // Git writes the index anew whenever something is staged.
    const state =
      patch === '' ? await stampOf(join(gitFolder, 'index')) : this.#digestOf(document.uri, patch);
    const key = `${root}\0${state}`;
    const isAmended = patch === '' && isOfEarlierCommit(message);
    return {
      document: message,
      root,
      key,
      read: async (reading) => (isAmended ? undefined : readInput(openRepository(root), patch, reading)),
    };
  }

  forget(uri: string): void {
    this.#patches.delete(uri);
    this.#repositories.delete(uri);
  }

  #digestOf(uri: string, patch: string): string {
    const known = this.#patches.get(uri);
    if (known?.patch === patch) return known.digest;
    const digest = createHash('sha256').update(patch).digest('hex');
    this.#patches.set(uri, { patch, digest });
    return digest;
  }

  async #repositoryOf(uri: string, kind: MessageKind, signal: AbortSignal) {
    const known = this.#repositories.get(uri);
    if (known) return known;
    const finding = this.#findRepository(kind, signal);
    this.#repositories.set(uri, finding);
    // What was broken off is looked for again.
    finding.catch(() => this.#repositories.delete(uri));
    return finding;
  }

  async #findRepository(kind: MessageKind, signal: AbortSignal): Promise<MessageRepository | undefined> {
    if (kind.kind === 'box') {
      const gitFolder = await gitFolderOf(kind.root, signal);
      return { root: kind.root, gitFolder, commentPrefix: undefined };
    }
    const folders = this.folders().flatMap((uri) => pathOfUri(uri) ?? []);
    const root = await rootOfGitFolder(kind.gitFolder, folders, signal);
    if (root === undefined) return undefined;
    return { root, gitFolder: kind.gitFolder, commentPrefix: await commentPrefix(root, signal) };
  }
}

/** A name for the state of a file that changes with its content. */
async function stampOf(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : 'none';
}

/** Git notes the date of the commit when it is one that is being amended or reworded: what is staged is not all of it. */
function isOfEarlierCommit({ lines, commentPrefix: prefix }: MessageDocument): boolean {
  return lines.some((line) => line.startsWith(`${prefix} Date: `));
}

async function readInput(git: GitPort, patch: string, signal: AbortSignal): Promise<CommitInput | undefined> {
  const state = await git.state(signal);
  throwIfAborted(signal);
  if (isPrepared(state)) return undefined;
  const files = patch === '' ? await stagedFiles(git, signal) : readPatchText(patch);
  throwIfAborted(signal);
  if (files.length === 0) return undefined;
  const [recent, conventions] = await Promise.all([
    git.recentMessages(MESSAGES_MEASURED, signal),
    git.conventions(signal),
  ]);
  throwIfAborted(signal);
  const style = withRules(measureStyle(recent), conventions.rules);
  return { state, source: 'staged', files, recent, style, conventions };
}

/** Git has written the message of a merge, cherry-pick, revert or squash itself. */
function isPrepared({ operation, conflicts }: RepositoryState): boolean {
  return operation !== undefined || conflicts.length > 0;
}

async function stagedFiles(git: GitPort, signal: AbortSignal): Promise<readonly FileChange[]> {
  const listed = await git.changedFiles('staged', signal);
  throwIfAborted(signal);
  return listed.length === 0 ? [] : git.readHunks('staged', listed, signal);
}
