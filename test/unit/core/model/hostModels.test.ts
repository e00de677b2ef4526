import { describe, expect, it } from 'vitest';
import { findHostModel, parseHostModel } from '../../../../src/core/model/hostModels';

describe('vendor and name', () => {
  it.each([
    ['acme/talker', { vendor: 'acme', name: 'talker' }],
    ['openrouter/meta/llama-4', { vendor: 'openrouter', name: 'meta/llama-4' }],
    ['talker', undefined],
    ['/talker', undefined],
    ['acme/', undefined],
    ['', undefined],
  ])('%j', (text, expected) => expect(parseHostModel(text)).toEqual(expected));
});

describe('finding a model', () => {
  const models = [
    { vendor: 'acme', id: 'a-1', family: 'talker' },
    { vendor: 'acme', id: 'a-2', family: 'talker' },
    { vendor: 'acme', id: 'talker', family: 'other' },
    { vendor: 'zenith', id: 'a-2', family: 'thinker' },
  ];
  it.each([
    ['an id', 'acme/a-2', models[1]],
    ['an id of another vendor', 'zenith/a-2', models[3]],
    ['an id before a family', 'acme/talker', models[2]],
    ['the first of a family', 'zenith/thinker', models[3]],
    ['nothing of another vendor', 'acme/thinker', undefined],
    ['nothing without a vendor', 'talker', undefined],
  ])('finds %s', (_name, wanted, expected) => expect(findHostModel(models, wanted)).toBe(expected));
});
