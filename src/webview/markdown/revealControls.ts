/**
 * Characters that reorder or hide what a person reads: bidirectional overrides and isolates (Trojan Source,
 * CVE-2021-42574) and the tag characters used to smuggle text. Marks that real right-to-left text and emoji need
 * (U+200E, U+200F, the joiners) are left alone.
 */
const DECEIVING = /[\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/gu;
/** Flags of England, Scotland and Wales are the one honest use of tag characters. */
const FLAG = /\u{1f3f4}[\u{e0061}-\u{e007a}]{2,6}\u{e007f}/gu;

/** Replaces each such character by its visible name, for example `[U+202E]`. */
export function revealControls(text: string): string {
  if (text.search(DECEIVING) === -1) return text;
  let result = '';
  let end = 0;
  for (const flag of text.matchAll(FLAG)) {
    result += reveal(text.slice(end, flag.index)) + flag[0];
    end = flag.index + flag[0].length;
  }
  return result + reveal(text.slice(end));
}

function reveal(text: string): string {
  return text.replace(DECEIVING, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}
