import { termsOf } from './terms';

/**
 * Okapi BM25 (Robertson and Zaragoza 2009): how much a document says about a question, by how often and in how few
 * others its terms occur.
 */
const K1 = 1.2;
const B = 0.75;

/** Of one document: how often each term of the question occurs in it, and how many terms it has. */
export interface TermCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Counts the question's terms in a text. */
export function countTerms(text: string, question: ReadonlySet<string>): TermCounts {
  const terms = termsOf(text);
  const counts = new Map<string, number>();
  for (const term of terms) if (question.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { counts, length: terms.length };
}

/** What the documents of a collection have in common. */
export interface Collection {
  readonly documents: number;
  readonly meanLength: number;
  /** In how many documents each term of the question occurs. */
  readonly frequencies: ReadonlyMap<string, number>;
}

export function collect(documents: readonly TermCounts[]): Collection {
  const frequencies = new Map<string, number>();
  let length = 0;
  for (const document of documents) {
    length += document.length;
    for (const term of document.counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  return { documents: documents.length, meanLength: length / Math.max(1, documents.length), frequencies };
}

/** The BM25 score of one document of a collection; 0 where no term of the question is in it. */
export function scoreOf(
  { counts, length }: TermCounts,
  { documents, meanLength, frequencies }: Collection,
): number {
  let score = 0;
  for (const [term, count] of counts) {
    const frequency = frequencies.get(term) ?? 0;
    const rarity = Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
    score += (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / Math.max(1, meanLength)));
  }
  return score;
}

/** The scores of texts for a question, in their order. */
export function rankTexts(texts: readonly string[], question: string): readonly number[] {
  const terms = new Set(termsOf(question));
  const documents = texts.map((text) => countTerms(text, terms));
  const collection = collect(documents);
  return documents.map((document) => scoreOf(document, collection));
}
