import * as vscode from 'vscode';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { Chat } from './chat';

/** Registers the chat view with its commands. */
export function registerChat(context: vscode.ExtensionContext, engine: EngineClient): vscode.Disposable {
  const chat = new Chat(context, engine);
  return vscode.Disposable.from(
    chat,
    vscode.commands.registerCommand(CommandId.newChat, async () => {
      await chat.restore();
      chat.controller.startNew();
      await chat.view.show({ type: 'focus' });
    }),
  );
}
