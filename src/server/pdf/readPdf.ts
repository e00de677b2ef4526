import { ContentReader } from './pdfContent';
import { PdfDocument } from './pdfDocument';
import { type PdfDictionary, type PdfObject, PdfReference } from './pdfObjects';

/** Pages of which text is read. */
const MOST_PAGES = 500;
/** UTF-16 units of all pages together. */
const LONGEST_TEXT = 400_000;
const DEEPEST_TREE = 50;

/** The text of a PDF, or why there is none. */
export type PdfText =
  | {
      /** The text of each page that was read, in their order; empty for one that has none, such as a scanned one. */
      readonly pages: readonly string[];
      readonly pageCount: number;
    }
  | { readonly failure: 'encrypted' | 'noPages' };

/** Reads the text of a PDF page by page. Takes as long as the file has it take: to be called where it can be stopped. */
export function readPdf(bytes: Uint8Array): PdfText {
  const document = new PdfDocument(bytes);
  if (document.trailer.has('Encrypt')) return { failure: 'encrypted' };
  const pages = findPages(document);
  if (pages.length === 0) return { failure: 'noPages' };
  const reader = new ContentReader(document);
  const texts: string[] = [];
  let length = 0;
  for (const { page, resources } of pages.slice(0, MOST_PAGES)) {
    const contents = document.resolve(page.get('Contents'));
    const streams = Array.isArray(contents) ? (contents as readonly PdfObject[]) : [page.get('Contents')];
    const content = streams.map((stream) => document.streamText(stream)).join('\n');
    const text = reader.read(content, resources);
    length += text.length;
    if (length > LONGEST_TEXT) break;
    texts.push(text);
  }
  return { pages: texts, pageCount: pages.length };
}

interface Page {
  readonly page: PdfDictionary;
  /** Its own, or those of a node above it. */
  readonly resources: PdfDictionary | undefined;
}

/** The leaves of the tree of pages in their order (7.7.3). A node is visited once, whatever the tree says. */
function findPages(document: PdfDocument): readonly Page[] {
  const pages: Page[] = [];
  const seen = new Set<number>();
  const visit = (node: PdfObject | undefined, above: PdfDictionary | undefined, depth: number): void => {
    if (node instanceof PdfReference) {
      if (seen.has(node.number)) return;
      seen.add(node.number);
    }
    const dictionary = document.dictionary(node);
    if (!dictionary || depth > DEEPEST_TREE) return;
    const resources = document.dictionary(dictionary.get('Resources')) ?? above;
    const kids = document.array(dictionary.get('Kids'));
    if (kids.length === 0 && document.name(dictionary.get('Type')) !== 'Pages')
      pages.push({ page: dictionary, resources });
    for (const kid of kids) visit(kid, resources, depth + 1);
  };
  visit(document.dictionary(document.trailer.get('Root'))?.get('Pages'), undefined, 0);
  return pages;
}
