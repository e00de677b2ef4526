/** Controls and formats (escapes, bidi, zero width), line and paragraph separators, and the fillers of Hangul. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u;

/**
 * Why a command line must not be put into a terminal: a line break in it would run what is before it, and characters
 * that cannot be seen make it another one than what is shown. Undefined where it is safe.
 */
export function commandLineProblem(line: string): 'severalLines' | 'unseen' | undefined {
  if (/[\r\n]/.test(line)) return 'severalLines';
  return UNSEEN.test(line) ? 'unseen' : undefined;
}
