import * as files from './fileRules';
import type { Rule } from './finding';
import * as symbols from './symbolRules';

/** The rules in their order; the first that has something to say decides. The last always has. */
export const PLAIN_RULES: readonly Rule[] = [
  files.modeOnly,
  files.formattingOnly,
  files.commentsOnly,
  files.submodulesOnly,
  files.renamesOnly,
  files.releaseOnly,
  files.dependenciesOnly,
  files.testsOnly,
  files.docsOnly,
  files.supportingFilesOnly,
  files.filesAdded,
  files.filesRemoved,
  symbols.symbolRenamed,
  symbols.symbolsMoved,
  symbols.symbolsAdded,
  symbols.symbolsRemoved,
  symbols.anythingElse,
];
