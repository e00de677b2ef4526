import * as vscode from 'vscode';
import { type SentGetResult, type SentListParams, type SentListResult, Method } from '../../protocol/engine';
import type { FromSentPage, ToSentPage } from '../../protocol/sentPage';
import { CommandId } from '../commandIds';
import { EditorPage } from '../editorPage';
import type { EngineClient } from '../engineClient';
import { readSentMessage } from './readSentMessage';
import { sentStrings } from './sentStrings';

/** Registers the page "What was sent" and its commands. */
export function registerSentView(context: vscode.ExtensionContext, engine: EngineClient): vscode.Disposable {
  const post = (message: ToSentPage) => page.post(message);
  const receive = async (message: FromSentPage) => {
    try {
      await answer(engine, message, post);
    } catch (error) {
      post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  const page = new EditorPage({
    extensionUri: context.extensionUri,
    viewType: 'fairwind.sent',
    bundle: 'sent',
    title: () => vscode.l10n.t('What was sent'),
    onMessage: (raw) => {
      const message = readSentMessage(raw);
      if (message) void receive(message);
    },
  });
  return vscode.Disposable.from(
    page,
    engine.onDidChangeSent(() => {
      if (page.isVisible) post({ type: 'changed' });
    }),
    vscode.commands.registerCommand(CommandId.showSent, () => page.show()),
    vscode.commands.registerCommand(CommandId.clearSent, () => receive({ type: 'clear' })),
  );
}

async function answer(
  engine: EngineClient,
  message: FromSentPage,
  post: (message: ToSentPage) => void,
): Promise<void> {
  switch (message.type) {
    case 'ready':
      post({ type: 'strings', strings: sentStrings(vscode.l10n), language: vscode.env.language });
      return;
    case 'list': {
      const { ask, filter, before } = message;
      const params: SentListParams = {
        ...filter,
        ...(before !== undefined && { before }),
        withoutBodies: true,
      };
      const { entries, more } = await engine.request<SentListResult>(Method.sentList, params);
      post({ type: 'entries', ask, entries: entries.toReversed(), more });
      return;
    }
    case 'get': {
      const { id } = message;
      post({ type: 'entry', id, ...(await engine.request<SentGetResult>(Method.sentGet, { id })) });
      return;
    }
    case 'copy':
      await vscode.env.clipboard.writeText(message.text);
      return;
    case 'clear':
      if (!(await confirmClear())) return;
      await engine.request(Method.sentClear, {});
      post({ type: 'cleared' });
  }
}

async function confirmClear(): Promise<boolean> {
  const clear = vscode.l10n.t('Clear');
  const picked = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete all that is kept of what was sent?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'It is deleted from this machine, for all windows on this workspace. What was sent stays sent.',
      ),
    },
    clear,
  );
  return picked === clear;
}
