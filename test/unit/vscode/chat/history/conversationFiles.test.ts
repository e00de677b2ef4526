import { appendFile, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../../../src/core/chat/conversation/log';
import type { ConversationRecord } from '../../../../../src/core/chat/conversation/records';
import { ConversationFiles } from '../../../../../src/vscode/chat/history/conversationFiles';
import { searchConversations } from '../../../../../src/vscode/chat/history/searchConversations';
import { startChatHost, temporaryFolder } from '../../../../support/chatHost';

/** A conversation with one question and a long answer that arrived in pieces. */
function streamed(id: string, pieces: number): ConversationRecord[] {
  const records: ConversationRecord[] = [
    { type: 'conversation', version: 1, id, at: 1 },
    { type: 'question', id: 'q', parent: null, at: 2, text: 'Tell me', context: [] },
    { type: 'answer', id: 'a', parent: 'q', at: 3, run: 'r' },
  ];
  for (let index = 0; index < pieces; index++)
    records.push({ type: 'text', id: 'a', run: 'r', offset: index * 2, text: 'x ' });
  return records;
}

const question = (id: string, text: string, at: number): ConversationRecord => ({
  type: 'question',
  id,
  parent: null,
  at,
  text,
  context: [],
});

async function withConversations(...titles: readonly string[]) {
  const folder = await temporaryFolder();
  const files = new ConversationFiles(folder);
  for (const [index, title] of titles.entries()) {
    const id = `c${index}`;
    await files.append(id, [
      { type: 'conversation', version: 1, id, at: index },
      question('q', title, index),
    ]);
  }
  return { folder, files };
}

describe('the list', () => {
  it('is empty where nothing was kept yet', async () => {
    const files = new ConversationFiles(join(await temporaryFolder(), 'not', 'there'));
    expect(await files.list()).toEqual([]);
    expect(await files.read('c')).toBeUndefined();
  });

  it('names the newest first, by the digest at the end of each file', async () => {
    const { files } = await withConversations('Old', 'New');
    expect(await files.list()).toEqual([
      { id: 'c1', title: 'New', updatedAt: 1, turns: 1 },
      { id: 'c0', title: 'Old', updatedAt: 0, turns: 1 },
    ]);
    const { conversation } = (await files.read('c0')) ?? {};
    conversation?.apply({ type: 'title', title: 'Renamed' });
    await files.append('c0', [
      { type: 'title', title: 'Renamed' },
      ...(conversation ? [digestOf(conversation)] : []),
    ]);
    expect((await files.list()).map(({ title }) => title)).toEqual(['New', 'Renamed']);
  });

  it('reads the end of a file alone where it tells enough', async () => {
    const { files, folder } = await withConversations('Short');
    const digest = { type: 'digest', title: 'From the end', turns: 7, at: 5 } as const;
    await writeFile(
      join(folder, 'big.jsonl'),
      `not to be read\n${'x'.repeat(100_000)}\n${JSON.stringify(digest)}\n`,
    );
    expect((await files.list())[0]).toEqual({ id: 'big', title: 'From the end', turns: 7, updatedAt: 5 });
  });

  it('leaves out what holds no conversation, and takes no file outside the folder', async () => {
    const { files, folder } = await withConversations('One');
    await writeFile(join(folder, 'notes.txt'), 'hello');
    await writeFile(join(folder, 'empty.jsonl'), '');
    await writeFile(join(folder, 'bad.jsonl'), 'not json at all');
    expect((await files.list()).map(({ title }) => title)).toEqual(['One']);
    expect(await files.read('../c0')).toBeUndefined();
    await expect(files.append('../c0', [question('q', 'x', 1)])).rejects.toThrow();
  });

  it('finds by title, and by what was said, with the words around it', async () => {
    const { files } = await withConversations('About tides', 'About wind');
    await files.append('c1', [
      { type: 'answer', id: 'a', parent: 'q', at: 2, run: 'r' },
      { type: 'text', id: 'a', run: 'r', offset: 0, text: 'The Tides rise, and 밀물 too.' },
    ]);
    const find = async (query: string) =>
      (await searchConversations(files, query, new AbortController().signal)).map(({ title, excerpt }) => [
        title,
        excerpt,
      ]);
    expect(await find('tides')).toEqual([
      ['About wind', 'About wind The Tides rise, and 밀물 too.'],
      ['About tides', undefined],
    ]);
    expect(await find('밀물')).toEqual([['About wind', expect.stringContaining('밀물')]]);
    expect(await find('wind tides')).toHaveLength(1);
    expect(await find('nothing')).toEqual([]);
    expect(await find(' ')).toHaveLength(2);
  });
});

describe('a file', () => {
  it('that holds nothing of a conversation is set aside and not deleted', async () => {
    const { files, folder } = await withConversations('One');
    await writeFile(join(folder, 'bad.jsonl'), 'not json at all');
    expect(await files.read('bad')).toBeUndefined();
    expect(await readdir(folder)).toContain('bad.jsonl.damaged');
    expect(await readFile(join(folder, 'bad.jsonl.damaged'), 'utf8')).toBe('not json at all');
  });

  it('that a crash tore is read as far as it goes, and is added to', async () => {
    const { files, folder } = await withConversations('One');
    await appendFile(join(folder, 'c0.jsonl'), '{"type":"answer","id":"a","par');
    expect((await files.read('c0'))?.damagedLines).toBe(1);
    await files.append('c0', [question('q2', 'Two', 3)]);
    expect((await files.read('c0'))?.conversation.nodes.map(({ text }) => text)).toEqual(['One', 'Two']);
  });

  it('is for its owner alone', async () => {
    const { folder } = await withConversations('One');
    // Windows knows no such bits.
    if (process.platform !== 'win32') expect((await stat(join(folder, 'c0.jsonl'))).mode & 0o077).toBe(0);
  });

  it('comes back when its deletion is undone, and goes for good when it is not', async () => {
    const { files, folder } = await withConversations('One', 'Two');
    await files.delete('c0');
    expect((await files.list()).map(({ title }) => title)).toEqual(['Two']);
    await files.undelete('c0');
    expect(await files.list()).toHaveLength(2);
    await files.delete('c0');
    await files.purge('c0');
    expect(await readdir(folder)).toEqual(['c1.jsonl']);
  });

  it('that was deleted before a crash goes an hour later', async () => {
    const { files, folder } = await withConversations('One');
    await files.delete('c0');
    await files.purgeOld(Date.now());
    expect(await readdir(folder)).toEqual(['c0.jsonl.deleted']);
    await files.purgeOld(Date.now() + 2 * 60 * 60 * 1000);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is written anew when it has grown beyond what it needs, with what a later version may know', async () => {
    const folder = await temporaryFolder();
    const files = new ConversationFiles(folder);
    await files.append('c', streamed('c', 5_000));
    await appendFile(join(folder, 'c.jsonl'), '{"type":"later"}\n');
    const before = await files.read('c');
    const size = await files.size('c');
    await files.compact('c');
    expect(await files.size('c')).toBeLessThan(size / 10);
    expect((await files.read('c'))?.conversation.nodes).toEqual(before?.conversation.nodes);
    expect(await files.readText('c')).toContain('{"type":"later"}');
    expect(await readdir(folder)).toEqual(['c.jsonl']);
  });

  it('loses nothing that other windows write while it is written anew', async () => {
    const folder = await temporaryFolder();
    const windows = [1, 2, 3].map(() => new ConversationFiles(folder));
    await windows[0]?.append('c', streamed('c', 5_000));
    const writes = windows.flatMap((files, window) =>
      Array.from({ length: 60 }, (_, index) => files.append('c', [question(`w${window}-${index}`, 'Q', 5)])),
    );
    const rewrites = Array.from({ length: 5 }, () => windows[1]?.compact('c'));
    await Promise.all([...writes, ...rewrites]);
    const loaded = await windows[0]?.read('c');
    expect(loaded?.damagedLines).toBe(0);
    expect(loaded?.conversation.turns).toBe(181);
    expect(loaded?.conversation.find('a')).toMatchObject({ text: 'x '.repeat(5_000) });
  });

  it('that cannot be written is told of once, and its conversation stays', async () => {
    const folder = await temporaryFolder();
    const place = join(folder, 'file');
    await writeFile(place, 'not a folder');
    const { ask, shown, failures } = await startChatHost({ folder: place });
    await ask('One', '1');
    await ask('Two', '2');
    expect(shown()).toHaveLength(4);
    expect(failures).toHaveLength(1);
  });
});
