import type { IndexedDocument } from './documents';

/**
 * The document whose loss would matter least: never touched before touched, then the one with the smallest `lastUse`.
 * Only documents less useful than `keep` count, so that a new file of the workspace does not drive out its equals.
 */
export function leastUseful(
  documents: Iterable<IndexedDocument>,
  keep: IndexedDocument,
): IndexedDocument | undefined {
  // Nothing is less useful than a document nobody touched; in a full workspace this is asked for every file.
  if (keep.lastTouch === 0) return undefined;
  let least: IndexedDocument | undefined;
  for (const document of documents) {
    if (document === keep || document.lastTouch >= keep.lastTouch) continue;
    if (least === undefined || isLessUseful(document, least)) least = document;
  }
  return least;
}

function isLessUseful(a: IndexedDocument, b: IndexedDocument): boolean {
  return a.lastTouch === b.lastTouch ? a.lastUse < b.lastUse : a.lastTouch < b.lastTouch;
}
