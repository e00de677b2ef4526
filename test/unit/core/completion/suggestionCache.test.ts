import { describe, expect, it } from 'vitest';
import { type CachedSuggestion, SuggestionCache } from '../../../../src/core/completion/suggestionCache';

const model = { id: 'one', provider: 'llamacpp', model: '', host: '127.0.0.1:1', isLocal: true } as const;

function suggestion(prefix: string, text: string, change: Partial<CachedSuggestion> = {}): CachedSuggestion {
  return { uri: 'file:///a.ts', model, window: { prefix, suffix: '\n}' }, text, takesOver: 0, ...change };
}

describe('SuggestionCache', () => {
  const found = (cache: SuggestionCache, prefix: string, change: Partial<CachedSuggestion> = {}) =>
    cache.find(suggestion(prefix, '', change))?.text;

  it.each([
    ['at the same place', 'x = ', {}, 'first();'],
    ['after typing the beginning of it', 'x = fir', {}, 'st();'],
    ['after typing it all', 'x = first();', {}, undefined],
    ['after typing something else', 'x = s', {}, undefined],
    ['at an earlier place', 'x =', {}, undefined],
    ['in another document', 'x = ', { uri: 'file:///b.ts' }, undefined],
    ['for another model', 'x = ', { model: { ...model, id: 'two' } }, undefined],
    ['with other text below', 'x = ', { window: { prefix: 'x = ', suffix: '' } }, undefined],
  ] as const)('%s', (_, prefix, change, expected) => {
    const cache = new SuggestionCache();
    cache.add(suggestion('x = ', 'first();'));
    expect(found(cache, prefix, change)).toBe(expected);
  });

  describe('what the editor closes by itself', () => {
    const at = (text: string, typed: string, suffix: string) => {
      const cache = new SuggestionCache();
      const long = `\n}\n${'x = 1;\n'.repeat(40)}`;
      cache.add(suggestion('', text, { window: { prefix: '', suffix: long } }));
      return cache.find(suggestion('', '', { window: { prefix: typed, suffix: suffix + long } }));
    };
    it.each([
      ['a bracket', 'foo(a, b);', 'foo(', ')', { text: 'a, b);', takesOver: 1 }],
      ['brackets in brackets', 'foo([a]);', 'foo([', '])', { text: 'a]);', takesOver: 2 }],
      ['a quote', "a('b');", "a('", "')", { text: "b');", takesOver: 2 }],
      ['a bracket that was typed over', 'foo(a).b', 'foo(a)', '', { text: '.b', takesOver: 0 }],
      ['a block', 'if (a) {\n  b();\n}', 'if (a) {\n  ', '\n}', { text: 'b();', takesOver: 0 }],
      ['a block with more below', '{\n  b();\n}\nc();', '{\n  ', '\n}', { text: 'b();', takesOver: 0 }],
      ['nothing, where the editor does not close', 'foo(a);', 'foo(', '', { text: 'a);', takesOver: 0 }],
      ['another bracket than was opened', 'foo(a);', 'foo(', ']', undefined],
      ['a bracket where none was opened', 'foo.a', 'foo.', ')', undefined],
      ['other text', 'foo(a);', 'foo(', 'b)', undefined],
    ] as const)('%s', (_, text, typed, closed, expected) => {
      expect(at(text, typed, closed)).toEqual(expected);
    });

    it('moves the end of a window that has a fixed number of lines', () => {
      const cache = new SuggestionCache();
      const lines = 'x = 1;\n'.repeat(40);
      cache.add(suggestion('', '{\n  b();\n}', { window: { prefix: '', suffix: `${lines}last\n` } }));
      const place = suggestion('', '', { window: { prefix: '{\n  ', suffix: `\n}${lines}` } });
      expect(cache.find(place)).toEqual({ text: 'b();', takesOver: 0 });
    });
  });

  it('remembers for a while where there was nothing to suggest', () => {
    const cache = new SuggestionCache();
    const place = suggestion('x = ', '');
    cache.addEmpty(place, 'emptyAnswer', 1_000);
    expect(cache.findEmpty(place, 20_999)).toBe('emptyAnswer');
    expect(cache.findEmpty(suggestion('x = 1', ''), 1_001)).toBeUndefined();
    expect(cache.findEmpty(place, 21_000)).toBeUndefined();
  });

  it('keeps the newest answer for a place', () => {
    const cache = new SuggestionCache();
    cache.add(suggestion('x = ', 'old'));
    cache.add(suggestion('x = ', 'new'));
    expect(found(cache, 'x = ')).toBe('new');
  });

  it('forgets what was not used for longest', () => {
    const cache = new SuggestionCache();
    cache.add(suggestion('first ', 'a'));
    for (let index = 0; index < 59; index++) cache.add(suggestion(`other${index} `, 'b'));
    expect(found(cache, 'first ')).toBe('a');
    cache.add(suggestion('one more ', 'c'));
    expect(found(cache, 'first ')).toBe('a');
    expect(found(cache, 'other0 ')).toBeUndefined();
  });
});
