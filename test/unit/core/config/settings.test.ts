import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  isCompletionEnabled,
  isOnFor,
  parseSettings,
} from '../../../../src/core/config/settings';

const entry = { id: 'a', provider: 'ollama', model: 'qwen' };
const connected = { id: 'a', provider: 'ollama', baseUrl: 'http://127.0.0.1:11434', model: 'qwen' };

describe('the forms in which clients send settings', () => {
  it.each([
    ['dotted keys', { 'fairwind.models': [entry], 'fairwind.chat.model': 'a' }],
    ['nested', { fairwind: { models: [entry], chat: { model: 'a' } } }],
    ['nested without the root', { models: [entry], chat: { model: 'a' } }],
    ['dotted without the root', { models: [entry], 'chat.model': 'a' }],
    ['mixed', { fairwind: { models: [entry], 'chat.model': 'a' } }],
  ])('%s', (_form, raw) => {
    const { settings, problems } = parseSettings(raw);
    expect(settings['fairwind.models']).toEqual([connected]);
    expect(settings['fairwind.chat.model']).toBe('a');
    expect(settings['fairwind.completion.model']).toBe('auto');
    expect(problems).toEqual([]);
  });

  it.each([undefined, null, 3, 'text', [], { fairwind: null }])('%j gives the defaults', (raw) => {
    expect(parseSettings(raw).settings).toEqual(defaultSettings);
  });
});

describe('an entry of fairwind.models that cannot be used is left out with a problem', () => {
  it.each([
    ['no id', { provider: 'ollama' }, 'entry 1: needs an "id" (any text but "auto" and "workspace")'],
    [
      'the id workspace',
      { id: 'workspace', provider: 'ollama' },
      'entry 1: needs an "id" (any text but "auto" and "workspace")',
    ],
    [
      'the id auto',
      { id: 'auto', provider: 'ollama' },
      'entry 1: needs an "id" (any text but "auto" and "workspace")',
    ],
    [
      'unknown provider',
      { id: 'a', provider: 'bard' },
      'entry 1: "provider" must be one of openai, llamacpp, ollama, anthropic, gemini, embedded, vscode',
    ],
    [
      'inherited name as provider',
      { id: 'a', provider: 'constructor' },
      'entry 1: "provider" must be one of openai, llamacpp, ollama, anthropic, gemini, embedded, vscode',
    ],
    [
      'a model of VS Code without a vendor',
      { id: 'a', provider: 'vscode', model: 'gpt-5-mini' },
      'entry 1: a model of VS Code needs a "model": vendor/family or vendor/id, and the vendor cannot be fairwind',
    ],
    [
      'a model of VS Code that is Fairwind’s own',
      { id: 'a', provider: 'vscode', model: 'fairwind/local' },
      'entry 1: a model of VS Code needs a "model": vendor/family or vendor/id, and the vendor cannot be fairwind',
    ],
    [
      'file address',
      { id: 'a', provider: 'openai', baseUrl: 'file:///etc' },
      'entry 1: "baseUrl" must be an http or https address',
    ],
    [
      'no address',
      { id: 'a', provider: 'openai', baseUrl: 'here' },
      'entry 1: "baseUrl" must be an http or https address',
    ],
    ['model is no text', { id: 'a', provider: 'openai', model: 4 }, 'entry 1: "model" must be a text'],
    [
      'time without a unit',
      { id: 'a', provider: 'ollama', keepAlive: 'soon' },
      'entry 1: "keepAlive" must be a time as Ollama writes it, such as "30m", or "-1m" for always',
    ],
    [
      'tiny context',
      { id: 'a', provider: 'openai', contextTokens: 10 },
      'entry 1: "contextTokens" must be a whole number from 256',
    ],
    ['no object', 'ollama', 'entry 1: expected an object'],
  ])('%s', (_case, raw, problem) => {
    const { settings, problems } = parseSettings({ models: [raw] });
    expect(settings['fairwind.models']).toEqual([]);
    expect(problems).toEqual([`fairwind.models: ${problem}`]);
  });

  it('the second of two with one id', () => {
    const { settings, problems } = parseSettings({ models: [entry, entry] });
    expect(settings['fairwind.models']).toEqual([connected]);
    expect(problems).toEqual(['fairwind.models: entry 2: the id "a" is used twice']);
  });
});

it('takes a trailing slash off an address', () => {
  const { settings } = parseSettings({ models: [{ ...entry, baseUrl: 'http://host:1/v1//' }] });
  expect(settings['fairwind.models'][0]?.baseUrl).toBe('http://host:1/v1');
});

describe('where suggestions are on', () => {
  it.each([
    ['by default', {}, true],
    ['off for all', { '*': false }, false],
    ['off for this language', { python: false }, false],
    ['on for this language alone', { '*': false, python: true }, true],
    ['off for another language', { go: false }, true],
  ])('%s', (_case, enable, expected) => {
    const { settings } = parseSettings({ completion: { enable } });
    expect(isCompletionEnabled(settings, 'python')).toBe(expected);
  });
});

describe('a switch that may differ by language', () => {
  it.each([
    [undefined, true, true],
    [false, false, false],
    [{ '*': false }, false, false],
    [{ python: false }, false, true],
    [{ '*': false, python: true }, true, false],
    ['never', true, true],
  ] as const)('%j', (inComments, inPython, inGo) => {
    const { settings, problems } = parseSettings({ completion: { inComments } });
    expect(isOnFor(settings['fairwind.completion.inComments'], 'python')).toBe(inPython);
    expect(isOnFor(settings['fairwind.completion.inComments'], 'go')).toBe(inGo);
    expect(problems).toHaveLength(inComments === 'never' ? 1 : 0);
  });
});
