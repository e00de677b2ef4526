import { describe, expect, it } from 'vitest';
import { readMessage as readFromPage } from '../../../src/vscode/chat/readMessage';
import { readMessage as readFromHost } from '../../../src/webview/readMessage';

describe('what the host believes of the page', () => {
  it.each([
    { type: 'ready' },
    { type: 'stop' },
    { type: 'connectModel' },
    { type: 'setKey' },
    { type: 'send', text: 'a' },
    { type: 'copy', text: 'a' },
    { type: 'insert', text: 'a' },
    { type: 'regenerate', id: '1' },
    { type: 'includeContext', id: '1', included: false },
    { type: 'openLink', url: 'https://example.com/a?b#c' },
    { type: 'regenerate', id: '1', modelId: 'm' },
    { type: 'continue', id: '1' },
    { type: 'edit', id: '1', text: 'a' },
    { type: 'showAlternative', id: '1', step: -1 },
    { type: 'compare', id: '1' },
    { type: 'chooseAnswer', id: '1' },
    { type: 'branch', id: '1' },
    { type: 'removeContext', id: '1' },
    { type: 'neverSuggestDocument' },
    { type: 'pickContext' },
    { type: 'findContext', query: '' },
    { type: 'addContext', candidateId: 'file:///a' },
    { type: 'attach', name: 'a.png', mediaType: 'image/png', data: 'aGk=' },
    { type: 'attachUris', uris: ['file:///a'] },
    { type: 'openContext', id: '1' },
    { type: 'chooseModel' },
    { type: 'chooseModel', modelId: 'm' },
    { type: 'apply', id: '1', blocks: [{ text: 'a', language: '' }] },
    { type: 'newFile', block: { text: 'a', language: 'ts', path: 'a.ts' } },
    { type: 'insertInTerminal', text: 'ls' },
    { type: 'restore', id: '1' },
    { type: 'openFile', path: 'a.ts', line: 3 },
    { type: 'newConversation' },
    { type: 'findConversations', query: 'a' },
    { type: 'openConversation', id: 'c' },
    { type: 'renameConversation', id: 'c', title: 'T' },
    { type: 'deleteConversation', id: 'c' },
    { type: 'exportConversation', id: 'c' },
    { type: 'importConversation' },
  ])('takes $type', (message) => {
    expect(readFromPage(message)).toEqual(message);
  });

  it('drops fields that no message has', () => {
    expect(readFromPage({ type: 'stop', command: 'x' })).toEqual({ type: 'stop' });
  });

  it.each([
    undefined,
    null,
    'ready',
    [],
    {},
    { type: 'runCommand', command: 'workbench.action.terminal.sendSequence' },
    { type: 'constructor' },
    { type: 'send' },
    { type: 'send', text: 1 },
    { type: 'send', text: '' },
    { type: 'insert', text: { toString: 'a' } },
    { type: 'includeContext', id: '1', included: 'yes' },
    { type: 'openLink', url: 'command:workbench.action.quit' },
    { type: 'openLink', url: 'vscode://settings' },
    { type: 'openLink', url: 'file:///etc/passwd' },
    { type: 'openLink', url: 'javascript:alert(1)' },
    { type: 'openLink', url: 'data:text/html,x' },
    { type: 'openLink', url: 'not an address' },
    { type: 'showAlternative', id: '1', step: 2 },
    { type: 'attach', name: 'a', mediaType: '', data: '<script>' },
    { type: 'attachUris', uris: [1] },
    { type: 'attachUris', uris: Array.from({ length: 501 }, () => 'file:///a') },
    { type: 'apply', id: '1', blocks: [] },
    { type: 'apply', id: '1', blocks: [{ text: 'a' }] },
    { type: 'apply', id: '1', blocks: [{ text: 'a', language: '', path: 'a\0b' }] },
    { type: 'newFile', block: null },
    { type: 'openFile', path: '' },
    { type: 'openFile', path: 'a', line: 0 },
    { type: 'openFile', path: 'a', line: 1.5 },
    { type: 'chooseModel', modelId: '' },
    { type: 'renameConversation', id: 'c' },
    { type: 'restore', id: 'x'.repeat(1_001) },
  ])('refuses %j', (message) => {
    expect(readFromPage(message)).toBeUndefined();
  });
});

describe('what the page believes of the host', () => {
  const chip = {
    id: '1',
    kind: 'document',
    label: 'a',
    startLine: 1,
    endLine: 2,
    tokens: 3,
    included: true,
    isSuggested: true,
  };
  const model = { state: 'connected', id: 'i', name: 'm', host: 'h', isLocal: true, contextTokens: 1 };
  const rest = { title: '', models: [], commands: [] };
  const question = { role: 'user', id: '1', text: 'a', context: [chip] };
  const answer = { role: 'assistant', id: '2', text: '', reasoning: '', outcome: { state: 'streaming' } };

  it.each([
    { type: 'focus' },
    { type: 'context', chips: [chip] },
    { type: 'model', model, models: [] },
    { type: 'model', model: { state: 'none', problem: 'p' }, models: [] },
    { type: 'entry', entry: question },
    { type: 'delta', id: '1', text: 'a', reasoning: false },
    { type: 'removed', id: '1' },
    { type: 'outcome', id: '1', outcome: { state: 'failed', message: 'm', action: 'setKey' } },
    { type: 'state', state: { strings: {}, entries: [question, answer], chips: [chip], model, ...rest } },
  ])('takes $type', (message) => {
    expect(readFromHost(message)).toEqual(message);
  });

  it.each([
    undefined,
    'focus',
    { type: 'toString' },
    { type: 'entry', entry: { ...question, context: [{ ...chip, kind: 'command' }] } },
    { type: 'entry', entry: { ...answer, role: 'system' } },
    { type: 'delta', id: '1', text: 'a' },
    { type: 'delta', id: 1, text: 'a', reasoning: false },
    { type: 'outcome', id: '1', outcome: { state: 'failed', message: 'm', action: 'runCommand' } },
    { type: 'outcome', id: '1', outcome: { state: 'failed', message: {} } },
    { type: 'model', model: { state: 'connected', name: 'm' } },
    { type: 'state', state: { strings: {}, entries: {}, chips: [], model } },
  ])('refuses %j', (message) => {
    expect(readFromHost(message)).toBeUndefined();
  });
});
