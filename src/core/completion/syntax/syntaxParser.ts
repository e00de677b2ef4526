/** Parses texts of one programming language. Made by the host, since grammars are files that have to be loaded. */
export interface SyntaxParser {
  /**
   * Whether the grammar reads all of a text without an error. The text is a few kB, since this runs while a person
   * waits.
   */
  accepts(text: string): boolean;
}

/** The parser for a language by its editor id, or undefined while there is none: then indentation decides. */
export type FindSyntaxParser = (languageId: string) => SyntaxParser | undefined;
