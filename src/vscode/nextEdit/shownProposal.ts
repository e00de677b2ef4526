import * as vscode from 'vscode';
import type { NextEditProposal } from '../../protocol/engine';

/** A proposal with its document, as the editor knows the two. */
export interface ShownProposal {
  readonly proposal: NextEditProposal;
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  /** True for a place that is proposed without an edit. */
  readonly isPlace: boolean;
}

/** Finds the document of a proposal; undefined when it is not open any more, or has changed since. */
export function toShownProposal(proposal: NextEditProposal): ShownProposal | undefined {
  const uri = vscode.Uri.parse(proposal.uri).toString();
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  if (document?.version !== proposal.version) return undefined;
  const { start, end } = proposal.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return { proposal, document, range, isPlace: range.isEmpty && proposal.newText === '' };
}
