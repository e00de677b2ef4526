/**
 * The contexts under which every token is found again. Each is a family with its own chains: the last n lexemes
 * anywhere in the workspace, the last n lexemes in the same document (the cache of Tu, Su & Devanbu, FSE 2014),
 * or the last n lexemes with names replaced by their shape.
 */
export interface ContextFamily {
  readonly order: number;
  readonly kind: 'workspace' | 'document' | 'structure';
  /** How many positions of a chain are looked at for one prediction. */
  readonly walkLimit: number;
  /** The family that makes this one superfluous when it has found enough; -1 for none. */
  readonly sparedBy: number;
}

/** Longest contexts of a kind first: what they find is the surest, and enough of it spares the shorter ones. */
export const FAMILIES: readonly ContextFamily[] = [
  { kind: 'workspace', order: 7, walkLimit: 24, sparedBy: -1 },
  { kind: 'workspace', order: 4, walkLimit: 24, sparedBy: 0 },
  { kind: 'workspace', order: 2, walkLimit: 32, sparedBy: 1 },
  { kind: 'workspace', order: 1, walkLimit: 32, sparedBy: 2 },
  { kind: 'document', order: 3, walkLimit: 32, sparedBy: -1 },
  { kind: 'document', order: 1, walkLimit: 48, sparedBy: 4 },
  { kind: 'structure', order: 6, walkLimit: 24, sparedBy: 1 },
  { kind: 'structure', order: 3, walkLimit: 24, sparedBy: 6 },
];

/** The longest context of any family, in tokens. */
export const MAX_ORDER = 7;

/** Lexemes that stand for what lies before the first line of a document. */
const BEFORE_DOCUMENT = 0x7fffffff;

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) | 0;
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
}

/**
 * Hashes the context that ends before `end` under every family, into `hashes`.
 * @param lexemes the lexemes up to the position, oldest first
 * @param shapes their shapes, at the same places
 * @param document number of the document
 */
export function hashContext(
  { lexemes, shapes, end }: { lexemes: Int32Array; shapes: Int32Array; end: number },
  document: number,
  hashes: Int32Array,
): void {
  let exact = 0x51ed270b;
  let shape = 0x2545f491;
  for (let order = 1; order <= MAX_ORDER; order++) {
    const at = end - order;
    exact = mix(exact, at >= 0 ? (lexemes[at] ?? 0) : BEFORE_DOCUMENT);
    if (order <= 6) shape = mix(shape, at >= 0 ? (shapes[at] ?? 0) : BEFORE_DOCUMENT);
    if (order === 1) {
      hashes[3] = finish(exact);
      hashes[5] = finish(exact ^ Math.imul(document, 0x27d4eb2f));
    } else if (order === 2) hashes[2] = finish(exact);
    else if (order === 3) {
      hashes[4] = finish(exact ^ Math.imul(document, 0x165667b1));
      hashes[7] = finish(shape);
    } else if (order === 4) hashes[1] = finish(exact);
    else if (order === 6) hashes[6] = finish(shape);
  }
  hashes[0] = finish(exact);
}
