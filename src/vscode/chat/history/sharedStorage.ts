/**
 * The path of a workspace's storage that all its windows share. VS Code locks it for the first window and gives the next
 * one a folder of its own beside it (`…/workspaceStorage/<id>-1/<extension>`), where nobody would find what it kept.
 */
export function sharedStorage(path: string): string {
  return path.replace(/([\\/]workspaceStorage[\\/][^\\/]+)-\d{1,2}(?=[\\/][^\\/]+[\\/]?$)/, '$1');
}
