import { describe, expect, it } from 'vitest';
import { revealControls } from '../../../src/webview/markdown/revealControls';

describe('revealControls', () => {
  it.each([
    { name: 'an override', text: 'a\u202eb', shown: 'a[U+202E]b' },
    { name: 'isolates', text: '\u2066x\u2069', shown: '[U+2066]x[U+2069]' },
    { name: 'tag characters', text: 'a\u{e0041}', shown: 'a[U+E0041]' },
  ])('shows $name', ({ text, shown }) => {
    expect(revealControls(text)).toBe(shown);
  });

  it.each([
    { name: 'Hebrew with marks', text: 'שלום\u200f!' },
    { name: 'Persian with a joiner', text: 'می\u200cخواهم' },
    { name: 'Korean', text: '안녕하세요' },
    { name: 'a family', text: '👨‍👩‍👧' },
    { name: 'the flag of Scotland', text: '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} x' },
  ])('leaves $name alone', ({ text }) => {
    expect(revealControls(text)).toBe(text);
  });
});
