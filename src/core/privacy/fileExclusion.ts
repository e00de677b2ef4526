/** Ignore files that hold for every feature, in gitignore syntax, in any folder. The first is Fairwind's own. */
export const IGNORE_FILES = [
  '.fairwindignore',
  '.aiignore',
  '.copilotignore',
  '.continueignore',
  '.cursorignore',
] as const;

/** Why nothing of a file may be sent to any model. */
export type FileExclusion =
  /** It is a file that holds keys or passwords by convention; see `secretFiles`. */
  | { readonly by: 'secretFile' }
  /** A pattern of an ignore file matches it. */
  | { readonly by: 'ignoreFile'; readonly ignoreFile: string }
  /** An ignore file above it cannot be read, so nobody knows what it excludes. */
  | { readonly by: 'unreadableIgnoreFile'; readonly ignoreFile: string };

/** Tells of the file of a URI whether anything excludes it, its links resolved. */
export type FindFileExclusion = (uri: string) => Promise<FileExclusion | undefined>;
