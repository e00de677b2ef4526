import { describe, expect, it } from 'vitest';
import { decodeTexts, decodeUtf8 } from '../../../src/git/textEncoding';

/** Texts with their bytes in an encoding, as iconv makes them. */
const CASES: readonly (readonly [encoding: string, text: string, hex: string])[] = [
  ['ASCII', 'plain', '706c61696e'],
  ['UTF-8', '북 é', 'ebb68120c3a9'],
  ['EUC-KR', '한글 주석을 단다', 'c7d1b1db20c1d6bcaec0bb20b4dcb4d9'],
  ['Shift JIS', '// 日本語のコメントを書く', '2f2f2093fa967b8cea82cc835283818393836782f08f9182ad'],
  ['EUC-JP', '// 日本語のコメントを書く', '2f2f20c6fccbdcb8eca4cea5b3a5e1a5f3a5c8a4f2bdf1a4af'],
  ['GB 18030', '// 中文注释和说明', '2f2f20d6d0cec4d7a2cacdbacdcbb5c3f7'],
  ['Latin-1', 'Überprüfung für café, naïve', 'dc6265727072fc66756e672066fc7220636166e92c206e61ef7665'],
  ['Windows-1252', '“quoted” – dash', '9371756f7465649420962064617368'],
];

/** The bytes as git's output holds them: one in each UTF-16 unit. */
const bytesOf = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');

describe('decodeTexts', () => {
  for (const [encoding, text, hex] of CASES)
    it(`reads ${encoding}: ${text}`, () => expect(decodeTexts([bytesOf(hex)])).toEqual([text]));

  it('reads CP949 but for the syllables that Node does not know', () => {
    const [text] = decodeTexts([bytesOf('2f2f208c63b9e6b0a2c7cf20bc84bdc3c4ddb6f3b8a620b8b6bdc5b4d9')]);
    expect(text).toContain('방각하 ');
    expect(text).toContain('시콜라를 마신다');
  });

  it('judges a file by all of its texts, and leaves those of ASCII alone', () => {
    const short = bytesOf('b3d7');
    const long = bytesOf('c7d1b1db20c1d6bcaec0bb20b4dcb4d9');
    expect(decodeTexts(['a b', short, long])).toEqual(['a b', '네', '한글 주석을 단다']);
  });

  it('reads UTF-8 of which the sample ends inside of a letter', () => {
    const text = `a${'한'.repeat(40_000)}`;
    expect(decodeTexts([Buffer.from(text).toString('latin1')])).toEqual([text]);
  });
});

describe('decodeUtf8', () => {
  it('puts a sign in the place of what is none', () => {
    expect(decodeUtf8(bytesOf('ebb681'))).toBe('북');
    expect(decodeUtf8(bytesOf('61ff62'))).toBe('a\uFFFDb');
  });
});
