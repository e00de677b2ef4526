import type { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOfUri } from '../workspaceIndex/documentId';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What editors call the language of commit messages: VS Code and Helix, then Vim and Neovim. */
const MESSAGE_LANGUAGES = new Set(['git-commit', 'gitcommit']);
/** The files that hold one. Tags, notes and todo lists have the language too in some editors, and are something else. */
const MESSAGE_FILES = new Set(['COMMIT_EDITMSG', 'MERGE_MSG', 'SQUASH_MSG']);
/** VS Code's input boxes of Source Control. */
const BOX_SCHEME = 'vscode-scm:';

/** A commit message that is being written, and where its repository is to be found. */
export type MessageKind =
  /** A file in the git folder, as git opens it for an editor. */
  | { readonly kind: 'file'; readonly gitFolder: string }
  /** The box of Source Control. */
  | { readonly kind: 'box'; readonly root: string };

/** What a document is as a commit message; undefined for any other document. */
export function messageKind({
  uri,
  languageId,
}: Pick<TextDocument, 'uri' | 'languageId'>): MessageKind | undefined {
  if (uri.startsWith(BOX_SCHEME)) {
    const root = boxRoot(uri);
    return root === undefined ? undefined : { kind: 'box', root };
  }
  const path = pathOfUri(uri);
  if (path === undefined || !MESSAGE_FILES.has(basename(path))) return undefined;
  const isMessage = MESSAGE_LANGUAGES.has(languageId) || isInGitFolder(path);
  return isMessage ? { kind: 'file', gitFolder: dirname(path) } : undefined;
}

/** Whether nothing but its own feature is to work in a document: a message, a tag's, a todo list of git. */
export function isGitText({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): boolean {
  return (
    uri.startsWith(BOX_SCHEME) ||
    MESSAGE_LANGUAGES.has(languageId) ||
    GIT_LANGUAGES.has(languageId) ||
    isInGitFolder(pathOfUri(uri) ?? '')
  );
}

const GIT_LANGUAGES = new Set(['git-rebase', 'gitrebase', 'scminput']);

function isInGitFolder(path: string): boolean {
  return /[\\/]\.git[\\/]/.test(path);
}

/** VS Code writes the repository's root into the query of a box's address. */
function boxRoot(uri: string): string | undefined {
  const query = /\?([^#]*)/.exec(uri)?.[1] ?? '';
  try {
    const rootUri = new URLSearchParams(decodeURIComponent(query)).get('rootUri');
    return rootUri === null ? undefined : fileURLToPath(decodeURIComponent(rootUri));
  } catch {
    return undefined;
  }
}
