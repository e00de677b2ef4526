/** The messages of applying code between an editor and the engine: types only, as all of the wire. */
import type { ModelIdentity } from '../core/model/languageModel';
import type { OffsetEdit, RefusalReason } from '../core/apply/placement';

/** A file as the editor has it now, saved or not. */
export interface ApplyFile {
  readonly uri: string;
  /** For people and models, relative to its workspace folder. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

export interface ApplyBlock {
  /** One of `files`. */
  readonly uri: string;
  readonly text: string;
  /** The language of its fence, or `diff`; empty when none is named. */
  readonly language: string;
}

export interface ApplyPlaceParams {
  readonly files: readonly ApplyFile[];
  /** Those for one file are placed one after the other. */
  readonly blocks: readonly ApplyBlock[];
}

/** UTF-16 offsets in the text that was sent. */
export type ApplyEdit = OffsetEdit;

export interface ApplyPlaceResult {
  /** Files that change, with their edits in ascending order and apart from each other. */
  readonly files: readonly { readonly uri: string; readonly edits: readonly ApplyEdit[] }[];
  readonly refused: readonly ApplyRefusal[];
}

export interface ApplyRefusal {
  /** The index of the block. */
  readonly block: number;
  readonly reason: RefusalReason;
  /** The reason in words, with the next step. */
  readonly message: string;
}

export interface ApplyAskParams {
  readonly file: ApplyFile;
  readonly block: ApplyBlock;
}

export interface ApplyAskResult {
  readonly model: ModelIdentity;
  readonly edits: readonly ApplyEdit[];
  /** Present where the model's answer could not be placed either. */
  readonly refused?: ApplyRefusal;
}
