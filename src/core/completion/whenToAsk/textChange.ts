/** One change of an open document, as the editor reported it. */
export interface TextChange {
  readonly uri: string;
  /** Where the change begins, in UTF-16 units from the start of the document. */
  readonly offset: number;
  readonly removed: string;
  readonly inserted: string;
}
