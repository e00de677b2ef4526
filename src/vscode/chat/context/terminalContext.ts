import * as vscode from 'vscode';
import type { AddedContext } from './contextBasket';
import { plainTerminalText } from './terminalText';

/** UTF-16 units of a command's output that are kept: its end, where errors are. */
const MAX_OUTPUT = 32 * 1024;

interface RunCommand {
  readonly execution: vscode.TerminalShellExecution;
  readonly commandLine: string;
  output: string;
  isCut: boolean;
  exitCode: number | undefined;
}

/** Keeps the last command of each terminal with its output, as far as VS Code's shell integration tells of it. */
export class TerminalCommands implements vscode.Disposable {
  readonly #last = new Map<vscode.Terminal, RunCommand>();
  readonly #disposables: vscode.Disposable;

  constructor() {
    this.#disposables = vscode.Disposable.from(
      vscode.window.onDidStartTerminalShellExecution(
        ({ terminal, execution }) => void this.#follow(terminal, execution),
      ),
      vscode.window.onDidEndTerminalShellExecution(({ terminal, execution, exitCode }) => {
        const command = this.#last.get(terminal);
        if (command?.execution === execution) command.exitCode = exitCode;
      }),
      vscode.window.onDidCloseTerminal((terminal) => this.#last.delete(terminal)),
    );
  }

  /** The last command of the terminal in front; words where there is none to be had. */
  lastCommand(): AddedContext | string {
    const terminal = vscode.window.activeTerminal;
    if (!terminal) return vscode.l10n.t('There is no terminal open.');
    const command = this.#last.get(terminal);
    if (!command) {
      return terminal.shellIntegration
        ? vscode.l10n.t('No command was run in the terminal {0} since it was opened.', terminal.name)
        : vscode.l10n.t(
            'The terminal {0} does not tell which commands it runs: its shell has no shell integration. Select text in it instead.',
            terminal.name,
          );
    }
    const exit = command.exitCode === undefined ? '' : `\n[exit code ${command.exitCode}]`;
    const text = `$ ${command.commandLine}\n${plainTerminalText(command.output).trimEnd()}${exit}`;
    return {
      key: `terminal:${command.commandLine}`,
      item: {
        kind: 'terminal',
        label: command.commandLine.replace(/\s+/g, ' ').slice(0, 80),
        languageId: '',
        text,
        files: [],
        ...(command.isCut && { note: vscode.l10n.t('Only the end of the output is here.') }),
      },
      open: () => terminal.show(true),
    };
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#last.clear();
  }

  async #follow(terminal: vscode.Terminal, execution: vscode.TerminalShellExecution): Promise<void> {
    const { value } = execution.commandLine;
    const command: RunCommand = {
      execution,
      commandLine: value,
      output: '',
      isCut: false,
      exitCode: undefined,
    };
    this.#last.set(terminal, command);
    for await (const data of execution.read()) {
      if (this.#last.get(terminal) !== command) return;
      const output = command.output + data;
      command.isCut ||= output.length > MAX_OUTPUT;
      command.output = output.slice(-MAX_OUTPUT);
    }
  }
}

/**
 * The text that is selected in the terminal. VS Code tells of it through the clipboard alone, which has its text back
 * afterwards. Words where nothing is selected.
 */
export async function terminalSelection(): Promise<AddedContext | string> {
  const terminal = vscode.window.activeTerminal;
  if (!terminal) return vscode.l10n.t('There is no terminal open.');
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText('');
  let text: string;
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    text = plainTerminalText(await vscode.env.clipboard.readText()).trim();
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
  if (text === '') return vscode.l10n.t('Nothing is selected in the terminal {0}.', terminal.name);
  const item = { kind: 'terminal', label: terminal.name, languageId: '', text, files: [] } as const;
  return { key: `terminalSelection:${text}`, item, open: () => terminal.show(true) };
}
