/**
 * The history of the chat on the disk: node scripts/benchRun.mjs chatHistory
 * 500 conversations of 20 turns and one of 500 turns, as the editor writes them.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationRecord } from '../../src/core/chat/conversation/records';
import { conversationOf, digestOf } from '../../src/core/chat/conversation/log';
import { ConversationFiles } from '../../src/vscode/chat/history/conversationFiles';
import { searchConversations } from '../../src/vscode/chat/history/searchConversations';
import { viewEntry } from '../../src/vscode/chat/viewEntries';

const RUNS = 7;
const STATE = { isRunning: () => false, canRestore: () => false };

/** A conversation whose answers of some 300 words arrived in ten pieces each. */
function conversation(id: string, turns: number): ConversationRecord[] {
  const records: ConversationRecord[] = [{ type: 'conversation', version: 1, id, at: 0 }];
  for (let turn = 0; turn < turns; turn++) {
    const [question, answer] = [`q${turn}`, `a${turn}`];
    const parent = turn === 0 ? null : `a${turn - 1}`;
    records.push(
      { type: 'question', id: question, parent, at: turn, text: `Question ${turn} of ${id}?`, context: [] },
      { type: 'answer', id: answer, parent: question, at: turn, run: answer },
    );
    const piece = 'The tide turns twice a day, and the wind with it. '.repeat(3);
    for (let index = 0; index < 10; index++)
      records.push({ type: 'text', id: answer, run: answer, offset: index * piece.length, text: piece });
    records.push({ type: 'end', id: answer, run: answer, end: { state: 'stopped' } });
  }
  const made = conversationOf(records, id);
  return made ? [...records, digestOf(made)] : records;
}

async function median(run: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let index = 0; index < RUNS; index++) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return (times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0).toFixed(1);
}

async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fairwind-bench-'));
  try {
    const files = new ConversationFiles(folder);
    for (let index = 0; index < 500; index++) await files.append(`c${index}`, conversation(`c${index}`, 20));
    await files.append('long', conversation('long', 500));
    const { size } = await stat(join(folder, 'long.jsonl'));
    const never = new AbortController().signal;
    const known = new ConversationFiles(folder);
    await known.list();
    const rows = [
      [
        'List of 501 conversations, nothing read before',
        await median(() => new ConversationFiles(folder).list()),
      ],
      ['The same once more', await median(() => known.list())],
      [
        'Search for words in all of them, found in one',
        await median(() => searchConversations(known, '499 long', never)),
      ],
      ['Search for a word that none has', await median(() => searchConversations(known, 'nowhere', never))],
      [
        `Open the one of 500 turns (${(size / 1024).toFixed(0)} kB), all entries ready for the page`,
        await median(async () => {
          const loaded = (await files.read('long'))?.conversation;
          return loaded?.path.map((node) => viewEntry(loaded, node, STATE));
        }),
      ],
      ['One line at its end', await median(() => files.append('long', [{ type: 'title', title: 'T' }]))],
    ];
    console.log('| What | ms |\n|---|---:|');
    for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

void run();
