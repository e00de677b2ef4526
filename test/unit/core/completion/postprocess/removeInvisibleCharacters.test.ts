import { describe } from 'vitest';
import { removeInvisibleCharacters } from '../../../../../src/core/completion/postprocess/removeInvisibleCharacters';
import { checkRule } from './checkRule';

const DOCUMENT = 'const text = █\n';

describe('removeInvisibleCharacters', () => {
  checkRule(removeInvisibleCharacters, [
    { title: 'removes a byte order mark', document: DOCUMENT, answer: '\ufeffa', shown: 'a' },
    { title: 'removes zero-width spaces', document: DOCUMENT, answer: 'a\u200bb\u2060c', shown: 'abc' },
    { title: 'removes joiners between ASCII letters', document: DOCUMENT, answer: 'a\u200db', shown: 'ab' },
    {
      title: 'removes bidirectional overrides',
      document: DOCUMENT,
      answer: 'if (\u202eadmin\u2066)',
      shown: 'if (admin)',
    },
    { title: 'removes tag characters', document: DOCUMENT, answer: 'a\u{e0041}\u{e0001}b', shown: 'ab' },
    { title: 'removes control characters', document: DOCUMENT, answer: 'a\u0000\u0008\u001bb', shown: 'ab' },
    { title: 'makes CRLF of other characters LF', document: DOCUMENT, answer: 'é\r\nb', shown: 'é\nb' },

    { title: 'leaves code alone', document: DOCUMENT, answer: 'a\tb\n  c' },
    { title: 'leaves Chinese, Japanese and Korean alone', document: DOCUMENT, answer: "'漢字 かな 한글 𠮷'" },
    { title: 'leaves accents alone', document: DOCUMENT, answer: "'café ñandú'" },
    { title: 'leaves emoji sequences whole', document: DOCUMENT, answer: "'👩‍👩‍👧 🏳️‍🌈 👍🏽'" },
    { title: 'leaves joined scripts whole', document: DOCUMENT, answer: "'می‌خواهم'" },
    { title: 'leaves no-break spaces in text alone', document: DOCUMENT, answer: "'10 €'" },
  ]);
});
