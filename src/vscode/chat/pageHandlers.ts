import * as vscode from 'vscode';
import type { FromWebview } from '../../protocol/webview';
import { CommandId } from '../commandIds';
import { writeSetting } from '../hostSettings';
import { makeNewFile, openLink, openWorkspaceFile } from './actions/answerActions';
import type { Applied } from './actions/applyCode';
import { insertAtCursor } from './actions/insertAtCursor';
import { insertInTerminal } from './actions/insertInTerminal';
import { showRange } from './activeContext';
import type { Chat } from './chat';
import { pastedContext } from './context/fileContext';
import { sentItem } from './viewEntries';

type Handler<T extends FromWebview['type']> = (message: Extract<FromWebview, { type: T }>) => unknown;

/** What each message of the page does. */
export type PageHandlers = { readonly [T in FromWebview['type']]: Handler<T> };

export function pageHandlers(chat: Chat): PageHandlers {
  return { ...conversationHandlers(chat), ...contextHandlers(chat), ...answerHandlers(chat) };
}

function conversationHandlers(chat: Chat) {
  const { controller, conversations } = chat;
  return {
    ready: () => chat.begin(),
    send: ({ text }) => controller.send(text),
    stop: () => controller.stop(),
    regenerate: ({ id, modelId }) => controller.regenerate(id, modelId),
    continue: ({ id }) => controller.continueAnswer(id),
    edit: ({ id, text }) => controller.edit(id, text),
    showAlternative: ({ id, step }) => controller.showAlternative(id, step),
    compare: ({ id }) => controller.compare(id),
    chooseAnswer: ({ id }) => controller.chooseAnswer(id),
    branch: ({ id }) => controller.branch(id),
    newConversation: () => controller.startNew(),
    findConversations: ({ query }) => conversations.find(query),
    openConversation: ({ id }) => conversations.open(id),
    renameConversation: ({ id, title }) => conversations.rename(id, title),
    deleteConversation: ({ id }) => conversations.delete(id),
    exportConversation: ({ id }) => conversations.export(id),
    importConversation: () => conversations.import(),
  } satisfies Partial<PageHandlers>;
}

function contextHandlers(chat: Chat) {
  const { basket, picker, controller } = chat;
  return {
    includeContext: ({ id, included }) => basket.include(id, included),
    removeContext: ({ id }) => basket.remove(id),
    openContext: ({ id }) => {
      if (basket.open(id)) return;
      const item = sentItem(controller.conversation, id);
      const [file] = item?.files ?? [];
      if (item && file !== undefined) showRange(vscode.Uri.parse(file), item);
    },
    neverSuggestDocument: async () => {
      await writeSetting('fairwind.chat.suggestDocument', false);
      basket.forgetWishes(['document', 'selection']);
    },
    pickContext: () => picker.pick(),
    findContext: ({ query }) => picker.find(query),
    addContext: ({ candidateId }) => picker.addCandidate(candidateId),
    attach: (file) => picker.add(() => pastedContext(chat.engine, file)),
    attachUris: ({ uris }) => picker.addUris(uris),
    chooseModel: ({ modelId }) => chat.chooseModel(modelId),
    connectModel: () => vscode.commands.executeCommand(CommandId.connectModel),
    setKey: () => vscode.commands.executeCommand(CommandId.setKey),
  } satisfies Partial<PageHandlers>;
}

function answerHandlers(chat: Chat) {
  const { changes, controller } = chat;
  return {
    copy: ({ text }) => vscode.env.clipboard.writeText(text),
    insert: ({ text }) => insertAtCursor(chat.active.editor, text),
    apply: async ({ id, blocks }) => {
      const report = (applied: Applied) => chat.view.post({ type: 'applied', id, ...applied });
      await changes.propose(id, blocks, { title: controller.conversation.title, report });
      controller.refresh(id);
    },
    newFile: ({ block }) => makeNewFile(block),
    insertInTerminal: ({ text }) => insertInTerminal(text),
    restore: ({ id }) => changes.restore(id),
    openLink: ({ url }) => openLink(url),
    openFile: ({ path, line }) => openWorkspaceFile(path, line),
  } satisfies Partial<PageHandlers>;
}
