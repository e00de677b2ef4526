/**
 * Folders that hold the libraries of a language, installed or its own, by the path of a file in them (forward slashes).
 * What they hold was published: the text of a definition there tells nobody anything about the person.
 */
const LIBRARY_FOLDERS: readonly RegExp[] = [
  /\/node_modules\//,
  /\/(?:site|dist)-packages\//,
  /\/typeshed(?:-fallback)?\//,
  /\/lib\/python\d(?:\.\d+)?\//,
  /\/go\/pkg\/mod\//,
  /^\/usr\/(?:local|lib|share)\/go(?:-[\d.]+)?\/src\//,
  /\/\.cargo\/registry\/src\//,
  /\/rustlib\/src\//,
  /^\/usr\/(?:local\/)?include\//,
];

/** Whether a file belongs to a library rather than to the person. */
export function isLibraryFile(path: string): boolean {
  const withSlashes = path.replaceAll('\\', '/');
  return LIBRARY_FOLDERS.some((folder) => folder.test(withSlashes));
}
