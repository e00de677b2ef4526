import type { OffsetRange } from '../text/textDocumentSnapshot';

/** A block of code as a model wrote it. */
export interface CodeBlock {
  readonly text: string;
  /** The language that its fence names, in lower case; empty when none is named. */
  readonly language: string;
}

/** The file that a block is placed in, as it stands now. */
export interface TargetFile {
  readonly text: string;
  /** Path or name, for the language; nothing is read from it. */
  readonly path: string;
  /** The editor's id of the language. */
  readonly languageId: string;
}

/** What is to stand in place of a range of the file; offsets are UTF-16 units of the text that was given. */
export interface OffsetEdit extends OffsetRange {
  readonly newText: string;
}

/** How a block says what it changes. */
export type BlockForm = 'wholeFile' | 'fragment' | 'searchReplace' | 'diff';

/**
 * Why a block was not placed.
 * `ambiguous`: it fits in several places. `notFound`: nothing in the file is like it. `alreadyApplied`: the file has it.
 * `incomplete`: it would leave brackets open, or stops in the middle. `deletesUnseen`: it would delete code that it does
 * not show. `unreadable`: it is not what its form promises. `tooLarge`: the file or the block is too long to compare.
 * `maskedSecret`: it has the mark of a secret that the model was not shown, and it is not clear which one.
 */
export type RefusalReason =
  | 'ambiguous'
  | 'notFound'
  | 'alreadyApplied'
  | 'incomplete'
  | 'deletesUnseen'
  | 'unreadable'
  | 'tooLarge'
  | 'maskedSecret';

export type Placement =
  | { readonly kind: 'placed'; readonly form: BlockForm; readonly edits: readonly OffsetEdit[] }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** Lines of a file from `start` to before `end`, counted from 0, and what replaces them. */
export interface LineChange {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** A placement in lines, before it becomes edits. */
export type LinePlacement =
  | { readonly kind: 'placed'; readonly changes: readonly LineChange[] }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export function refuse(reason: RefusalReason): { readonly kind: 'refused'; readonly reason: RefusalReason } {
  return { kind: 'refused', reason };
}
