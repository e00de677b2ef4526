import { describe, expect, it } from 'vitest';
import { decodeEntities } from '../../../src/webview/markdown/entities';

describe('decodeEntities', () => {
  it.each([
    ['a &amp; b', 'a & b'],
    ['&lt;b&gt;', '<b>'],
    ['&#8594; &#x2192; &rarr;', '→ → →'],
    ['&amp;lt;', '&lt;'],
    ['&#106;avascript:', 'javascript:'],
    ['&#0; &#xD800; &#9999999;', '\ufffd \ufffd \ufffd'],
  ])('decodes %s', (text, decoded) => {
    expect(decodeEntities(text)).toBe(decoded);
  });

  it.each(['a & b', '&unknown;', '&constructor;', '&amp', 'AT&T', '&;'])('leaves %s alone', (text) => {
    expect(decodeEntities(text)).toBe(text);
  });
});
