import { basename, extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LruMap } from '../../util/lru';

/** Each key asks several times about the document that is typed into; URLs are parsed anew each time. */
const known = {
  paths: new LruMap<string, { readonly path: string | undefined }>(200),
  ids: new LruMap<string, string>(200),
};

/**
 * The name of a document in the workspace model: its URI in one spelling, so that a file found on disk and the same
 * file opened by an editor (which may write `file:///c%3A/` for `file:///C:/`) are one document.
 */
export function documentId(uri: string): string {
  const remembered = known.ids.get(uri);
  if (remembered !== undefined) return remembered;
  const path = pathOfUri(uri);
  const id = path === undefined ? uri : documentIdOfPath(path);
  known.ids.set(uri, id);
  return id;
}

export function documentIdOfPath(path: string): string {
  return pathToFileURL(path).href.replace(/^file:\/\/\/[A-Z]:/, (drive) => drive.toLowerCase());
}

/** The path of a `file:` URI; undefined for other schemes and for URIs that name no path here. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  const remembered = known.paths.get(uri);
  if (remembered) return remembered.path;
  const path = parsedPath(uri);
  known.paths.set(uri, { path });
  return path;
}

function parsedPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** Language ids of VS Code by file extension, where the two differ. */
const LANGUAGE_OF_EXTENSION: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  pyi: 'python',
  rs: 'rust',
  rb: 'ruby',
  kt: 'kotlin',
  kts: 'kotlin',
  cs: 'csharp',
  fs: 'fsharp',
  vb: 'vb',
  h: 'c',
  cc: 'cpp',
  cxx: 'cpp',
  hh: 'cpp',
  hpp: 'cpp',
  m: 'objective-c',
  mm: 'objective-cpp',
  sh: 'shellscript',
  bash: 'shellscript',
  zsh: 'shellscript',
  ps1: 'powershell',
  bat: 'bat',
  pl: 'perl',
  pm: 'perl',
  ex: 'elixir',
  exs: 'elixir',
  erl: 'erlang',
  hs: 'haskell',
  clj: 'clojure',
  ml: 'ocaml',
  jl: 'julia',
  md: 'markdown',
  markdown: 'markdown',
  htm: 'html',
  yml: 'yaml',
  tex: 'latex',
  txt: 'plaintext',
};

/** The language id that an editor would give a file of this name, as far as its extension tells. */
export function languageIdOfPath(path: string): string {
  const extension = extname(path).slice(1).toLowerCase();
  if (extension !== '') return LANGUAGE_OF_EXTENSION[extension] ?? extension;
  return basename(path) === '' ? 'plaintext' : basename(path).toLowerCase();
}
