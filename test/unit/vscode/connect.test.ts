import { describe, expect, it } from 'vitest';
import type { ModelRole, ModelSpec } from '../../../src/core/model/languageModel';
import type { CheckItem, ModelCheckData } from '../../../src/protocol/engine';
import { readContinueConfig } from '../../../src/vscode/connect/continueConfig';
import { makeEntry, putEntry } from '../../../src/vscode/connect/modelEntry';
import { changeRoles, possibleRoles, proposedRoles } from '../../../src/vscode/connect/roleSettings';

describe('an entry for a model', () => {
  const ollama = { provider: 'ollama', baseUrl: 'http://127.0.0.1:11434' } as const;
  it.each<[name: string, model: string, existing: readonly unknown[], id: string]>([
    ['is named after it', 'qwen2.5-coder:1.5b', [], 'qwen2.5-coder:1.5b'],
    ['is named after it without its owner', 'Qwen/Qwen2.5-Coder-7B', [], 'Qwen2.5-Coder-7B'],
    ['is named after its host where it has no name', '', [], '127.0.0.1:11434'],
    [
      'keeps the id of the same model',
      'llama3.2',
      [{ id: 'mine', ...ollama, baseUrl: `${ollama.baseUrl}/`, model: 'llama3.2' }],
      'mine',
    ],
    [
      'keeps the id where the settings leave the usual address out',
      'llama3.2',
      [{ id: 'mine', provider: 'ollama', model: 'llama3.2' }],
      'mine',
    ],
    [
      'says its host where another server’s model has the name',
      'llama3.2',
      [{ id: 'llama3.2', provider: 'ollama', baseUrl: 'http://far:11434', model: 'llama3.2' }],
      'llama3.2 @ 127.0.0.1:11434',
    ],
    [
      'is counted where that is taken, too',
      'llama3.2',
      [{ id: 'llama3.2' }, { id: 'llama3.2 @ 127.0.0.1:11434' }, { id: 'llama3.2 2' }],
      'llama3.2 3',
    ],
    ['is no word that settings use', 'auto', [], 'auto @ 127.0.0.1:11434'],
    ['lives with what is no entry', 'llama3.2', [null, 7, 'x'], 'llama3.2'],
  ])('%s', (_name, model, existing, id) => {
    expect(makeEntry(ollama, { model }, existing)).toEqual({ ...ollama, id, model });
  });

  const entry = { id: 'a', ...ollama, model: 'new' };
  it.each([
    ['goes behind all others', [{ id: 'b' }, 'odd'], [{ id: 'b' }, 'odd', entry]],
    [
      'takes the place of its own, whose other fields stay',
      [{ id: 'a', model: 'old', parameters: { seed: 1 } }, { id: 'b' }],
      [{ ...entry, parameters: { seed: 1 } }, { id: 'b' }],
    ],
  ])('%s', (_name, existing, expected) => expect(putEntry(existing, entry)).toEqual(expected));
});

function checked(
  model: string,
  isLocal: boolean,
  states: Partial<Record<CheckItem['name'], CheckItem['state']>>,
) {
  const checks = Object.entries(states).map(([name, state]) => ({ name, state, message: '' }));
  const identity = { id: 'm', provider: 'openai', model, host: 'h', isLocal };
  return { model: identity, roles: [], checks } as ModelCheckData;
}

describe('the roles of a model', () => {
  const works = { completion: 'ok', chat: 'ok' } as const;
  it.each<[name: string, data: ModelCheckData, possible: string, proposed: string]>([
    [
      'all, for one here that does all',
      checked('llama3.2', true, works),
      'completion chat commit',
      'completion chat commit',
    ],
    [
      'no suggestions, for one elsewhere that only talks',
      checked('gpt-6', false, works),
      'completion chat commit',
      'chat commit',
    ],
    [
      'all, for a code model elsewhere',
      checked('codestral-latest', false, works),
      'completion chat commit',
      'completion chat commit',
    ],
    [
      'suggestions, for a base model',
      checked('qwen2.5-coder:1.5b-base', true, works),
      'completion chat commit',
      'completion',
    ],
    [
      'chat, where the hole is filled wrongly',
      checked('llama3.2', true, { completion: 'warning', chat: 'ok' }),
      'chat commit',
      'chat commit',
    ],
    [
      'none, where nothing answers',
      checked('llama3.2', true, { reachable: 'failed', completion: 'skipped', chat: 'skipped' }),
      '',
      '',
    ],
  ])('are %s', (_name, data, possible, proposed) => {
    expect(possibleRoles(data).join(' ')).toBe(possible);
    expect(proposedRoles(data).join(' ')).toBe(proposed);
  });
});

describe('the settings of the roles', () => {
  const spec = (id: string, model = id): ModelSpec => ({
    id,
    provider: 'ollama',
    baseUrl: 'http://h',
    model,
  });
  const AUTO = { completion: 'auto', chat: 'auto', commit: 'auto' };
  const coder = spec('coder', 'qwen2.5-coder');
  const talker = spec('talker', 'llama3.2');
  it.each<
    [
      name: string,
      before: ModelSpec[],
      added: ModelSpec,
      chosen: ModelRole[],
      settings: { now: Record<ModelRole, string>; changes: Partial<Record<ModelRole, string>> },
    ]
  >([
    [
      'stay where auto comes to the only model',
      [],
      coder,
      ['completion', 'chat', 'commit'],
      { now: AUTO, changes: {} },
    ],
    [
      'keep suggestions with the workspace model',
      [],
      talker,
      ['chat', 'commit'],
      { now: AUTO, changes: { completion: 'workspace' } },
    ],
    ['name a second model', [talker], spec('other'), ['chat'], { now: AUTO, changes: { chat: 'other' } }],
    [
      'stay where auto finds the code model by itself',
      [talker],
      coder,
      ['completion'],
      { now: AUTO, changes: {} },
    ],
    [
      'name the first one where the second was not chosen',
      [talker],
      coder,
      [],
      { now: AUTO, changes: { completion: 'talker' } },
    ],
    [
      'take a role from another',
      [talker, coder],
      spec('other'),
      ['commit'],
      { now: { ...AUTO, commit: 'talker' }, changes: { commit: 'other' } },
    ],
    [
      'give a role of its own back',
      [talker, coder],
      coder,
      ['completion'],
      { now: { ...AUTO, chat: 'coder' }, changes: { chat: 'talker' } },
    ],
  ])('%s', (_name, before, added, chosen, { now, changes }) => {
    const after = [...before.filter(({ id }) => id !== added.id), added];
    expect(changeRoles({ id: added.id, chosen, settings: now, before, after })).toEqual(changes);
  });
});

describe('Continue’s configuration', () => {
  const read = (...models: object[]) => readContinueConfig({ models });
  const ollama = { provider: 'ollama', baseUrl: 'http://127.0.0.1:11434' };
  it.each<[name: string, entry: object, model: object]>([
    [
      'of Ollama',
      { name: 'Qwen', provider: 'ollama', model: 'qwen2.5-coder', roles: ['autocomplete'] },
      { ...ollama, title: 'Qwen', model: 'qwen2.5-coder', roles: ['completion'] },
    ],
    [
      'without roles, which is for chat',
      { name: 'L', provider: 'ollama', model: 'llama3.2', apiBase: 'http://far:11434/' },
      {
        provider: 'ollama',
        baseUrl: 'http://far:11434',
        title: 'L',
        model: 'llama3.2',
        roles: ['chat', 'commit'],
      },
    ],
    [
      'with a key and a window',
      {
        name: 'G',
        provider: 'openai',
        model: 'gpt-6',
        apiKey: ' sk-1 ',
        roles: ['chat', 'edit'],
        defaultCompletionOptions: { contextLength: 16_000 },
      },
      {
        provider: 'openai',
        baseUrl: 'https://api.openai.com/v1',
        title: 'G',
        model: 'gpt-6',
        roles: ['chat', 'commit'],
        contextTokens: 16_000,
        key: 'sk-1',
      },
    ],
    [
      'whose key is kept elsewhere',
      {
        name: 'C',
        provider: 'anthropic',
        model: 'claude',
        apiKey: '${{ secrets.A }}',
        apiBase: 'https://api.anthropic.com/v1/',
      },
      {
        provider: 'anthropic',
        baseUrl: 'https://api.anthropic.com',
        title: 'C',
        model: 'claude',
        roles: ['chat', 'commit'],
      },
    ],
    [
      'of a provider that only its address says',
      { name: 'X', provider: 'something', model: 'x', apiBase: 'https://x.example.com/v1' },
      {
        provider: 'openai',
        baseUrl: 'https://x.example.com/v1',
        title: 'X',
        model: 'x',
        roles: ['chat', 'commit'],
      },
    ],
  ])('is read: a model %s', (_name, entry, model) => {
    expect(read(entry)).toEqual({ models: [model], leftOut: [] });
  });

  it.each<[name: string, entry: object]>([
    ['a model for something else', { name: 'E', provider: 'ollama', model: 'nomic', roles: ['embed'] }],
    ['a provider without an address', { name: 'E', provider: 'bedrock', model: 'x' }],
    ['an address that is none', { name: 'E', provider: 'openai', model: 'x', apiBase: 'file:///etc' }],
    ['whatever a server has', { name: 'E', provider: 'ollama', model: 'AUTODETECT' }],
  ])('leaves out %s', (_name, entry) => expect(read(entry)).toEqual({ models: [], leftOut: ['E'] }));

  it('takes a model that is listed twice once, with both roles', () => {
    const one = { name: 'Q', provider: 'ollama', model: 'q' };
    const { models } = read({ ...one, roles: ['chat'] }, { ...one, roles: ['autocomplete'] });
    expect(models.map(({ roles }) => roles)).toEqual([['chat', 'commit', 'completion']]);
  });

  it('is read in the older form of config.json', () => {
    const { models } = readContinueConfig({
      models: [{ title: 'L', provider: 'ollama', model: 'llama3.2', contextLength: 8192 }],
      tabAutocompleteModel: { title: 'Tab', provider: 'ollama', model: 'qwen2.5-coder' },
    });
    expect(models).toEqual([
      { ...ollama, title: 'L', model: 'llama3.2', roles: ['chat', 'commit'], contextTokens: 8192 },
      { ...ollama, title: 'Tab', model: 'qwen2.5-coder', roles: ['completion'] },
    ]);
  });

  it.each([[null], [[]], ['text'], [{ models: 'x' }], [{ models: [null, 7, 'x'] }]])(
    'is empty: %j',
    (config) => {
      expect(readContinueConfig(config)).toEqual({ models: [], leftOut: [] });
    },
  );
});
