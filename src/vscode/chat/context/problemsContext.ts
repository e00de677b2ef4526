import * as vscode from 'vscode';
import type { AddedContext } from './contextBasket';

const MAX_PROBLEMS = 100;
const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

/** The errors and warnings that the editor shows, of one file or of all; undefined where there are none. */
export function problemsContext(uri?: vscode.Uri): AddedContext | undefined {
  const found = uri
    ? [[uri, vscode.languages.getDiagnostics(uri)] as const]
    : vscode.languages.getDiagnostics();
  const lines = found.flatMap(([file, diagnostics]) =>
    diagnostics
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
      .map((diagnostic) => ({ file, line: problemLine(file, diagnostic) })),
  );
  if (lines.length === 0) return undefined;
  const listed = lines.slice(0, MAX_PROBLEMS);
  const where = uri ? vscode.workspace.asRelativePath(uri, false) : vscode.l10n.t('Problems');
  const build = {
    kind: 'problems',
    label: where,
    languageId: '',
    text: listed.map(({ line }) => line).join('\n'),
    files: [...new Set(listed.map(({ file }) => file.toString()))],
    ...(lines.length > MAX_PROBLEMS && {
      note: vscode.l10n.t('Only the first {0} problems are listed.', MAX_PROBLEMS),
    }),
  } as const;
  return {
    key: `problems:${uri?.toString() ?? ''}`,
    item: build,
    open: () => void vscode.commands.executeCommand('workbench.actions.view.problems'),
  };
}

/** One problem in a line: where, how bad, what, and whose rule. */
export function problemLine(
  file: vscode.Uri,
  { range, severity, message, source, code }: vscode.Diagnostic,
): string {
  const path = vscode.workspace.asRelativePath(file, false);
  const rule = typeof code === 'object' ? code.value : code;
  const by = [source, rule].filter((part) => part !== undefined && part !== '').join(' ');
  const place = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  return `${place} ${SEVERITIES[severity]}: ${message.replace(/\s+/g, ' ')}${by === '' ? '' : ` (${by})`}`;
}
