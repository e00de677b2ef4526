import * as vscode from 'vscode';
import type {
  ChatCommandName,
  ChatPromptFile,
  ChatPromptFileResult,
  ChatPromptFilesResult,
} from '../../protocol/chat';
import { Method } from '../../protocol/engine';
import type { SlashCommand } from '../../protocol/webview';
import { type EngineClient, EngineRequestError } from '../engineClient';
import type { ActiveContext } from './activeContext';
import { CHAT_COMMANDS } from './answering';
import type { PreparedMessage } from './chatController';
import { changesContext } from './context/gitContext';
import { parseSlash } from './parseSlash';
import { promptVariables } from './promptVariables';

/** The slash commands: Fairwind's own and the prompt files of the person and the workspace. */
export class SlashCommands implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable;
  #files: readonly ChatPromptFile[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly engine: EngineClient,
    private readonly active: ActiveContext,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.prompt.md');
    const refresh = () => void this.refresh();
    this.#disposables = vscode.Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
    );
  }

  get commands(): readonly SlashCommand[] {
    const own = [...CHAT_COMMANDS, 'help' as const].map((name) => ({
      name,
      description: describeCommand(name),
      isPromptFile: false,
    }));
    const names = new Set<string>(own.map(({ name }) => name));
    const files = this.#files
      .filter(({ name }) => !names.has(name))
      .map(({ name, description, argumentHint }) => ({
        name,
        description,
        ...(argumentHint !== undefined && { argumentHint }),
        isPromptFile: true,
      }));
    return [...own, ...files];
  }

  /** Asks the engine for the prompt files anew. */
  async refresh(): Promise<void> {
    if (this.engine.state === 'untrusted') return;
    try {
      ({ files: this.#files } = await this.engine.request<ChatPromptFilesResult>(Method.chatPromptFiles, {}));
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      this.#files = [];
    }
    this.#changed.fire();
  }

  /** What a message that was typed is to the model; undefined where the person called it off or it cannot be. */
  async prepare(text: string): Promise<PreparedMessage | undefined> {
    const slash = parseSlash(text);
    if (!slash) return {};
    const { name, rest } = slash;
    if (name === 'help') return { ownAnswer: this.#help() };
    const command = CHAT_COMMANDS.find((known) => known === name);
    if (command) return this.#own(command, rest);
    const file = this.#files.find((candidate) => candidate.name === name);
    if (!file) return {};
    try {
      return await this.#promptFile(file, rest);
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      void vscode.window.showWarningMessage(error.message);
      return undefined;
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #own(command: ChatCommandName, content: string): Promise<PreparedMessage> {
    const sent = { content, command };
    if (command !== 'commit') return { sent };
    for (const source of ['staged', 'workingTree'] as const) {
      const found = await changesContext(this.engine, source).catch((error: unknown) => {
        if (error instanceof EngineRequestError) return error.message;
        throw error;
      });
      if (typeof found !== 'string' && found.length > 0)
        return { sent, context: found.map(({ item }) => item) };
    }
    return { sent };
  }

  /** Asks for what the file wants to know and was not typed. */
  async #promptFile(
    { uri, name, argumentHint }: ChatPromptFile,
    typed: string,
  ): Promise<PreparedMessage | undefined> {
    let input: string | undefined = typed;
    if (typed === '' && argumentHint !== undefined) {
      input = await vscode.window.showInputBox({
        title: `/${name}`,
        prompt: argumentHint,
        ignoreFocusOut: true,
      });
    }
    if (input === undefined) return undefined;
    const variables = promptVariables(this.active.editor);
    const params = { uri, input, variables };
    const result = await this.engine.request<ChatPromptFileResult>(Method.chatPromptFile, params);
    if (result.problems.length > 0)
      void vscode.window.showWarningMessage(`/${name}: ${result.problems.join(' ')}`);
    const { content, context, modelId } = result;
    return { sent: { content }, context, ...(modelId !== undefined && { modelId }) };
  }

  #help(): string {
    const rows = this.commands.map(
      ({ name, description, argumentHint }) =>
        `* \`/${name}\`${argumentHint === undefined ? '' : ` *${argumentHint}*`}: ${description}`,
    );
    return [
      vscode.l10n.t('What can be typed in front of a message:'),
      rows.join('\n'),
      vscode.l10n.t(
        'Type # or use the paper clip to send something along: files, symbols, problems, changes, the terminal. The chips above the message box show all that will be sent; "Fairwind: Show What Was Sent" shows what was.',
      ),
    ].join('\n\n');
  }
}

function describeCommand(name: ChatCommandName | 'help'): string {
  const { l10n } = vscode;
  switch (name) {
    case 'explain':
      return l10n.t('Explain code');
    case 'fix':
      return l10n.t('Find and mend what is wrong');
    case 'tests':
      return l10n.t('Write tests');
    case 'doc':
      return l10n.t('Write documentation comments');
    case 'review':
      return l10n.t('Review code or a change');
    case 'commit':
      return l10n.t('Draft a commit message for the staged change');
    case 'translate':
      return l10n.t('Translate text');
    case 'grammar':
      return l10n.t('Correct spelling and grammar');
    case 'help':
      return l10n.t('Show what can be asked for, without a model');
  }
}
