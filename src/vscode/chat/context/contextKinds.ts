import * as vscode from 'vscode';
import type { ContextKind } from '../../../core/chat/contextKinds';
import type { EngineClient } from '../../engineClient';
import { type ActiveContext, rangeItem, showRange } from '../activeContext';
import { isCovered } from '../../inline/documentSchemes';
import type { AddedContext } from './contextBasket';
import { engineContext, fileContext, type FoundContext } from './fileContext';
import { changesContext, commitContext } from './gitContext';
import { problemsContext } from './problemsContext';
import { type TerminalCommands, terminalSelection } from './terminalContext';

/** A kind of context that can be added by name. */
export interface NamedContext {
  /** Typed after `#`, in English in every language, and shown beside the words. */
  readonly name: string;
  readonly kind: ContextKind;
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  readonly find: () => Promise<FoundContext> | FoundContext;
}

export interface ContextKindsOptions {
  readonly engine: EngineClient;
  readonly active: ActiveContext;
  readonly terminals: TerminalCommands;
}

/** What can be added without naming a file. */
export function contextKinds({ engine, active, terminals }: ContextKindsOptions): readonly NamedContext[] {
  const l10n = vscode.l10n;
  return [
    {
      name: 'selection',
      kind: 'selection',
      icon: 'selection',
      label: l10n.t('Selection'),
      detail: l10n.t('What is selected in the editor'),
      find: () => selectionContext(active.editor),
    },
    {
      name: 'openEditors',
      kind: 'file',
      icon: 'files',
      label: l10n.t('Open editors'),
      detail: l10n.t('All files that are open in tabs'),
      find: () => openEditorsContext(engine),
    },
    {
      name: 'problems',
      kind: 'problems',
      icon: 'warning',
      label: l10n.t('Problems'),
      detail: l10n.t('Errors and warnings of the workspace'),
      find: () => {
        const found = problemsContext();
        return found ? [found] : l10n.t('The editor shows no problems.');
      },
    },
    {
      name: 'terminalSelection',
      kind: 'terminal',
      icon: 'terminal',
      label: l10n.t('Terminal selection'),
      detail: l10n.t('What is selected in the terminal'),
      find: async () => asList(await terminalSelection()),
    },
    {
      name: 'lastCommand',
      kind: 'terminal',
      icon: 'terminal',
      label: l10n.t('Last command'),
      detail: l10n.t('The last command in the terminal, with its output'),
      find: () => asList(terminals.lastCommand()),
    },
    {
      name: 'staged',
      kind: 'changes',
      icon: 'git-compare',
      label: l10n.t('Staged changes'),
      detail: l10n.t('What the next commit would hold'),
      find: () => changesContext(engine, 'staged'),
    },
    {
      name: 'changes',
      kind: 'changes',
      icon: 'git-compare',
      label: l10n.t('Unstaged changes'),
      detail: l10n.t('What is changed and not staged'),
      find: () => changesContext(engine, 'workingTree'),
    },
    {
      name: 'commit',
      kind: 'commit',
      icon: 'git-commit',
      label: l10n.t('Commit…'),
      detail: l10n.t('One of the latest commits'),
      find: () => commitContext(engine),
    },
    {
      name: 'search',
      kind: 'search',
      icon: 'search',
      label: l10n.t('Search the workspace…'),
      detail: l10n.t('The places that say most about some words'),
      find: () => searchContext(engine),
    },
  ];
}

/** The selection as it stands now: it stays when the person selects something else. */
export function selectionContext(editor: vscode.TextEditor | undefined): FoundContext {
  if (!editor || editor.selection.isEmpty) return vscode.l10n.t('Nothing is selected in the editor.');
  const { document } = editor;
  const item = rangeItem('selection', document, editor.selection);
  const key = `selection:${document.uri.toString()}:${item.startLine ?? 0}:${item.endLine ?? 0}:${item.text.length}`;
  return [{ key, item, open: () => showRange(document.uri, item) }];
}

async function openEditorsContext(engine: EngineClient): Promise<FoundContext> {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const unique = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  const documents = await Promise.all(
    unique.map((uri) => vscode.workspace.openTextDocument(uri).then(undefined, () => undefined)),
  );
  const covered = documents.filter((document) => document !== undefined).filter(isCovered);
  const found = await Promise.all(covered.map(({ uri }) => fileContext(engine, uri)));
  const pieces = found.flatMap((context) => (typeof context === 'string' ? [] : context));
  return pieces.length > 0 ? pieces : vscode.l10n.t('No files are open.');
}

async function searchContext(engine: EngineClient): Promise<FoundContext> {
  const query = await vscode.window.showInputBox({ title: vscode.l10n.t('Search the workspace for what?') });
  return query === undefined || query.trim() === '' ? [] : engineContext(engine, { kind: 'search', query });
}

function asList(found: AddedContext | string): FoundContext {
  return typeof found === 'string' ? found : [found];
}
