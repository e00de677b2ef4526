import { describe, expect, it, vi } from 'vitest';
import type { CancellationToken, LanguageModelChat } from 'vscode';
import type { LmSendParams } from '../../../../src/protocol/engine';
import { sendToLentModel } from '../../../../src/vscode/languageModels/lendModels';
import { UsedModels } from '../../../../src/vscode/languageModels/usedModels';
import * as parts from '../../../support/languageModelParts';

vi.mock('vscode', () => import('../../../support/languageModelParts'));

const REQUEST: LmSendParams = {
  partialResultToken: 't',
  model: 'acme/talker',
  isAsked: true,
  messages: [{ role: 'user', content: [{ type: 'text', value: 'Hello' }] }],
};

async function* answer(...given: unknown[]): AsyncGenerator<unknown, void, undefined> {
  for (const part of given) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

/** A window of VS Code with one model, which answers with `given`; an error among it is thrown there. */
function createWindow(...given: unknown[]) {
  const stored = new Map<string, unknown>();
  const used = new UsedModels({
    get: (key: string, fallback?: unknown) => stored.get(key) ?? fallback,
    update: async (key: string, value: unknown) => void stored.set(key, value),
  } as ConstructorParameters<typeof UsedModels>[0]);
  const sendRequest = vi.fn(async () => ({ stream: answer(...given) }));
  const model = { vendor: 'acme', id: 'm-1', sendRequest } as unknown as LanguageModelChat;
  const texts: string[] = [];
  const window = {
    used,
    model,
    sendRequest,
    texts,
    consent: true as boolean | undefined,
    hasModel: true,
    send: (isAsked: boolean) =>
      sendToLentModel(
        { ...REQUEST, isAsked },
        {
          find: async () => (window.hasModel ? model : undefined),
          used,
          canSendRequest: () => window.consent,
          onText: async (text) => void texts.push(text),
        },
        {} as CancellationToken,
      ),
  };
  return window;
}

const HI = new parts.LanguageModelTextPart('Hi');
const refused = { toolCalls: [], failure: { code: 'NoPermissions', message: '' } };

it('streams text and gives the calls at the end', async () => {
  const call = new parts.LanguageModelToolCallPart('c', 'read', { path: 'a' });
  const window = createWindow(HI, { value: 'thinking' }, call, new parts.LanguageModelTextPart('!'));
  expect(await window.send(true)).toEqual({
    toolCalls: [{ id: 'c', name: 'read', arguments: '{"path":"a"}' }],
  });
  expect(window.texts).toEqual(['Hi', '!']);
});

describe('a completion', () => {
  it('does not reach a model that has not answered the person before', async () => {
    const window = createWindow(HI);
    expect(await window.send(false)).toEqual(refused);
    expect(window.sendRequest).not.toHaveBeenCalled();
  });

  it('reaches one that has', async () => {
    const window = createWindow(HI);
    await window.send(true);
    window.texts.length = 0;
    await window.send(false);
    expect(window.sendRequest).toHaveBeenCalledTimes(2);
  });

  it.each([false, undefined])('does not reach it where VS Code says %s of the consent', async (consent) => {
    const window = createWindow(HI);
    await window.send(true);
    window.consent = consent;
    expect(await window.send(false)).toEqual(refused);
    expect(window.sendRequest).toHaveBeenCalledTimes(1);
  });

  it('does not reach one whose consent was taken back', async () => {
    const window = createWindow(new parts.LanguageModelError('no', 'NoPermissions'));
    window.used.add(window.model);
    expect(await window.send(false)).toMatchObject({ failure: { code: 'NoPermissions' } });
    expect(await window.send(false)).toEqual(refused);
    expect(window.sendRequest).toHaveBeenCalledTimes(1);
  });

  it('does not reach one that only failed so far', async () => {
    const window = createWindow(new Error('down'));
    await window.send(true);
    expect(await window.send(false)).toEqual(refused);
  });
});

describe('a failure', () => {
  it.each<[name: string, thrown: Error, code: string, message: string]>([
    ['consent', new parts.LanguageModelError('not allowed', 'NoPermissions'), 'NoPermissions', 'not allowed'],
    ['a quota', new parts.LanguageModelError('quota', 'Blocked'), 'Blocked', 'quota'],
    ['a model that has gone', new parts.LanguageModelError('gone', 'NotFound'), 'NotFound', 'gone'],
    [
      'another, with its own words',
      new parts.LanguageModelError('Unknown', 'Unknown', new Error('overloaded')),
      'Unknown',
      'overloaded',
    ],
    ['one of no API', new TypeError('oops'), 'Unknown', 'oops'],
  ])('of %s', async (_name, thrown, code, message) => {
    const window = createWindow(HI, thrown);
    expect(await window.send(true)).toEqual({ toolCalls: [], failure: { code, message } });
    expect(window.texts).toEqual(['Hi']);
  });

  it('of a model that is not there', async () => {
    const window = createWindow(HI);
    window.hasModel = false;
    expect(await window.send(true)).toMatchObject({ failure: { code: 'NotFound' } });
  });
});
