/** Makes text of bytes that stand one in each UTF-16 unit ("binary strings", Node's latin1). */

/** UTF-8, with a replacement character for what is none. */
export function decodeUtf8(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * Decodes the texts of one file. Git prints the bytes of a file as they are, and old sources are in older encodings:
 * where the bytes are no UTF-8, the encoding is chosen whose script they make. Texts of ASCII stay as they are.
 */
export function decodeTexts(texts: readonly string[]): readonly string[] {
  if (texts.every(isAscii)) return texts;
  const decoder = decoderFor(texts.filter((text) => !isAscii(text)));
  return texts.map((text) => (isAscii(text) ? text : decoder(Buffer.from(text, 'latin1'))));
}

type Decoder = (bytes: Uint8Array) => string;

const utf8: Decoder = (bytes) => Buffer.from(bytes).toString('utf8');
/** What Windows-1252 has from 0x80 to 0x9F, where Latin-1 has controls; some versions of Node decode it as Latin-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const windows1252: Decoder = (bytes) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80));

/** Encodings of more than one byte a letter, each with the letters that text in it is mostly made of. */
const EAST_ASIAN: readonly (readonly [encoding: string, own: RegExp, leastShare: number])[] = [
  ['euc-kr', /\p{Script=Hangul}/gu, 0.7],
  ['shift_jis', /[\u3040-\u30ff]/g, 0.3],
  ['euc-jp', /[\u3040-\u30ff]/g, 0.3],
  ['gb18030', /\p{Script=Han}/gu, 0.7],
];
/** UTF-16 units by which an encoding is judged. */
const SAMPLE = 64 * 1024;

function decoderFor(texts: readonly string[]): Decoder {
  const sample = Buffer.from(texts.join('\n').slice(0, SAMPLE), 'latin1');
  if (isUtf8(sample)) return utf8;
  // In a text of Latin letters those beyond ASCII stand alone; of letters of two bytes none does.
  if (!isMostlyPairs(texts)) return windows1252;
  for (const [encoding, own, leastShare] of EAST_ASIAN) {
    // Node's EUC-KR lacks the syllables that CP949 has beyond it; they are few in any text.
    const isLossy = encoding === 'euc-kr';
    const text = isLossy ? new TextDecoder(encoding).decode(sample) : decodeStrictly(encoding, sample);
    const foreign = text?.match(/[^\0-\x7f]/gu)?.length ?? 0;
    if (text !== undefined && foreign > 0 && (text.match(own)?.length ?? 0) / foreign >= leastShare) {
      return (bytes) => new TextDecoder(encoding).decode(bytes);
    }
  }
  return windows1252;
}

/** The sample may end inside of a letter; so may not a whole text. */
function isUtf8(sample: Uint8Array): boolean {
  return [0, 1, 2, 3].some(
    (cut) =>
      (cut === 0 || sample.length >= SAMPLE) &&
      decodeStrictly('utf-8', sample.subarray(0, sample.length - cut)) !== undefined,
  );
}

function decodeStrictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not in this encoding, or this Node does not know it.
    return undefined;
  }
}

/** Share of the bytes beyond ASCII that must have a neighbour. In Shift JIS the second of a pair may be ASCII. */
const LEAST_PAIRED = 0.6;

function isMostlyPairs(texts: readonly string[]): boolean {
  let all = 0;
  let paired = 0;
  for (const text of texts) {
    for (const [run] of text.matchAll(/[\x80-\xff]+/g)) {
      all += run.length;
      if (run.length > 1) paired += run.length;
    }
  }
  return paired >= all * LEAST_PAIRED;
}

function isAscii(text: string): boolean {
  return !/[\x80-\xff]/.test(text);
}
