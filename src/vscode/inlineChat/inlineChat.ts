import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import { Method, type ModelsListResult } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { DOCUMENT_SCHEMES } from '../inline/documentSchemes';
import { InlineChatSession, documentChanged } from './inlineChatSession';
import { ProposalView } from './proposalView';

/** The commands of the inline chat: edit the selection, or write here, in the person's words. */
export function registerInlineChat(engine: EngineClient): vscode.Disposable {
  const chat = new InlineChat(engine);
  return vscode.Disposable.from(
    chat,
    vscode.commands.registerCommand(CommandId.startInlineChat, () => chat.start()),
    vscode.commands.registerCommand(CommandId.acceptInlineChat, () => chat.accept()),
    vscode.commands.registerCommand(CommandId.rejectInlineChat, () => chat.reject()),
  );
}

/** Asks for instructions, runs them and shows what is proposed. Nothing is changed before the person accepts it. */
class InlineChat implements vscode.Disposable {
  readonly #view = new ProposalView();

  constructor(private readonly engine: EngineClient) {}

  /** At a proposal it goes on with that one; in any other editor it begins with its selection. */
  async start(): Promise<void> {
    const shown = this.#view.active;
    const session = shown ?? this.#newSession();
    if (!session) return;
    const instruction = await askForInstruction(session, await this.#describeModel());
    if (instruction === undefined) {
      if (!shown) session.dispose();
      return;
    }
    await this.#run(session, instruction);
  }

  async accept(): Promise<void> {
    const session = this.#view.active;
    if (!session?.isReady) return;
    const { first } = session.lines;
    if (!(await session.accept())) {
      void vscode.window.showWarningMessage(documentChanged());
      return;
    }
    await this.#view.close(session);
    const editor = await vscode.window.showTextDocument(session.document);
    const start = new vscode.Position(first - 1, 0);
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async reject(): Promise<void> {
    const session = this.#view.active;
    if (!session) return;
    await this.#view.close(session);
    await vscode.window.showTextDocument(session.document);
  }

  dispose(): void {
    this.#view.dispose();
  }

  #newSession(): InlineChatSession | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor && DOCUMENT_SCHEMES.includes(editor.document.uri.scheme)) {
      return new InlineChatSession(this.engine, editor.document, editor.selection);
    }
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file, select what is to be changed, then ask for it here.'),
    );
    return undefined;
  }

  async #run(session: InlineChatSession, instruction: string): Promise<void> {
    try {
      await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: vscode.l10n.t('Editing {0}…', nameOf(session.document)),
          cancellable: true,
        },
        async (_, token) => {
          const shown = this.#view.showWhenChanged(session);
          try {
            await session.ask(instruction, token);
          } finally {
            await shown.settle();
          }
        },
      );
    } catch (error) {
      if (!session.isReady) await this.#view.close(session);
      if (error instanceof vscode.CancellationError) return;
      void this.#showFailure(session, instruction, error);
    }
  }

  async #showFailure(session: InlineChatSession, instruction: string, error: unknown): Promise<void> {
    const again = vscode.l10n.t('Try Again');
    const message = error instanceof Error ? error.message : String(error);
    if ((await vscode.window.showErrorMessage(message, again)) !== again) return;
    const { document, selection } = session;
    await this.#run(new InlineChatSession(this.engine, document, selection), instruction);
  }

  /** Who would answer, so that the person knows before anything is sent. Undefined when nobody can tell. */
  async #describeModel(): Promise<string | undefined> {
    try {
      const { models, roles } = await this.engine.request<ModelsListResult>(Method.modelsList, {});
      const model = models.find(({ id }) => id === roles.chat);
      return model && vscode.l10n.t('{0} on {1}', modelLabel(model), model.host);
    } catch {
      // The request itself will say what is wrong.
      return undefined;
    }
  }
}

function askForInstruction(
  session: InlineChatSession,
  model: string | undefined,
): Thenable<string | undefined> {
  return vscode.window
    .showInputBox({
      title: titleOf(session),
      placeHolder: session.isFollowUp
        ? vscode.l10n.t('What should be different? For example: shorter, with a loop')
        : vscode.l10n.t('What do you want? For example: handle errors, add types'),
      ...(model !== undefined && {
        prompt: vscode.l10n.t('{0} answers. Nothing changes before you accept it.', model),
      }),
      ignoreFocusOut: true,
      validateInput: (value) =>
        value.length > 0 && value.trim() === '' ? vscode.l10n.t('Say what you want.') : undefined,
    })
    .then((value) => (value === undefined || value.trim() === '' ? undefined : value));
}

function titleOf(session: InlineChatSession): string {
  const { first, last } = session.lines;
  const name = nameOf(session.document);
  if (session.isEmpty) return vscode.l10n.t('Write in {0}, line {1}', name, first);
  if (first === last) return vscode.l10n.t('Edit {0}, line {1}', name, first);
  return vscode.l10n.t('Edit {0}, lines {1} to {2}', name, first, last);
}

function nameOf(document: vscode.TextDocument): string {
  return document.uri.path.split('/').at(-1) ?? document.uri.path;
}
