import type { LanguageSyntax } from '../text/languageSyntax';
import { type CodeToken, readCodeTokens } from './codeTokens';
import type { LineChange } from './editJournal';
import { type SameToken, type TokenChange, diffTokens } from './tokenDiff';

/** An edit as tokens. Offsets of tokens are those in the edit's lines, joined by line feeds. */
export interface EditShape {
  readonly before: readonly CodeToken[];
  readonly after: readonly CodeToken[];
  readonly changes: readonly TokenChange[];
}

/** However wide it is, white space says nothing of what an edit is about. */
const sameWord: SameToken = (left, right) =>
  left?.text === right?.text || (left?.kind === 'space' && right?.kind === 'space');

/** Reads what an edit did to the tokens of its lines. */
export function editShape({ before, after }: LineChange, syntax: LanguageSyntax): EditShape {
  const tokensBefore = readCodeTokens(before.join('\n'), syntax);
  const tokensAfter = readCodeTokens(after.join('\n'), syntax);
  return {
    before: tokensBefore,
    after: tokensAfter,
    changes: diffTokens(tokensBefore, tokensAfter, sameWord),
  };
}
