import * as vscode from 'vscode';
import type { DiagnosticsParams } from '../../protocol/engine';
import { isCovered } from './documentSchemes';

/** Language servers report several times while they think; the last report counts. Milliseconds. */
const SETTLE_MS = 300;
/** More than these say that a file is of another language. */
const MOST_DIAGNOSTICS = 100;

/** Tells the engine of the errors and warnings in the active document whenever they have changed. */
export function lendDiagnostics(notify: (params: DiagnosticsParams) => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let hasTold = false;
  const tell = () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isCovered(document)) return;
    const params = readDiagnostics(document);
    // Most documents never have any, and nothing need be said of them.
    if (params.diagnostics.length > 0 || hasTold) notify(params);
    hasTold = params.diagnostics.length > 0;
  };
  const tellSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, SETTLE_MS);
  };
  return vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) tellSoon();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      // Whether something was told of the document that is now active, nobody remembers.
      hasTold = true;
      tellSoon();
    }),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

function readDiagnostics(document: vscode.TextDocument): DiagnosticsParams {
  const diagnostics = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .map(({ range, severity, message }) => ({
      line: range.start.line,
      severity: severity === vscode.DiagnosticSeverity.Error ? ('error' as const) : ('warning' as const),
      message,
    }))
    .sort((a, b) => a.line - b.line)
    .slice(0, MOST_DIAGNOSTICS);
  return { uri: document.uri.toString(), version: document.version, diagnostics };
}
