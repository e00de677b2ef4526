import { describe, expect, it } from 'vitest';
import { findTrigger } from '../../../src/webview/composer/trigger';

/** `|` is the caret. */
function find(marked: string) {
  const caret = marked.indexOf('|');
  return findTrigger(marked.replace('|', ''), caret);
}

describe('findTrigger', () => {
  it.each([
    { text: '#|', kind: 'context', start: 0, query: '' },
    { text: 'See #dep|', kind: 'context', start: 4, query: 'dep' },
    { text: 'See #dep| please', kind: 'context', start: 4, query: 'dep' },
    { text: 'one\n#파일|', kind: 'context', start: 4, query: '파일' },
    { text: '#src/a.ts|', kind: 'context', start: 0, query: 'src/a.ts' },
    { text: '/|', kind: 'command', start: 0, query: '' },
    { text: '/ex| rest', kind: 'command', start: 0, query: 'ex' },
  ])('finds one in $text', ({ text, ...trigger }) => {
    expect(find(text)).toEqual(trigger);
  });

  it.each([
    '|',
    'a|',
    'C#|',
    'issue#12|',
    '##|',
    '# |',
    '#a b|',
    'say /ex|',
    '/explain this|',
    '/usr/bin|',
    '|#a',
  ])('finds none in %s', (text) => {
    expect(find(text)).toBeUndefined();
  });
});
