import * as vscode from 'vscode';
import { rangeItem, showRange } from '../activeContext';
import type { AddedContext } from './contextBasket';
import { openQuietly } from './fileContext';

/** Symbols that are listed at most. */
const MAX_SYMBOLS = 30;

/** Symbols of the workspace, from the language extensions, whose name matches. */
export async function findSymbols(query: string): Promise<readonly vscode.SymbolInformation[]> {
  if (query.trim().length < 2) return [];
  const found = await vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
    'vscode.executeWorkspaceSymbolProvider',
    query,
  );
  return (found ?? []).slice(0, MAX_SYMBOLS);
}

/** A symbol's whole definition: the place that the workspace knows may be its name alone. */
export async function symbolContext({
  name,
  location,
}: vscode.SymbolInformation): Promise<AddedContext | undefined> {
  const document = await openQuietly(location.uri);
  if (!document) return undefined;
  const symbols: unknown = await vscode.commands.executeCommand(
    'vscode.executeDocumentSymbolProvider',
    location.uri,
  );
  const range = (Array.isArray(symbols) && smallestAround(symbols, location.range)) || location.range;
  const item = { ...rangeItem('symbol', document, wholeLines(range)), note: name };
  return {
    key: `symbol:${location.uri.toString()}#${range.start.line}`,
    item,
    open: () => showRange(location.uri, item),
  };
}

function smallestAround(symbols: readonly unknown[], range: vscode.Range): vscode.Range | undefined {
  let smallest: vscode.Range | undefined;
  for (const symbol of symbols) {
    if (!(symbol instanceof vscode.DocumentSymbol) || !symbol.range.contains(range.start)) continue;
    const isThis = symbol.selectionRange.contains(range.start) || symbol.range.isEqual(range);
    smallest = smallestAround(symbol.children, range) ?? (isThis ? symbol.range : smallest);
  }
  return smallest;
}

function wholeLines({ start, end }: vscode.Range): vscode.Range {
  return new vscode.Range(start.line, 0, end.line, Number.MAX_SAFE_INTEGER);
}
