import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions } from '../protocol/engine';
import type { WorkspaceInfo } from './engineContext';

/** Follows the editor's workspace folders; `listen` is to be called once the client is initialized. */
export function createWorkspaceInfo(
  connection: Connection,
  params: InitializeParams,
  options: InitializationOptions,
): WorkspaceInfo & { listen(onDidChange: () => void): void } {
  const folders = new Set((params.workspaceFolders ?? []).map((folder) => folder.uri));
  return {
    folders: () => [...folders],
    isRestricted: () => options.restricted === true,
    relativePath: (uri) => relativePath(uri, folders),
    listen(onDidChange) {
      if (params.capabilities.workspace?.workspaceFolders !== true) return;
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) folders.delete(folder.uri);
        for (const folder of added) folders.add(folder.uri);
        onDidChange();
      });
    },
  };
}

function relativePath(uri: string, folders: Iterable<string>): string {
  for (const folder of folders) {
    const root = folder.endsWith('/') ? folder : `${folder}/`;
    if (uri.startsWith(root)) return decodePath(uri.slice(root.length));
  }
  return decodePath(uri.slice(uri.lastIndexOf('/') + 1));
}

/** URIs from a client may hold a stray percent sign; the text as it stands is then the best name. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
