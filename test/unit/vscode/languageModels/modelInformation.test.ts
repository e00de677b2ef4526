import { expect, it } from 'vitest';
import type { ModelDetails } from '../../../../src/protocol/engine';
import type { ModelIdentity } from '../../../../src/core/model/languageModel';
import { toModelInformation } from '../../../../src/vscode/languageModels/modelInformation';

const LOCAL: ModelIdentity = {
  id: 'local',
  provider: 'llamacpp',
  model: '',
  host: '127.0.0.1:8080',
  isLocal: true,
};
const REMOTE: ModelIdentity = {
  id: 'claude',
  provider: 'anthropic',
  model: 'claude-sonnet-5-5',
  host: 'api.anthropic.com',
  isLocal: false,
};
const LENT: ModelIdentity = {
  ...REMOTE,
  id: 'lent',
  provider: 'vscode',
  model: 'acme/talker',
  host: 'VS Code (acme)',
};

const information = (model: ModelIdentity, details: ModelDetails) =>
  toModelInformation({ models: [model], details: [details] }, 'this machine')[0];

it('names model and host, and shares the window between question and answer', () => {
  expect(information(LOCAL, { contextTokens: 8192 })).toMatchObject({
    id: 'local',
    name: 'local',
    family: 'local',
    detail: 'this machine',
    maxInputTokens: 6144,
    maxOutputTokens: 2048,
  });
  expect(information(REMOTE, { contextTokens: 200_000 })).toMatchObject({
    name: 'claude-sonnet-5-5',
    detail: 'api.anthropic.com',
    maxInputTokens: 183_616,
    maxOutputTokens: 16_384,
  });
});

it.each<
  [name: string, model: ModelIdentity, told: ModelDetails['capabilities'], tools: boolean, images: boolean]
>([
  ['a server that does not tell', LOCAL, undefined, true, false],
  ['a server that tells', LOCAL, { tools: false, images: true }, false, true],
  ['a server that tells half', LOCAL, { images: true }, true, true],
  ['an API whose models all see', REMOTE, undefined, true, true],
  ['a model inside Fairwind', { ...LOCAL, provider: 'embedded' }, undefined, false, false],
])('says what %s can do', (_name, model, capabilities, toolCalling, imageInput) => {
  const details = { contextTokens: 8192, ...(capabilities && { capabilities }) };
  expect(information(model, details)?.capabilities).toEqual({ toolCalling, imageInput });
});

it('leaves out what VS Code lends: it would be in the list twice', () => {
  expect(information(LENT, { contextTokens: 8192 })).toBeUndefined();
});
