import { describe, expect, it } from 'vitest';
import type { Message } from 'vscode-languageserver/node';
import { LateFeatures } from '../../../src/server/lateFeatures';

const message = (method: string) => ({ jsonrpc: '2.0', method }) as Message;

function lateFeatures() {
  const log: string[] = [];
  const late = new LateFeatures();
  late.add(['fairwind/chat/'], async () => void log.push('chat'));
  late.add(['fairwind/commit/'], async () => void log.push('commit'));
  late.add(['fairwind/commit/reword', 'textDocument/codeAction'], async () => void log.push('reword'));
  const handle = (method: string) => late.handleMessage(message(method), () => void log.push(`> ${method}`));
  return { log, late, handle };
}

describe('features that are loaded late', () => {
  it('hands over at once what is for none of them', () => {
    const { log, handle } = lateFeatures();
    expect(handle('textDocument/didChange')).toBeUndefined();
    expect(log).toEqual(['> textDocument/didChange']);
  });

  it('registers one before its first message, and once', async () => {
    const { log, handle } = lateFeatures();
    await handle('fairwind/chat/turn');
    expect(handle('fairwind/chat/context')).toBeUndefined();
    expect(log).toEqual(['chat', '> fairwind/chat/turn', '> fairwind/chat/context']);
  });

  it('registers each that a method may belong to', async () => {
    const { log, handle } = lateFeatures();
    await handle('fairwind/commit/reword');
    await handle('textDocument/codeAction');
    expect(log).toEqual(['commit', 'reword', '> fairwind/commit/reword', '> textDocument/codeAction']);
  });

  it('hands over answers, which have no method', () => {
    const { log, late } = lateFeatures();
    void late.handleMessage({ jsonrpc: '2.0' }, () => void log.push('answer'));
    expect(log).toEqual(['answer']);
  });

  it('still hands over the message of one that cannot be loaded, and tells', async () => {
    const { log, late } = lateFeatures();
    late.add(['broken'], () => Promise.reject(new Error('gone')));
    const handled = late.handleMessage(message('broken/one'), () => void log.push('handed over'));
    await expect(handled).rejects.toThrow('gone');
    expect(log).toEqual(['handed over']);
  });
});
