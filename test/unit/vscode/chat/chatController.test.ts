import { describe, expect, it } from 'vitest';
import { abortError } from '../../../../src/util/abort';
import type { ChatContextItem } from '../../../../src/protocol/chat';
import { DONE, startChatHost, temporaryFolder } from '../../../support/chatHost';

const SELECTION: ChatContextItem = {
  kind: 'selection',
  files: ['file:///w/a.ts'],
  label: 'a.ts',
  languageId: 'typescript',
  startLine: 2,
  endLine: 3,
  text: 'code',
};

describe('a turn', () => {
  it('streams an answer to the page and keeps it', async () => {
    const { controller, posted, begin, idOf } = await startChatHost();
    const { answered, turn } = await begin('Hello');
    turn.onDelta({ text: 'Think', reasoning: true });
    turn.onDelta({ text: 'Hi' });
    turn.onDelta({ text: ' there' });
    turn.finish();
    await answered;
    const id = idOf('Hi there');
    const outcome = { ...DONE, reasoningMs: expect.any(Number) as number };
    expect(controller.entries).toEqual([
      { role: 'user', id: idOf('Hello'), text: 'Hello', context: [] },
      { role: 'assistant', id, text: 'Hi there', reasoning: 'Think', outcome },
    ]);
    expect(posted.map(({ type }) => type)).toEqual([
      'entry',
      'title',
      'entry',
      'delta',
      'delta',
      'delta',
      'outcome',
    ]);
    expect(posted.at(-1)).toEqual({ type: 'outcome', id, outcome });
  });

  it('sends the conversation with its context, and tells the page what went along but not its text', async () => {
    const { controller, begin } = await startChatHost({ context: [SELECTION] });
    const { turn } = await begin('Why?');
    expect(turn.params).toEqual({ messages: [{ role: 'user', content: 'Why?', context: [SELECTION] }] });
    expect(controller.entries[0]).toMatchObject({ context: [{ kind: 'selection', included: true }] });
    expect(JSON.stringify(controller.entries)).not.toContain('"code"');
  });

  it('is one at a time: a second Enter sends nothing, nor does an empty message', async () => {
    const { controller, turns, begin } = await startChatHost();
    const first = begin('One');
    await controller.send('One');
    await first;
    await controller.send('Two');
    await controller.send('  \n');
    expect(turns).toHaveLength(1);
    expect(controller.entries).toHaveLength(2);
  });

  it('stops at once, even when the engine never answers, and ignores what still arrives', async () => {
    const { controller, begin } = await startChatHost();
    const { answered, turn } = await begin('One');
    turn.onDelta({ text: 'partial' });
    controller.stop();
    await answered;
    turn.onDelta({ text: ' late' });
    expect(turn.signal.aborted).toBe(true);
    expect(controller.entries[1]).toMatchObject({ text: 'partial', outcome: { state: 'stopped' } });
  });

  it('takes an aborted request for stopped and any other error for failed', async () => {
    const { controller, begin } = await startChatHost();
    const first = await begin('One');
    first.turn.fail(abortError());
    await first.answered;
    expect(controller.entries[1]).toMatchObject({ outcome: { state: 'stopped' } });
    const second = await begin('Two');
    second.turn.fail(new Error('down'));
    await second.answered;
    expect(controller.entries[3]).toMatchObject({ outcome: { state: 'failed', message: 'Error: down' } });
  });

  it('sends what a slash command makes of the words, and shows what was typed', async () => {
    const { turns, begin, shown } = await startChatHost({
      prepare: async () => ({ sent: { content: 'it', command: 'explain' }, modelId: 'other' }),
    });
    await begin('/explain it');
    expect(turns[0]?.params).toEqual({
      messages: [{ role: 'user', content: 'it', command: 'explain' }],
      modelId: 'other',
    });
    expect(shown()[0]).toBe('user: /explain it');
  });

  it('puts the words back when the person calls a command off', async () => {
    const { controller, posted, turns } = await startChatHost({ prepare: async () => undefined });
    await controller.send('/mine');
    expect(turns).toEqual([]);
    expect(posted).toEqual([{ type: 'prefill', text: '/mine' }]);
  });

  it('answers itself without a model, which never sees it', async () => {
    const { controller, turns, begin, shown } = await startChatHost({
      prepare: async (text) => (text === '/help' ? { ownAnswer: 'So it goes.' } : {}),
    });
    await controller.send('/help');
    expect(shown()).toEqual(['user: /help', 'assistant: So it goes.']);
    await begin('And now?');
    expect(turns[0]?.params.messages).toEqual([{ role: 'user', content: 'And now?' }]);
  });
});

describe('another way', () => {
  it('regenerates beside the earlier answer, with another model if one is named', async () => {
    const { controller, ask, begin, idOf, turns, shown, posted } = await startChatHost({
      context: [SELECTION],
    });
    await ask('One', 'first');
    const { answered, turn } = await begin(() => controller.regenerate(idOf('first'), 'other'));
    expect(turn.params).toEqual({ ...turns[0]?.params, modelId: 'other' });
    expect(posted).toContainEqual({ type: 'removed', id: expect.any(String) as string });
    turn.onDelta({ text: 'second' });
    turn.finish();
    await answered;
    expect(shown()).toEqual(['user: One', 'assistant: second']);
    expect(controller.entries[1]?.alternatives).toEqual({ position: 2, count: 2 });
    controller.compare(idOf('second'));
    expect(posted.at(-1)).toMatchObject({
      type: 'comparison',
      answers: [{ text: 'first' }, { text: 'second' }],
    });
    controller.showAlternative(idOf('second'), -1);
    expect(shown()).toEqual(['user: One', 'assistant: first']);
    expect(posted.slice(-2).map(({ type }) => type)).toEqual(['removed', 'entry']);
  });

  it('edits a question beside the earlier one, and what followed is kept', async () => {
    const { controller, ask, begin, idOf, shown } = await startChatHost();
    await ask('One', '1');
    await ask('Two', '2');
    const { answered, turn } = await begin(() => controller.edit(idOf('Two'), 'Three'));
    expect(turn.params.messages.map(({ content }) => content)).toEqual(['One', '1', 'Three']);
    turn.onDelta({ text: '3' });
    turn.finish();
    await answered;
    expect(shown()).toEqual(['user: One', 'assistant: 1', 'user: Three', 'assistant: 3']);
    controller.showAlternative(idOf('Three'), -1);
    expect(shown()).toEqual(['user: One', 'assistant: 1', 'user: Two', 'assistant: 2']);
  });

  it('goes on where an answer was stopped', async () => {
    const { controller, begin, idOf, posted, shown } = await startChatHost();
    const first = await begin('Count');
    first.turn.onDelta({ text: 'one, ' });
    controller.stop();
    await first.answered;
    const { answered, turn } = await begin(() => controller.continueAnswer(idOf('one, ')));
    expect(turn.params.messages.at(-1)).toEqual({ role: 'assistant', content: 'one, ' });
    const entry = { text: 'one, ', outcome: { state: 'streaming' } };
    expect(posted.slice(-2)).toMatchObject([{ type: 'removed' }, { type: 'entry', entry }]);
    turn.onDelta({ text: 'two' });
    turn.finish();
    await answered;
    expect(shown()).toEqual(['user: Count', 'assistant: one, two']);
  });

  it('branches into a conversation of its own', async () => {
    const { controller, ask, idOf, shown, files } = await startChatHost();
    await ask('One', '1');
    await ask('Two', '2');
    const first = controller.conversation.id;
    controller.branch(idOf('1'));
    expect(shown()).toEqual(['user: One', 'assistant: 1']);
    await ask('Else', '3');
    await controller.open(first);
    expect(shown()).toEqual(['user: One', 'assistant: 1', 'user: Two', 'assistant: 2']);
    expect((await files.list()).map(({ turns }) => turns).sort()).toEqual([2, 2]);
  });

  it('sends a summary in place of what it stands for', async () => {
    const { ask, begin } = await startChatHost();
    await ask('One', '1');
    const { answered, turn } = await begin('Two');
    turn.onDelta({ text: '2' });
    turn.finish({ summary: { text: 'They counted.', messages: 2 } });
    await answered;
    const next = await begin('Three');
    expect(next.turn.params.summary).toBe('They counted.');
    expect(next.turn.params.messages.map(({ content }) => content)).toEqual(['Two', '2', 'Three']);
  });

  it.each(['9', ''])('does nothing with the id %j, which it does not know', async (id) => {
    const { controller, ask, turns, shown } = await startChatHost();
    await ask('One', '1');
    await controller.regenerate(id);
    await controller.continueAnswer(id);
    await controller.edit(id, 'x');
    controller.showAlternative(id, 1);
    controller.chooseAnswer(id);
    controller.compare(id);
    controller.branch(id);
    expect(turns).toHaveLength(1);
    expect(shown()).toEqual(['user: One', 'assistant: 1']);
  });
});

describe('several conversations', () => {
  it('lets an answer go on while another conversation is shown', async () => {
    const { controller, begin, posted, shown, ask } = await startChatHost();
    const first = await begin('Slow');
    const id = controller.conversation.id;
    controller.startNew();
    expect(controller.entries).toEqual([]);
    await ask('Quick', 'yes');
    posted.length = 0;
    first.turn.onDelta({ text: 'at last' });
    first.turn.finish();
    await first.answered;
    expect(posted).toEqual([]);
    await controller.open(id);
    expect(shown()).toEqual(['user: Slow', 'assistant: at last']);
  });

  it('shows an answer that is still being written as such when its conversation is opened again', async () => {
    const { controller, begin, posted } = await startChatHost();
    const { turn } = await begin('Slow');
    const id = controller.conversation.id;
    controller.startNew();
    await controller.open(id);
    expect(controller.entries[1]).toMatchObject({ outcome: { state: 'streaming' } });
    turn.onDelta({ text: 'now' });
    expect(posted.at(-1)).toMatchObject({ type: 'delta', text: 'now' });
  });

  it('shows what was kept after a window is loaded anew, and an answer that broke off as stopped', async () => {
    const folder = await temporaryFolder();
    const before = await startChatHost({ folder });
    await before.ask('One', '1');
    const { turn } = await before.begin('Two');
    turn.onDelta({ text: 'half' });
    before.shelf.dispose();
    const after = await startChatHost({ folder, window: 'b' });
    expect(await after.controller.open(before.controller.conversation.id)).toBe(true);
    expect(after.shown()).toEqual(['user: One', 'assistant: 1', 'user: Two', 'assistant: half']);
    expect(after.controller.entries[3]).toMatchObject({ outcome: { state: 'stopped' } });
  });

  it('loses no turn of two windows that show the same conversation', async () => {
    const folder = await temporaryFolder();
    const a = await startChatHost({ folder });
    await a.ask('One', '1');
    const b = await startChatHost({ folder, window: 'b' });
    const { id } = a.controller.conversation;
    await b.controller.open(id);
    const asked = await a.begin('From a');
    await b.ask('From b', 'to b');
    asked.turn.onDelta({ text: 'to a' });
    asked.turn.finish();
    await asked.answered;
    await a.controller.open(id);
    await b.controller.open(id);
    const all = ['One', '1', 'From a', 'From b', 'to b', 'to a'];
    for (const window of [a, b])
      expect(window.controller.conversation.nodes.map(({ text }) => text).sort()).toEqual([...all].sort());
  });
});
