import { decodeWindows1252 } from '../windows1252';

/** Text of a file in whatever encoding it is. */
export interface DecodedText {
  /** With LF line ends, without a byte order mark. */
  readonly text: string;
  /** The encoding where it is none of Unicode's and so a guess. */
  readonly guessed?: string;
}

const SNIFFED_BYTES = 8_000;

/**
 * Decodes text: by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8 where it is valid, and else in
 * the encoding of older Windows that reads best, Korean's or western Europe's. Undefined for what is no text.
 */
export function decodeAnyText(bytes: Uint8Array): DecodedText | undefined {
  const unicode = unicodeOf(bytes);
  if (unicode !== undefined) return decodeAs(unicode, bytes);
  const sniffed = bytes.subarray(0, SNIFFED_BYTES);
  if (sniffed.includes(0) || hasControls(sniffed)) return undefined;
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8) return utf8;
  const korean = decodeAs('euc-kr', bytes);
  if (korean && isMostlyHangul(korean.text)) return { ...korean, guessed: 'EUC-KR' };
  return { text: decodeWindows1252(bytes).replace(/\r\n?/g, '\n'), guessed: 'Windows-1252' };
}

function decodeAs(encoding: string, bytes: Uint8Array): DecodedText | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : { text: text.replace(/\r\n?/g, '\n') };
  } catch {
    return undefined;
  }
}

function unicodeOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sniffed = bytes.subarray(0, SNIFFED_BYTES & ~1);
  if (sniffed.length < 4 || sniffed.length % 2 !== 0) return undefined;
  const zeros = [0, 0];
  for (const [index, byte] of sniffed.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const pairs = sniffed.length / 2;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  return even > pairs * 0.7 && odd === 0 ? 'utf-16be' : undefined;
}

/** Bytes that no text has, save for a few that terminals write. */
function hasControls(bytes: Uint8Array): boolean {
  let count = 0;
  for (const byte of bytes) if (byte < 7 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) count += 1;
  return count > bytes.length / 100;
}

function isMostlyHangul(text: string): boolean {
  const foreign = text.match(/[^\0-\x7f]/g) ?? [];
  const hangul = text.match(/[\uac00-\ud7a3]/g) ?? [];
  return hangul.length > foreign.length * 0.6;
}
