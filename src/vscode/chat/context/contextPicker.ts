import * as vscode from 'vscode';
import type { ContextCandidate, ToWebview } from '../../../protocol/webview';
import { EngineRequestError } from '../../engineClient';
import type { ContextBasket } from './contextBasket';
import { type ContextKindsOptions, type NamedContext, contextKinds } from './contextKinds';
import { fileContext, folderContext, type FoundContext } from './fileContext';
import { findSymbols, symbolContext } from './symbolContext';

/** Files that are listed at most. */
const MAX_FILES = 50;

export interface ContextPickerOptions extends ContextKindsOptions {
  readonly basket: ContextBasket;
  readonly post: (message: ToWebview) => void;
}

interface Candidate extends ContextCandidate {
  readonly find: () => Promise<FoundContext> | FoundContext;
}

/** Finds what can be added as context, for `#` in the message box and for the paper clip, and adds it. */
export class ContextPicker {
  /** What was offered to the page last: it can ask for nothing else. */
  #offered = new Map<string, Candidate>();
  #latest = 0;

  constructor(private readonly options: ContextPickerOptions) {}

  /** Shows on the page what could be meant by what was typed after `#`. A newer query overtakes it. */
  async find(query: string): Promise<void> {
    const number = ++this.#latest;
    const candidates = await this.#candidates(query);
    if (number !== this.#latest) return;
    this.#offered = new Map(candidates.map((candidate) => [candidate.id, candidate]));
    const shown = candidates.map(({ id, kind, label, detail }) => ({
      id,
      kind,
      label,
      ...(detail !== undefined && { detail }),
    }));
    this.options.post({ type: 'contextFound', query, candidates: shown });
  }

  async addCandidate(id: string): Promise<void> {
    const candidate = this.#offered.get(id);
    if (candidate) await this.add(candidate.find);
  }

  /** Asks in the editor's own boxes what to add. */
  async pick(): Promise<void> {
    const kinds = contextKinds(this.options);
    const file = vscode.l10n.t('Files and folders…');
    const symbol = vscode.l10n.t('Symbol…');
    const other = vscode.l10n.t('Files from elsewhere…');
    const picked = await vscode.window.showQuickPick(
      [
        { label: `$(file) ${file}`, run: () => this.#pickFile() },
        { label: `$(symbol-class) ${symbol}`, run: () => this.#pickSymbol() },
        ...kinds.map((kind) => ({ ...quickItem(kind), run: () => this.add(kind.find) })),
        { label: `$(folder-opened) ${other}`, run: () => this.#pickElsewhere() },
      ],
      { title: vscode.l10n.t('What shall go along with your message?'), matchOnDescription: true },
    );
    await picked?.run();
  }

  /** Adds what is found; tells the person where there is nothing. */
  async add(find: () => Promise<FoundContext> | FoundContext): Promise<void> {
    try {
      const found = await find();
      if (typeof found === 'string') void vscode.window.showInformationMessage(found);
      else await this.options.basket.add(found);
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      void vscode.window.showWarningMessage(error.message);
    }
  }

  /** Adds files and folders that were dropped; of those outside the workspace the person is asked. */
  async addUris(uris: readonly string[]): Promise<void> {
    for (const text of uris) {
      const uri = parseUri(text);
      if (uri && (vscode.workspace.getWorkspaceFolder(uri) || (await confirmOutside(uri))))
        await this.add(() => fileContext(this.options.engine, uri));
    }
  }

  async #candidates(query: string): Promise<readonly Candidate[]> {
    const lower = query.trim().toLowerCase();
    const kinds = contextKinds(this.options)
      .filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(lower))
      .map(({ name, kind, label, detail, find }) => ({ id: `kind:${name}`, kind, label, detail, find }));
    const [files, symbols] = await Promise.all([this.#files(query), this.#symbols(query)]);
    return [...kinds, ...files, ...symbols];
  }

  async #files(query: string): Promise<readonly Candidate[]> {
    const [uris, folders] = await Promise.all([findFiles(query), findFolders(query)]);
    const { engine } = this.options;
    return [
      ...uris.map((uri): Candidate => {
        const find = () => fileContext(engine, uri);
        return { id: `file:${uri.toString()}`, kind: 'file', ...namesOf(uri), find };
      }),
      ...folders.map((uri): Candidate => {
        const find = async () => [await folderContext(uri)];
        return { id: `folder:${uri.toString()}`, kind: 'folder', ...namesOf(uri), find };
      }),
    ];
  }

  async #symbols(query: string): Promise<readonly Candidate[]> {
    const symbols = await findSymbols(query);
    return symbols.map((symbol, index) => ({
      id: `symbol:${index}:${symbol.name}`,
      kind: 'symbol',
      label: symbol.name,
      detail: vscode.workspace.asRelativePath(symbol.location.uri, false),
      find: () => findSymbol(symbol),
    }));
  }

  async #pickFile(): Promise<void> {
    const uris = await vscode.workspace.findFiles('**/*', NOT_OWN, 10_000);
    const folders = foldersOf(uris, '');
    const item = (uri: vscode.Uri, icon: string) => {
      const path = vscode.workspace.asRelativePath(uri, false);
      return { label: `$(${icon}) ${path.slice(path.lastIndexOf('/') + 1)}`, description: path, uri };
    };
    const picked = await vscode.window.showQuickPick(
      [...uris.map((uri) => item(uri, 'file')), ...folders.map((uri) => item(uri, 'folder'))],
      { title: vscode.l10n.t('Which files and folders?'), matchOnDescription: true, canPickMany: true },
    );
    for (const { uri } of picked ?? []) await this.add(() => fileContext(this.options.engine, uri));
  }

  async #pickSymbol(): Promise<void> {
    const query = await vscode.window.showInputBox({ title: vscode.l10n.t('Which symbol?') });
    if (query === undefined) return;
    const symbols = await findSymbols(query);
    if (symbols.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No symbol is called “{0}”.', query));
      return;
    }
    const picked = await vscode.window.showQuickPick(
      symbols.map((symbol) => ({
        label: `$(symbol-class) ${symbol.name}`,
        description: vscode.workspace.asRelativePath(symbol.location.uri, false),
        symbol,
      })),
      { title: vscode.l10n.t('Which symbol?') },
    );
    if (picked) await this.add(() => findSymbol(picked.symbol));
  }

  async #pickElsewhere(): Promise<void> {
    const uris = await vscode.window.showOpenDialog({ canSelectMany: true });
    for (const uri of uris ?? []) await this.add(() => fileContext(this.options.engine, uri));
  }
}

async function findSymbol(symbol: vscode.SymbolInformation): Promise<FoundContext> {
  const found = await symbolContext(symbol);
  return found ? [found] : vscode.l10n.t('{0} cannot be read.', symbol.name);
}

/** Packages that were installed are not the person's own files. */
const NOT_OWN = '**/node_modules/**';

/** Files whose path has the letters of the query in it; those whose name begins with them first. */
async function findFiles(query: string): Promise<readonly vscode.Uri[]> {
  const { folder, name, pattern } = globOf(query);
  const glob = query.trim() === '' ? '**/*' : `**/${folder}*${pattern}*`;
  const found = await vscode.workspace.findFiles(glob, NOT_OWN, MAX_FILES);
  const rank = (uri: vscode.Uri) =>
    uri.path
      .slice(uri.path.lastIndexOf('/') + 1)
      .toLowerCase()
      .startsWith(name.toLowerCase())
      ? 0
      : 1;
  return [...found].sort((a, b) => rank(a) - rank(b) || a.path.length - b.path.length);
}

/** Folders whose name has the letters of the query in it; none for an empty query. */
async function findFolders(query: string): Promise<readonly vscode.Uri[]> {
  const { folder, pattern } = globOf(query);
  if (query.trim() === '') return [];
  const files = await vscode.workspace.findFiles(`**/${folder}*${pattern}*/**`, NOT_OWN, 500);
  return foldersOf(files, query).slice(0, MAX_FILES);
}

/** A query's letters as a glob in which case does not count; its own wildcards stand for any letter. */
function globOf(query: string): { readonly folder: string; readonly name: string; readonly pattern: string } {
  const words = query.trim().replace(/[[\]{}()*?!,\\]/g, '?');
  const slash = words.lastIndexOf('/') + 1;
  const name = words.slice(slash);
  const pattern = name.replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return { folder: words.slice(0, slash), name, pattern };
}

/** The folders of the workspace that files are in and whose name has the letters of the query. */
function foldersOf(uris: readonly vscode.Uri[], query: string): readonly vscode.Uri[] {
  const lower = query.trim().toLowerCase();
  const folders = new Map<string, vscode.Uri>();
  for (const uri of uris) {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    for (let parent = vscode.Uri.joinPath(uri, '..'); root && parent.path !== root.path;) {
      if (folders.has(parent.toString()) || parent.path.length <= root.path.length) break;
      folders.set(parent.toString(), parent);
      parent = vscode.Uri.joinPath(parent, '..');
    }
  }
  return [...folders.values()].filter(({ path }) =>
    path
      .slice(path.lastIndexOf('/') + 1)
      .toLowerCase()
      .includes(lower),
  );
}

/** A file's name, and the folder that it is in where that is not the workspace's own, as VS Code shows them. */
function namesOf(uri: vscode.Uri): Pick<Candidate, 'label' | 'detail'> {
  const path = vscode.workspace.asRelativePath(uri, false);
  const end = path.lastIndexOf('/');
  return { label: path.slice(end + 1), ...(end > 0 && { detail: path.slice(0, end) }) };
}

function quickItem({ icon, label, detail }: NamedContext): vscode.QuickPickItem {
  return { label: `$(${icon}) ${label}`, description: detail };
}

function parseUri(text: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return undefined;
  }
}

/** The page says what was dropped: a file outside the workspace is read on the person's own word alone. */
async function confirmOutside(uri: vscode.Uri): Promise<boolean> {
  const add = vscode.l10n.t('Add File');
  const picked = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is outside the workspace. Add it to your message?', uri.fsPath),
    { modal: true },
    add,
  );
  return picked === add;
}
