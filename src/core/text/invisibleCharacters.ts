/**
 * Characters that a reader cannot see or that reorder what is seen: controls, zero-width spaces, byte order marks,
 * bidirectional controls ("Trojan Source", Boucher and Anderson 2021), line separators and tag characters.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what this rule is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\u{e0001}|[\u{e0020}-\u{e007f}]/gu;

/** Zero-width joiner and non-joiner mean something between letters and emoji of these kinds. */
const JOINERS = /[\u200c\u200d]/;
const JOINED = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{L}\p{M}]/u;
const ANYTHING_UNUSUAL = /[^\t\n\x20-\x7e]/;

/**
 * The text as a reader sees it: without characters that nobody sees, with LF line ends. Emoji sequences and joined
 * scripts stay whole.
 */
export function withoutInvisibleCharacters(text: string): string {
  if (!ANYTHING_UNUSUAL.test(text)) return text;
  const lines = text.replace(/\r\n?/g, '\n');
  return lines.replace(INVISIBLE, (character, offset: number) => {
    const keep = JOINERS.test(character) && isJoiner(lines, offset, character);
    return keep ? character : '';
  });
}

/** Whether a joiner stands between two characters that it can join; ASCII letters never are. */
function isJoiner(text: string, offset: number, character: string): boolean {
  const before = /.$/u.exec(text.slice(Math.max(0, offset - 2), offset))?.[0] ?? ' ';
  const after = String.fromCodePoint(text.codePointAt(offset + character.length) ?? 32);
  return [before, after].every((neighbour) => neighbour > '\u007f' && JOINED.test(neighbour));
}
