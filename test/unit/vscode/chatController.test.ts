import { describe, expect, it } from 'vitest';
import { abortError } from '../../../src/util/abort';
import type { ChatContextItem, ChatTurnResult } from '../../../src/protocol/chat';
import type { TextDelta } from '../../../src/protocol/engine';
import type { ToWebview } from '../../../src/protocol/webview';
import { ChatController, type ChatPorts } from '../../../src/vscode/chat/chatController';

const SELECTION: ChatContextItem = {
  kind: 'selection',
  files: ['file:///w/a.ts'],
  label: 'a.ts',
  languageId: 'typescript',
  startLine: 2,
  endLine: 3,
  text: 'code',
};
const DOCUMENT: ChatContextItem = { ...SELECTION, kind: 'document', startLine: 1, endLine: 9 };
const RESULT = {} as ChatTurnResult;
const DONE = { state: 'done', model: 'm on h', durationMs: 1, isCutOff: false } as const;

/** A controller whose turns the test plays by hand. */
function start(context: readonly ChatContextItem[] = []) {
  const posted: ToWebview[] = [];
  const turns: {
    params: Parameters<ChatPorts['runTurn']>[0];
    onDelta: (delta: TextDelta) => void;
    signal: AbortSignal;
    finish: () => void;
    fail: (error: Error) => void;
  }[] = [];
  const controller = new ChatController({
    post: (message) => posted.push(structuredClone(message)),
    collectContext: () => context,
    runTurn: (params, onDelta, signal) =>
      new Promise((resolve, reject) => {
        turns.push({ params, onDelta, signal, finish: () => resolve(RESULT), fail: reject });
      }),
    describeFailure: (error) => ({ state: 'failed', message: String(error) }),
    describeResult: () => DONE,
  });
  return { controller, posted, turns };
}

describe('ChatController', () => {
  it('streams an answer to the page and keeps it', async () => {
    const { controller, posted, turns } = start();
    const sent = controller.send('Hello');
    turns[0]?.onDelta({ text: 'Think', reasoning: true });
    turns[0]?.onDelta({ text: 'Hi' });
    turns[0]?.onDelta({ text: ' there' });
    turns[0]?.finish();
    await sent;
    const answer = { role: 'assistant', id: '2', text: 'Hi there', reasoning: 'Think', outcome: DONE };
    expect(controller.entries).toEqual([{ role: 'user', id: '1', text: 'Hello', context: [] }, answer]);
    expect(posted.slice(2)).toEqual([
      { type: 'delta', id: '2', text: 'Think', reasoning: true },
      { type: 'delta', id: '2', text: 'Hi', reasoning: false },
      { type: 'delta', id: '2', text: ' there', reasoning: false },
      { type: 'outcome', id: '2', outcome: DONE },
    ]);
  });

  it('sends the conversation and exactly the context that its chips showed', async () => {
    const { controller, turns } = start([DOCUMENT, SELECTION]);
    controller.includeContext('document', false);
    expect(controller.chips.map(({ kind, included }) => [kind, included])).toEqual([
      ['document', false],
      ['selection', true],
    ]);
    void controller.send('Why?');
    expect(turns[0]?.params).toEqual({
      messages: [{ role: 'user', content: 'Why?', context: [SELECTION] }],
    });
    expect(controller.entries[0]).toMatchObject({ context: [{ kind: 'selection', included: true }] });
    expect(JSON.stringify(controller.entries)).not.toContain('"code"');
  });

  it('runs one turn at a time and sends nothing empty', async () => {
    const { controller, turns } = start();
    void controller.send('One');
    await controller.send('Two');
    expect(turns).toHaveLength(1);
    const other = start();
    await other.controller.send('  \n');
    expect(other.turns).toHaveLength(0);
  });

  it('stops at once, even when the engine never answers, and ignores what still arrives', async () => {
    const { controller, turns } = start();
    const sent = controller.send('One');
    turns[0]?.onDelta({ text: 'partial' });
    controller.stop();
    await sent;
    turns[0]?.onDelta({ text: ' late' });
    expect(turns[0]?.signal.aborted).toBe(true);
    expect(controller.entries[1]).toMatchObject({ text: 'partial', outcome: { state: 'stopped' } });
  });

  it('takes an aborted request for stopped and any other error for failed', async () => {
    const { controller, turns } = start();
    const first = controller.send('One');
    turns[0]?.fail(abortError());
    await first;
    expect(controller.entries[1]).toMatchObject({ outcome: { state: 'stopped' } });
    const second = controller.send('Two');
    turns[1]?.fail(new Error('down'));
    await second;
    expect(controller.entries[3]).toMatchObject({ outcome: { state: 'failed', message: 'Error: down' } });
  });

  it('asks again with the same question and context, in place of the failed answer', async () => {
    const context = [SELECTION];
    const { controller, turns, posted } = start(context);
    const sent = controller.send('One');
    turns[0]?.onDelta({ text: 'half' });
    turns[0]?.fail(new Error('cut'));
    await sent;
    context.length = 0;
    void controller.regenerate('2');
    expect(turns[1]?.params).toEqual(turns[0]?.params);
    expect(posted).toContainEqual({ type: 'removed', id: '2' });
    expect(controller.entries.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it('does not regenerate anything but the last answer', async () => {
    const { controller, turns } = start();
    const sent = controller.send('One');
    turns[0]?.finish();
    await sent;
    await controller.regenerate('1');
    await controller.regenerate('9');
    expect(turns).toHaveLength(1);
  });

  it('starts anew: the running answer is stopped and nothing of it shows up again', async () => {
    const { controller, turns, posted } = start();
    const sent = controller.send('One');
    controller.clear();
    await sent;
    turns[0]?.onDelta({ text: 'late' });
    expect(controller.entries).toEqual([]);
    expect(posted.filter(({ type }) => type === 'delta' || type === 'outcome')).toEqual([]);
    void controller.send('Two');
    expect(turns[1]?.params.messages).toEqual([{ role: 'user', content: 'Two', context: [] }]);
  });
});
