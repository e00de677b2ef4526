/**
 * The path of a workspace's storage that all its windows share. VS Code locks it for the first window and gives the next
 * one a folder of its own beside it (`…/<32 hex digits>-1/<extension>`), where nobody would find what it kept.
 */
export function sharedStorage(path: string): string {
  return path.replace(/([\\/][0-9a-f]{32})-\d+(?=[\\/][^\\/]+[\\/]?$)/, '$1');
}
