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
