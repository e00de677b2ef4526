import * as vscode from 'vscode';
import { commandLineProblem } from './commandLine';

/** Puts a command line into the terminal, where the person can look at it and run it. Nothing is run. */
export function insertInTerminal(text: string): void {
  const line = text.trim();
  const problem = commandLineProblem(line);
  if (problem !== undefined) {
    const words =
      problem === 'severalLines'
        ? vscode.l10n.t(
            'These are several lines, and a terminal would run each but the last. Copy them one by one.',
          )
        : vscode.l10n.t(
            'The command has characters that cannot be seen, which could run something else than what is shown. It was not inserted.',
          );
    void vscode.window.showWarningMessage(words);
    return;
  }
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show(false);
  terminal.sendText(line, false);
}
