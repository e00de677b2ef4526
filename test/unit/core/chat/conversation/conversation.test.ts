import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchAt } from '../../../../../src/core/chat/conversation/branch';
import { Conversation } from '../../../../../src/core/chat/conversation/conversation';
import { exportJson, importJson } from '../../../../../src/core/chat/conversation/exportJson';
import { exportMarkdown, importMarkdown } from '../../../../../src/core/chat/conversation/exportMarkdown';
import {
  conversationOf,
  formatRecords,
  parseLog,
  recordsOf,
} from '../../../../../src/core/chat/conversation/log';
import { readRecord } from '../../../../../src/core/chat/conversation/readRecord';
import type { ConversationRecord } from '../../../../../src/core/chat/conversation/records';
import { titleOf } from '../../../../../src/core/chat/conversation/title';
import { turnInput } from '../../../../../src/core/chat/conversation/turnMessages';

const HEADER = { type: 'conversation', version: 1, id: 'c', at: 1 } as const;

/** What a person and a model do, in some order; `on` chooses an earlier entry. */
type Act =
  | { readonly do: 'ask' | 'answer' | 'again'; readonly on: number; readonly text: string }
  | { readonly do: 'show' | 'continue' | 'end' | 'summarise'; readonly on: number };

const TEXT = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    '## You\n',
    '<!-- fairwind:1 user -->\n',
    'a\r\nb',
    '\n\n',
    '```\n',
    '{"type":"title","title":"x"}',
  ),
);

const ACTS: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom('ask', 'answer', 'again'), on: fc.nat(30), text: TEXT }),
    fc.record({ do: fc.constantFrom('show', 'continue', 'end', 'summarise'), on: fc.nat(30) }),
  ),
  { maxLength: 40 },
);

/** Plays acts as the editor would, and returns the records that were written. */
function play(acts: readonly Act[], window = 'w'): ConversationRecord[] {
  const conversation = new Conversation('c', 1);
  const records: ConversationRecord[] = [];
  const write = (record: ConversationRecord) => {
    records.push(record);
    conversation.apply(record);
  };
  write(HEADER);
  acts.forEach((act, index) => {
    const id = `${window}${index}`;
    const { nodes } = conversation;
    const on = nodes[act.on % Math.max(1, nodes.length)];
    if (act.do === 'ask') {
      const parent = on === undefined || on.role === 'user' ? null : on.id;
      const item = {
        kind: 'file',
        label: act.text,
        languageId: '',
        text: act.text,
        files: ['file:///a'],
      } as const;
      write({ type: 'context', id: `x${id}`, item });
      write({ type: 'question', id, parent, at: index, text: act.text, context: [`x${id}`] });
      return;
    }
    if (!on) return;
    if (act.do === 'show') write({ type: 'shown', id: on.id });
    else if (act.do === 'summarise') write({ type: 'summary', id: on.id, text: 'so far' });
    else if (on.role === 'user') {
      write({ type: 'answer', id, parent: on.id, at: index, run: id });
      if (act.do === 'answer' || act.do === 'again')
        write({ type: 'text', id, run: id, offset: 0, text: act.text });
    } else if (act.do === 'continue') write({ type: 'continued', id: on.id, run: id });
    else if (act.do === 'end') write({ type: 'end', id: on.id, run: on.run, end: { state: 'stopped' } });
    else if ('text' in act)
      write({ type: 'text', id: on.id, run: on.run, offset: on.text.length, text: act.text });
  });
  return records;
}

const load = (records: readonly ConversationRecord[]): Conversation => {
  const conversation = conversationOf(records, 'c');
  if (!conversation) throw new Error('no conversation');
  return conversation;
};

/** Everything there is to see of a conversation. */
const look = (conversation: Conversation) => ({
  title: conversation.title,
  nodes: conversation.nodes,
  path: conversation.path.map(({ id }) => id),
  summaries: [...conversation.summaries],
  modelId: conversation.modelId,
});

describe('the log', () => {
  it('reads as what was written', () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const records = play(acts);
        const read = parseLog(formatRecords(records));
        expect(read).toEqual({ records, unknown: [], damaged: 0 });
      }),
    );
  });

  it('torn anywhere keeps every whole line before, and takes what is added after', () => {
    fc.assert(
      fc.property(ACTS, fc.nat(), (acts, at) => {
        const records = play(acts);
        const text = formatRecords(records);
        const torn = text.slice(0, at % (text.length + 1));
        const after = { type: 'title', title: 'after' } as const;
        const read = parseLog(torn + formatRecords([after]));
        const whole = read.records.slice(0, -1);
        expect(read.records.at(-1)).toEqual(after);
        expect(whole).toEqual(records.slice(0, whole.length));
        expect(whole.length).toBeGreaterThanOrEqual(torn.split('\n').length - 2);
      }),
    );
  });

  it('written twice, line by line or as a whole, reads the same', () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const records = play(acts).filter(({ type }) => type !== 'shown' && type !== 'continued');
        const twice = records.flatMap((record) => [record, record]);
        expect(look(load(twice))).toEqual(look(load(records)));
      }),
    );
  });

  it('of two windows keeps the entries of both', () => {
    fc.assert(
      fc.property(ACTS, ACTS, fc.array(fc.boolean()), (one, two, order) => {
        const [a, b] = [play(one, 'a'), play(two, 'b')];
        const merged: ConversationRecord[] = [];
        const [left, right] = [[...a], [...b]];
        for (const first of order) merged.push(...(first ? left : right).splice(0, 1));
        merged.push(...left, ...right);
        const ids = (records: readonly ConversationRecord[]) => load(records).nodes.map(({ id }) => id);
        expect(ids(merged).sort()).toEqual([...ids(a), ...ids(b)].sort());
      }),
    );
  });

  it('is the same conversation when it is written anew', () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const conversation = load(play(acts));
        const anew = recordsOf(conversation);
        expect(look(load(anew))).toEqual(look(conversation));
        expect(recordsOf(load(anew))).toEqual(anew);
      }),
    );
  });

  it('with any lines lost or foreign ones between keeps the rest', () => {
    fc.assert(
      fc.property(ACTS, fc.array(fc.nat(100)), fc.string(), (acts, lost, foreign) => {
        const lines = formatRecords(play(acts)).split('\n');
        const kept = lines.filter((_, index) => index < 2 || !lost.includes(index));
        const read = parseLog([foreign.replaceAll('\n', ' '), ...kept].join('\n'));
        expect(read.records).toHaveLength(kept.filter((line) => line !== '').length);
        // Whatever is missing, what is shown is a way through the tree that ends.
        const conversation = load(read.records);
        for (const [index, node] of conversation.path.entries())
          expect(node.parent).toBe(conversation.path[index - 1]?.id ?? null);
      }),
    );
  });

  it.each([
    [
      'nothing that permits anything',
      { type: 'end', id: 'a', run: 'r', end: { state: 'stopped', canRestore: true } },
      { type: 'end', id: 'a', run: 'r', end: { state: 'stopped' } },
    ],
    [
      'no fields that it does not know',
      { type: 'shown', id: 'a', approved: true },
      { type: 'shown', id: 'a' },
    ],
    ['no unknown record', { type: 'approval', id: 'a' }, undefined],
    ['no record of a later version', { ...HEADER, version: 2 }, undefined],
    ['no property of objects', { type: 'constructor' }, undefined],
    ['no end without its words', { type: 'end', id: 'a', run: 'r', end: { state: 'done' } }, undefined],
    [
      'no image of another type',
      {
        type: 'context',
        id: 'a',
        item: {
          kind: 'image',
          label: 'a',
          languageId: '',
          text: '',
          files: [],
          image: { mediaType: 'image/svg+xml', data: 'x' },
        },
      },
      { type: 'context', id: 'a', item: { kind: 'image', label: 'a', languageId: '', text: '', files: [] } },
    ],
  ])('takes %s', (_, value, expected) => {
    expect(readRecord(value)).toEqual(expected);
  });

  it('keeps lines that a later version may know', () => {
    expect(parseLog('{"type":"later"}\nnot json\n').unknown).toEqual(['{"type":"later"}']);
    expect(parseLog('{"type":"later"}\nnot json\n').damaged).toBe(1);
  });

  it('drops what an earlier stream still writes of an answer that goes on', () => {
    const conversation = load([
      HEADER,
      { type: 'question', id: 'q', parent: null, at: 1, text: 'Q', context: [] },
      { type: 'answer', id: 'a', parent: 'q', at: 2, run: 'r1' },
      { type: 'text', id: 'a', run: 'r1', offset: 0, text: 'one ' },
      { type: 'continued', id: 'a', run: 'r2' },
      { type: 'text', id: 'a', run: 'r1', offset: 4, text: 'late' },
      { type: 'text', id: 'a', run: 'r2', offset: 4, text: 'two' },
      { type: 'end', id: 'a', run: 'r1', end: { state: 'stopped' } },
    ]);
    expect(conversation.find('a')).toMatchObject({ text: 'one two' });
    expect(conversation.find('a')).not.toHaveProperty('end');
  });
});

describe('exports', () => {
  it('as JSON come back whole', () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const conversation = load(play(acts));
        const read = importJson(exportJson(conversation));
        expect(read && look(read)).toEqual(look(conversation));
      }),
    );
  });

  it('as Markdown come back with every word that is shown', () => {
    const words = { you: 'You', fairwind: 'Fairwind', sentAlong: 'Sent along:' };
    fc.assert(
      fc.property(ACTS, (acts) => {
        const conversation = load(play(acts));
        let count = 0;
        const read = importMarkdown(exportMarkdown(conversation, words), () => String(++count), 1);
        const texts = (of: Conversation | undefined) => of?.path.map(({ role, text }) => [role, text]);
        expect(texts(read)).toEqual(texts(conversation));
      }),
    );
  });

  it('as Markdown read well', () => {
    const text = exportMarkdown(
      load([
        HEADER,
        {
          type: 'context',
          id: 'x',
          item: {
            kind: 'file',
            label: 'src/a.ts',
            languageId: 'ts',
            startLine: 1,
            endLine: 3,
            text: '…',
            files: [],
          },
        },
        { type: 'question', id: 'q', parent: null, at: 1, text: 'Why?', context: ['x'] },
        { type: 'answer', id: 'a', parent: 'q', at: 2, run: 'r' },
        { type: 'text', id: 'a', run: 'r', offset: 0, text: 'Because.' },
        {
          type: 'end',
          id: 'a',
          run: 'r',
          end: { state: 'done', model: 'm on h', durationMs: 1, isCutOff: false },
        },
      ]),
      { you: 'You', fairwind: 'Fairwind', sentAlong: 'Sent along:' },
    );
    expect(text.replace(/<!--.*?-->\n+/g, '')).toBe(
      '# Why?\n\n## You\n\n*Sent along: src/a.ts, lines 1 to 3*\n\nWhy?\n\n## Fairwind (m on h)\n\nBecause.\n\n',
    );
    expect(importMarkdown(text, () => 'x', 1)).toBeDefined();
  });

  it.each(['', '# Notes\n', '{}', '[]', '{"format":"fairwind.conversation"}', 'null'])(
    'take nothing else, such as %j',
    (text) => {
      expect(importJson(text)).toBeUndefined();
      expect(importMarkdown(text, () => 'x', 1)).toBeUndefined();
    },
  );
});

describe('a branch', () => {
  it('is the way to its entry, and no more', () => {
    fc.assert(
      fc.property(ACTS, fc.nat(), (acts, at) => {
        const conversation = load(play(acts));
        const node = conversation.nodes[at % Math.max(1, conversation.nodes.length)];
        if (!node) return;
        const branch = branchAt(conversation, node.id, { id: 'b', at: 9 });
        expect(branch?.id).toBe('b');
        expect(branch?.path).toEqual(conversation.pathTo(node.id));
        expect(branch?.nodes).toHaveLength(conversation.pathTo(node.id).length);
      }),
    );
  });
});

describe('what a model is sent', () => {
  it('begins after the latest summary on the way', () => {
    const conversation = load([
      HEADER,
      { type: 'question', id: 'q1', parent: null, at: 1, text: '1', context: [] },
      { type: 'answer', id: 'a1', parent: 'q1', at: 2, run: 'r' },
      { type: 'text', id: 'a1', run: 'r', offset: 0, text: 'one' },
      { type: 'question', id: 'q2', parent: 'a1', at: 3, text: '2', context: [] },
      { type: 'summary', id: 'a1', text: 'counted' },
    ]);
    expect(turnInput(conversation, 'q2')).toEqual({
      messages: [{ role: 'user', content: '2' }],
      ids: ['q2'],
      summary: 'counted',
    });
    expect(turnInput(conversation, 'q1')).toEqual({
      messages: [{ role: 'user', content: '1' }],
      ids: ['q1'],
    });
  });
});

describe('a title', () => {
  it.each([
    ['', ''],
    ['How?', 'How?'],
    ['\n\n  What   is\tthis?\nMore', 'What is this?'],
    ['word '.repeat(30), 'word word word word word word word word word word word word…'],
    ['가'.repeat(80), `${'가'.repeat(59)}…`],
    ['😀'.repeat(40), `${'😀'.repeat(29)}…`],
  ])('of %j is %j', (question, title) => {
    expect(titleOf(question)).toBe(title);
  });
});
