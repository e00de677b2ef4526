import * as vscode from 'vscode';
import { exportJson, importJson } from '../../../core/chat/conversation/exportJson';
import { exportMarkdown, importMarkdown } from '../../../core/chat/conversation/exportMarkdown';
import type { Conversation } from '../../../core/chat/conversation/conversation';
import { conversationOf, recordsOf } from '../../../core/chat/conversation/log';
import type { ConversationSummary, ToWebview } from '../../../protocol/webview';
import type { ChatController } from '../chatController';
import type { ConversationShelf } from '../conversationShelf';
import type { ConversationFiles } from './conversationFiles';
import { searchConversations } from './searchConversations';

/** Bytes of the largest file that is imported. */
const MAX_IMPORT_BYTES = 50 * 1024 * 1024;

export interface ConversationCommandsOptions {
  readonly files: ConversationFiles;
  readonly shelf: ConversationShelf;
  readonly controller: ChatController;
  readonly post: (message: ToWebview) => void;
  readonly newId: () => string;
}

/** What can be done with the kept conversations. */
export class ConversationCommands implements vscode.Disposable {
  #search: AbortController | undefined;
  #query = '';

  constructor(private readonly options: ConversationCommandsOptions) {}

  /** Shows the conversations that a query finds; a search that is still on its way is given up. */
  async find(query: string): Promise<void> {
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    this.#query = query;
    const { files, controller, post } = this.options;
    const found = await searchConversations(files, query, search.signal);
    if (search.signal.aborted) return;
    const openId = controller.conversation.id;
    const conversations = found.map((head): ConversationSummary => ({ ...head, isOpen: head.id === openId }));
    post({ type: 'conversations', query, conversations });
  }

  async open(id: string): Promise<void> {
    if (await this.options.controller.open(id)) return;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('This conversation is not there any more: its file was deleted or cannot be read.'),
    );
    await this.find(this.#query);
  }

  async rename(id: string, title: string): Promise<void> {
    const { controller, files } = this.options;
    if (title.trim() === '') return;
    if (id === controller.conversation.id) {
      controller.rename(title);
    } else {
      const loaded = await files.read(id);
      if (!loaded) return;
      const record = { type: 'title', title } as const;
      loaded.conversation.apply(record);
      await files.append(id, [record, ...recordsOf(loaded.conversation).slice(-1)]);
    }
    await this.find(this.#query);
  }

  /** Deletes a conversation at once; as long as the message stands it can come back. */
  async delete(id: string): Promise<void> {
    const { files, shelf, controller } = this.options;
    const title = (await files.list()).find((head) => head.id === id)?.title ?? '';
    const wasShown = id === controller.conversation.id;
    if (wasShown) controller.startNew();
    await shelf.forget(id);
    try {
      await files.delete(id);
    } catch {
      // Another window has deleted it, or it was never written.
      return this.find(this.#query);
    }
    await this.find(this.#query);
    const undo = vscode.l10n.t('Undo');
    const picked = await vscode.window.showInformationMessage(
      vscode.l10n.t('The conversation “{0}” was deleted.', title),
      undo,
    );
    if (picked !== undo) return files.purge(id);
    await files.undelete(id);
    if (wasShown) await controller.open(id);
    await this.find(this.#query);
  }

  /** Writes a conversation as Markdown or JSON, by the name that the person gives the file. */
  async export(id: string): Promise<void> {
    const { controller, files } = this.options;
    const shown = controller.conversation;
    const conversation = id === shown.id ? shown : (await files.read(id))?.conversation;
    if (!conversation) return;
    if (conversation.turns === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is nothing in this conversation yet that could be exported.'),
      );
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const name = `${fileNameOf(conversation.title)}.md`;
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export the conversation: .md to read, .json for all of its versions'),
      saveLabel: vscode.l10n.t('Export'),
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
      filters: { Markdown: ['md'], JSON: ['json'] },
    });
    if (!target) return;
    const text = /\.json$/i.test(target.path)
      ? exportJson(conversation)
      : exportMarkdown(conversation, {
          you: vscode.l10n.t('You'),
          fairwind: 'Fairwind',
          sentAlong: vscode.l10n.t('Sent along:'),
        });
    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('The conversation was written to {0}', vscode.workspace.asRelativePath(target)),
        8_000,
      );
    } catch (error) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('The conversation could not be written to {0}: {1}', target.path, String(error)),
      );
    }
  }

  /** Reads a conversation that was exported, and shows it as one of its own. */
  async import(): Promise<void> {
    const [file] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Import a conversation that was exported'),
        openLabel: vscode.l10n.t('Import'),
        filters: { [vscode.l10n.t('Conversations')]: ['md', 'json'] },
      })) ?? [];
    if (!file) return;
    const { size } = await vscode.workspace.fs.stat(file);
    const bytes = size <= MAX_IMPORT_BYTES ? await vscode.workspace.fs.readFile(file) : undefined;
    const conversation = bytes && this.#read(new TextDecoder().decode(bytes));
    if (conversation) this.options.controller.adopt(conversation);
    else
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} is not a conversation that Fairwind exported.', file.path),
      );
  }

  dispose(): void {
    this.#search?.abort();
  }

  /** It gets an id of its own, so that it does not mix with the one that it was exported from. */
  #read(text: string): Conversation | undefined {
    const { newId } = this.options;
    const exported = importJson(text);
    if (!exported) return importMarkdown(text, newId, Date.now());
    const id = newId();
    const records = recordsOf(exported).slice(1);
    return conversationOf([{ type: 'conversation', version: 1, id, at: exported.createdAt }, ...records], id);
  }
}

/** A name for a file of any system from a title. */
function fileNameOf(title: string): string {
  const name = title
    .replace(/[^\p{L}\p{N} _-]+/gu, '')
    .trim()
    .replace(/\s+/g, '-');
  return name === '' ? 'conversation' : name.slice(0, 60);
}
