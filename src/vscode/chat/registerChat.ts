import * as vscode from 'vscode';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import type { Apply } from '../apply/registerApply';
import { Chat } from './chat';
import { selectionContext } from './context/contextKinds';
import { fileContext } from './context/fileContext';
import { terminalSelection } from './context/terminalContext';
import { askAbout, type EditorPlace } from './entries/askAbout';
import { registerCodeActions } from './entries/codeActions';
import { registerParticipant } from './participant/participant';

/** Registers the chat view with its commands, what leads into it from the editor, and VS Code's own chat. */
export function registerChat(
  context: vscode.ExtensionContext,
  engine: EngineClient,
  apply: Apply,
): vscode.Disposable {
  const chat = new Chat(context, engine, apply);
  return vscode.Disposable.from(
    chat,
    registerCodeActions(),
    registerParticipant(context, engine),
    ...viewCommands(chat),
    ...editorCommands(chat),
  );
}

function viewCommands(chat: Chat): vscode.Disposable[] {
  const { controller, conversations, view } = chat;
  return [
    vscode.commands.registerCommand(CommandId.newChat, async () => {
      await chat.restore();
      controller.startNew();
      await view.show({ type: 'focus' });
    }),
    vscode.commands.registerCommand(CommandId.focusChat, () => view.show({ type: 'focus' })),
    vscode.commands.registerCommand(CommandId.chatHistory, () => view.show({ type: 'showHistory' })),
    vscode.commands.registerCommand(CommandId.exportChat, async () => {
      await chat.restore();
      await conversations.export(controller.conversation.id);
    }),
    vscode.commands.registerCommand(CommandId.importChat, async () => {
      await conversations.import();
      await view.show();
    }),
    vscode.commands.registerCommand(CommandId.chooseChatModel, () => chat.chooseModel()),
  ];
}

function editorCommands(chat: Chat): vscode.Disposable[] {
  const { picker, view, engine } = chat;
  const add = async (...found: Parameters<typeof picker.add>) => {
    await view.show({ type: 'focus' });
    await picker.add(...found);
  };
  return [
    vscode.commands.registerCommand(CommandId.chatAddSelection, () =>
      add(() => selectionContext(vscode.window.activeTextEditor)),
    ),
    vscode.commands.registerCommand(CommandId.chatAddFile, async (clicked: unknown, all: unknown) => {
      const uris = clickedUris(clicked, all);
      if (uris.length === 0) {
        const words = vscode.l10n.t('Open a file first, or choose one in the explorer.');
        void vscode.window.showInformationMessage(words);
      }
      for (const uri of uris) await add(() => fileContext(engine, uri));
    }),
    vscode.commands.registerCommand(CommandId.chatAddTerminal, () =>
      add(async () => {
        const found = await terminalSelection();
        return typeof found === 'string' ? found : [found];
      }),
    ),
    vscode.commands.registerCommand(CommandId.chatExplain, (place: unknown) =>
      askAbout(chat, 'explain', asPlace(place)),
    ),
    vscode.commands.registerCommand(CommandId.chatFix, (place: unknown) =>
      askAbout(chat, 'fix', asPlace(place)),
    ),
    vscode.commands.registerCommand(CommandId.chatTests, () => askAbout(chat, 'tests')),
    vscode.commands.registerCommand(CommandId.chatDocs, () => askAbout(chat, 'doc')),
    vscode.commands.registerCommand(CommandId.chatReview, () => askAbout(chat, 'review')),
  ];
}

/** Menus of the explorer hand over what was clicked and all that is selected; the palette nothing. */
function clickedUris(clicked: unknown, all: unknown): readonly vscode.Uri[] {
  const uris = Array.isArray(all) ? all.filter((uri) => uri instanceof vscode.Uri) : [];
  if (uris.length > 0) return uris;
  if (clicked instanceof vscode.Uri) return [clicked];
  const active = vscode.window.activeTextEditor?.document.uri;
  return active ? [active] : [];
}

/** A code action hands over its place; a menu hands over something else. */
function asPlace(value: unknown): EditorPlace | undefined {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('range' in value))
    return undefined;
  return value.uri instanceof vscode.Uri && value.range instanceof vscode.Range
    ? (value as EditorPlace)
    : undefined;
}
