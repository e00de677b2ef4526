import * as vscode from 'vscode';
import { CommandId } from '../../commandIds';
import { DOCUMENT_SCHEMES } from '../../inline/documentSchemes';
import type { EditorPlace } from './askAbout';

/** "Fix with Fairwind" and "Explain with Fairwind" in the light bulb of a problem. */
export function registerCodeActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    DOCUMENT_SCHEMES.map((scheme) => ({ scheme })),
    { provideCodeActions },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function provideCodeActions(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  if (diagnostics.length === 0 || !vscode.workspace.isTrusted) return [];
  const place: EditorPlace = {
    uri,
    range: diagnostics.reduce((all, one) => all.union(one.range), range),
    diagnostics,
  };
  const action = (title: string, command: string) => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.command = { title, command, arguments: [place] };
    made.diagnostics = [...diagnostics];
    return made;
  };
  return [
    action(vscode.l10n.t('Fix with Fairwind'), CommandId.chatFix),
    action(vscode.l10n.t('Explain with Fairwind'), CommandId.chatExplain),
  ];
}
