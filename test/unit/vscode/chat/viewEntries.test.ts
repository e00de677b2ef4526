import { describe, expect, it } from 'vitest';
import { conversationOf } from '../../../../src/core/chat/conversation/log';
import type { AnswerEnd, ConversationRecord } from '../../../../src/core/chat/conversation/records';
import { sentItem, viewChip, viewEntry } from '../../../../src/vscode/chat/viewEntries';

const ITEM = {
  kind: 'file',
  label: 'a.ts',
  languageId: 'typescript',
  startLine: 1,
  endLine: 2,
  text: 'const a = 1;\n',
  files: ['file:///a.ts'],
} as const;

function conversation(end?: AnswerEnd) {
  const records: ConversationRecord[] = [
    { type: 'conversation', version: 1, id: 'c', at: 1 },
    { type: 'context', id: 'x', item: ITEM },
    { type: 'question', id: 'q', parent: null, at: 2, text: 'Why?', context: ['x'] },
    { type: 'answer', id: 'a', parent: 'q', at: 3, run: 'r' },
    ...(end ? [{ type: 'end', id: 'a', run: 'r', end } as const] : []),
  ];
  const made = conversationOf(records, 'c');
  if (!made) throw new Error('no conversation');
  return made;
}

const DONE = { state: 'done', model: 'm', durationMs: 1, isCutOff: false } as const;

describe('an answer on the page', () => {
  it.each([
    ['is being written', undefined, { running: true }, { state: 'streaming' }],
    ['was broken off by a crash', undefined, {}, { state: 'stopped' }],
    ['is done', DONE, {}, DONE],
    ['can be taken back', DONE, { restorable: true }, { ...DONE, canRestore: true }],
    [
      'has failed, whatever was applied',
      { state: 'failed', message: 'm' },
      { restorable: true },
      { state: 'failed', message: 'm' },
    ],
  ] as const)(
    '%s',
    (
      _,
      end,
      { running = false, restorable = false }: { running?: boolean; restorable?: boolean },
      outcome,
    ) => {
      const made = conversation(end);
      const node = made.path[1];
      const state = { isRunning: () => running, canRestore: () => restorable };
      expect(node && viewEntry(made, node, state)).toMatchObject({ role: 'assistant', outcome });
    },
  );
});

describe('a chip', () => {
  it('says what was sent but not its text, and finds it again', () => {
    const made = conversation(DONE);
    const [question] = made.path;
    const entry = question && viewEntry(made, question, { isRunning: () => false, canRestore: () => false });
    expect(entry).toMatchObject({
      context: [{ id: 'q-0', label: 'a.ts', startLine: 1, endLine: 2, included: true }],
    });
    expect(JSON.stringify(entry)).not.toContain('const a');
    expect(sentItem(made, 'q-0')).toEqual(ITEM);
    for (const id of ['q-1', 'q-x', 'a-0', '']) expect(sentItem(made, id)).toBeUndefined();
  });

  it('does not go along where there is a problem, and shows small images alone', () => {
    const about = { id: '1', isSuggested: false };
    expect(viewChip(ITEM, { ...about, problem: 'Excluded.' })).toMatchObject({
      included: false,
      problem: 'Excluded.',
    });
    const image = (data: string) =>
      ({ ...ITEM, kind: 'image', text: '', image: { mediaType: 'image/png', data } }) as const;
    expect(viewChip(image('aGk='), about).preview).toEqual({ mediaType: 'image/png', data: 'aGk=' });
    expect(viewChip(image('a'.repeat(300_000)), about)).not.toHaveProperty('preview');
    expect(viewChip(image('aGk='), about).tokens).toBeGreaterThan(0);
  });
});
