import { tokenWeight, weightWithin } from '../model/estimateTokens';
import type { FileChange } from './change';
import { type OutlineLine, wordsIn } from './outline';
import type { Piece } from './pieces';

/** What is shown of a change's hunks. */
export interface Chosen {
  /** The text of each file that has any, in the order of the files. */
  readonly sections: ReadonlyMap<FileChange, string>;
  /** How much of the change is there with all its changed lines, 0 to 1 by length. */
  readonly shownShare: number;
}

/** Pieces in a row that may not fit before no more are tried. */
const MOST_MISSES = 40;
/** UTF-16 units that a token never has more of, on the average of a hunk. */
const LONGEST_TOKEN = 16;
/** The changed lines of a hunk are taken in place of its outline when they have at most so many UTF-16 units more. */
const CHEAP_LENGTH = 48;
/** Shares of the budget that declarations, and names with them, may take, so that some hunks are seen as they are. */
const DECLARATION_SHARE = 0.75;
const NAME_SHARE = 0.85;
/** With less weight left nothing fits. */
const LEAST_WEIGHT = 1;
/** Names of one hunk before those of the others have had their turn. */
const FIRST_NAMES = 12;
/** Tokens that the least that is told of a hunk has; no more hunks are read for their outlines than could be told. */
const LEAST_OUTLINE_TOKENS = 8;

/**
 * Takes of the hunks what a budget holds: the declarations of all, the best hunk of each file first; the names that they
 * bring in; the changed lines of hunks, best first; then the other names, what comments and titles of tests say, and
 * what stands around the changed lines. What is told of hunks whose lines are not shown stands in their file's outline.
 */
export function choosePieces(
  byFile: readonly (readonly Piece[])[],
  headings: ReadonlyMap<FileChange, string>,
  budgetTokens: number,
): Chosen {
  const ordered = inOrder(byFile);
  const outlined = ordered.slice(0, budgetTokens / LEAST_OUTLINE_TOKENS);
  const complete = ordered.filter((piece) => !piece.isPartial);
  const selection = new Selection(weightWithin(budgetTokens - 1), headings);
  selection.each(outlined, DECLARATION_SHARE, (piece) => selection.takeDeclarations(piece));
  selection.each(outlined, NAME_SHARE, (piece) => selection.takeNames(piece, FIRST_NAMES));
  selection.each(complete, 1, (piece) => selection.takeLines(piece, piece.changes));
  selection.each(outlined, 1, (piece) => selection.takeNames(piece));
  selection.each(outlined, 1, (piece) => selection.takeRemarks(piece));
  selection.each(complete, 1, (piece) => selection.isShown(piece) && selection.takeLines(piece, piece.whole));
  const all = ordered.reduce((sum, piece) => sum + piece.length, 0);
  const shown = ordered.reduce((sum, piece) => sum + (selection.isShown(piece) ? piece.length : 0), 0);
  const sections = new Map<FileChange, string>();
  for (const [piece] of byFile) {
    const text = piece ? selection.sectionOf(piece.file) : '';
    if (piece && text !== '') sections.set(piece.file, text);
  }
  return { sections, shownShare: all === 0 ? 1 : shown / all };
}

/** The best piece of every file, then the others; each by score. */
function inOrder(byFile: readonly (readonly Piece[])[]): Piece[] {
  const sorted = byFile.map((pieces) => [...pieces].sort(byScore));
  const first = sorted.flatMap((pieces) => pieces.slice(0, 1)).sort(byScore);
  return [...first, ...sorted.flatMap((pieces) => pieces.slice(1)).sort(byScore)];
}

/** Sorting is stable: equal ones stay in the order of the change. */
function byScore(a: Piece, b: Piece): number {
  return b.score - a.score;
}

/** What is taken of one piece: its lines, or parts of its outline. */
interface Taken {
  readonly piece: Piece;
  /** Empty while the lines are not shown. */
  readonly text: string;
  readonly lines: readonly OutlineLine[];
  readonly names: readonly string[];
}

type Section = ReadonlyMap<Piece, Taken>;

const OUTLINE_MARK = '(outline)';
const NAMES_MARK = 'new names: ';
/** What stands around an outline, and is paid with the first that is taken for it. */
const OUTLINE_FRAME = `@@ ${OUTLINE_MARK}\n${NAMES_MARK}\n`;

function sectionText(heading: string, section: Section): string {
  const taken = [...section.values()].sort((a, b) => a.piece.index - b.piece.index);
  const shown = taken.map(({ text }) => text).join('');
  return `${heading}\n${shown}${outlineText(taken.filter(({ text }) => text === ''))}`;
}

/** The outline of a file's hunks whose lines are not shown; empty when there are none. */
function outlineText(taken: readonly Taken[]): string {
  if (taken.length === 0) return '';
  const within = new Set(taken.flatMap(({ piece }) => piece.outline().within ?? []));
  const lines = taken.flatMap((each) => [...each.lines].sort((a, b) => a.at - b.at).map(({ text }) => text));
  const names = taken.flatMap((each) => each.names);
  return [
    `@@ ${[...within].join(', ')} ${OUTLINE_MARK}`.replace('  ', ' '),
    ...lines,
    ...(names.length > 0 ? [NAMES_MARK + names.join(', ')] : []),
    '',
  ].join('\n');
}

function weightOf(lines: readonly OutlineLine[]): number {
  return lines.reduce((sum, { text }) => sum + tokenWeight(`${text}\n`), 0);
}

/** What was taken so far, and the weight that is left. Each `take…` says whether all that it tried had room. */
class Selection {
  readonly #sections = new Map<FileChange, Map<Piece, Taken>>();
  /** Words that can be read already: no name is listed twice. */
  readonly #seen = new Set<string>();
  #left = 0;

  constructor(
    private readonly all: number,
    private readonly headings: ReadonlyMap<FileChange, string>,
  ) {}

  /** Tries something for one piece after the other while there is room in a share of the budget. */
  each(pieces: readonly Piece[], share: number, take: (piece: Piece) => boolean): void {
    this.#left = this.all * share;
    for (const file of this.#sections.keys()) this.#left -= tokenWeight(`\n${this.sectionOf(file)}`);
    let misses = 0;
    for (const piece of pieces) {
      if (this.#left < LEAST_WEIGHT || misses > MOST_MISSES) return;
      misses = take(piece) ? 0 : misses + 1;
    }
  }

  isShown(piece: Piece): boolean {
    return (this.#takenOf(piece)?.text ?? '') !== '';
  }

  sectionOf(file: FileChange): string {
    const section = this.#sections.get(file);
    return section ? sectionText(this.headings.get(file) ?? file.path, section) : '';
  }

  /** The declarations of a piece, or all its lines where those are hardly longer. */
  takeDeclarations(piece: Piece): boolean {
    const { declared, names } = piece.outline();
    const length = declared.reduce((sum, { text }) => sum + text.length, 0) + names.join(', ').length;
    const isShort = !piece.isPartial && length > 0 && piece.changedLength < length + CHEAP_LENGTH;
    if (isShort) return this.takeLines(piece, piece.changes);
    return declared.every((line) => this.#takeOutline(piece, tokenWeight(`${line.text}\n`), { line }));
  }

  /** What comments and titles of tests say in a piece whose lines are not shown. */
  takeRemarks(piece: Piece): boolean {
    if (this.isShown(piece)) return true;
    const { within, remarks } = piece.outline();
    const isNamed = within === undefined || this.#takenOf(piece) !== undefined;
    return (
      (isNamed || this.#takeOutline(piece, 0, {})) &&
      remarks.every((line) => this.#takeOutline(piece, tokenWeight(`${line.text}\n`), { line }))
    );
  }

  takeNames(piece: Piece, most = Infinity): boolean {
    if (this.isShown(piece)) return true;
    return piece
      .outline()
      .names.slice(0, most)
      .every((name) => this.#seen.has(name) || this.#takeOutline(piece, tokenWeight(`${name}, `), { name }));
  }

  /** Shows lines of a piece in place of what was taken of it before. */
  takeLines(piece: Piece, lines: () => string): boolean {
    // Spares the text of a hunk that could not fit if it were one word after the other.
    if (piece.changedLength / LONGEST_TOKEN > this.all) return false;
    const before = this.#takenOf(piece);
    const text = lines();
    if (text === before?.text) return true;
    const refund = before ? tokenWeight(before.text || before.names.join(', ')) + weightOf(before.lines) : 0;
    if (!this.#pay(tokenWeight(text) + this.#headingWeight(piece.file) - refund)) return false;
    this.#set({ piece, text, lines: [], names: [] });
    for (const line of text.split('\n')) this.#see(line);
    return true;
  }

  #takeOutline(
    piece: Piece,
    weight: number,
    { line, name }: { readonly line?: OutlineLine; readonly name?: string },
  ): boolean {
    if (!this.#pay(this.#openingWeight(piece) + weight)) return false;
    const { lines, names } = this.#takenOf(piece) ?? { lines: [], names: [] };
    this.#set({
      piece,
      text: '',
      lines: line ? [...lines, line] : lines,
      names: name === undefined ? names : [...names, name],
    });
    this.#see(line?.text ?? ` ${name ?? ''}`);
    return true;
  }

  #see(line: string): void {
    for (const word of wordsIn(line)) this.#seen.add(word);
  }

  #pay(weight: number): boolean {
    if (weight > this.#left) return false;
    this.#left -= weight;
    return true;
  }

  #takenOf(piece: Piece): Taken | undefined {
    return this.#sections.get(piece.file)?.get(piece);
  }

  #set(taken: Taken): void {
    const section = this.#sections.get(taken.piece.file) ?? new Map<Piece, Taken>();
    this.#sections.set(taken.piece.file, section.set(taken.piece, taken));
  }

  /** The weight of a file's heading where it has none yet. */
  #headingWeight(file: FileChange): number {
    return this.#sections.has(file) ? 0 : tokenWeight(`\n${this.headings.get(file) ?? file.path}\n`);
  }

  /** The weight of what stands around the first that is taken of a piece's outline. */
  #openingWeight(piece: Piece): number {
    if (this.#takenOf(piece)) return 0;
    const taken = [...(this.#sections.get(piece.file)?.values() ?? [])];
    const frame = taken.some(({ text }) => text === '') ? '' : OUTLINE_FRAME;
    const { within = '' } = piece.outline();
    return this.#headingWeight(piece.file) + tokenWeight(`${within}, ${frame}`);
  }
}
