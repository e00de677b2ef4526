import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SentLog } from '../../../src/core/privacy/sentLog';
import { SentHistory, type SentQuery } from '../../../src/server/privacy/sentHistory';
import { createTimeSlices } from '../../../src/server/workspaceIndex/timeSlices';
import { silentLogger } from '../../../src/util/logger';

const destination = { id: 'm', provider: 'ollama', model: 'coder', host: 'h:1', isLocal: true } as const;
const signal = new AbortController().signal;
const DAY_MS = 24 * 60 * 60 * 1000;
const clock = { now: () => performance.now(), wallTime: () => wallTime };
let wallTime = Date.UTC(2026, 10, 24, 12);
let keepDays = 7;
let folder = '';

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fairwind-sent-')), 'sent');
  wallTime = Date.UTC(2026, 10, 24, 12);
  keepDays = 7;
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

function session(isKept = true) {
  const log = new SentLog();
  const history = new SentHistory({
    log,
    folder: isKept ? folder : undefined,
    keepDays: () => keepDays,
    slices: createTimeSlices(clock),
    clock,
    logger: silentLogger,
  });
  return {
    log,
    history,
    send(text: string, ends = true) {
      const entry = log.begin({ role: 'chat', destination, sentAt: wallTime });
      log.wire(entry, { method: 'POST', url: 'http://h:1/api', body: JSON.stringify({ text }) });
      if (ends) log.end(entry, { outcome: 'stop', durationMs: 1 });
      wallTime += 1_000;
    },
    async texts(query: SentQuery = {}) {
      const { entries, more } = await history.search(query, signal);
      return { texts: entries.map(({ wire }) => textOf(wire[0]?.body)), more, entries };
    },
  };
}

const textOf = (body = '{}'): string => (JSON.parse(body) as { text: string }).text;

describe('what was sent', () => {
  it('is there in the next session, and in the other window', async () => {
    const first = session();
    first.send('one');
    first.send('two');
    const second = session();
    second.send('three');
    second.send('running', false);
    expect((await second.texts()).texts).toEqual(['one', 'two', 'three', 'running']);
    expect((await first.texts()).texts).toEqual(['three', 'one', 'two']);
    expect((await session().texts()).texts).toEqual(['one', 'two', 'three']);
  });

  it('comes in pages, each entry once', async () => {
    const earlier = session();
    for (let i = 0; i < 5; i++) earlier.send(`a${i}`);
    await earlier.texts();
    const now = session();
    for (let i = 0; i < 5; i++) now.send(`b${i}`);
    const seen: string[] = [];
    let before: string | undefined;
    for (let more = true; more;) {
      const page = await now.texts({ limit: 3, ...(before !== undefined && { before }) });
      seen.unshift(...page.texts);
      before = page.entries[0]?.id;
      ({ more } = page);
    }
    expect(seen).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2', 'b3', 'b4']);
  });

  it.each([
    ['NEEDLE', ['the needle here']],
    ['needle here', ['the needle here']],
    ['needle absent', []],
    ['열쇠', ['"열쇠" \n and more']],
    ['"열쇠"', ['"열쇠" \n and more']],
    ['coder h:1', ['the needle here', '"열쇠" \n and more', 'other']],
  ])('is found by %s', async (query, texts) => {
    const now = session();
    for (const text of ['the needle here', '"열쇠" \n and more', 'other']) now.send(text);
    expect((await now.texts({ query })).texts).toEqual(texts);
  });

  it('goes when its days are over', async () => {
    session().send('old');
    wallTime += 6 * DAY_MS;
    const now = session();
    now.send('new');
    now.history.prune();
    await expect.poll(async () => (await session().texts()).texts).toEqual(['old', 'new']);
    wallTime += 2 * DAY_MS;
    now.history.prune();
    await expect.poll(async () => (await session().texts()).texts).toEqual(['new']);
    keepDays = 0;
    now.history.prune();
    await expect.poll(() => readdirSync(folder)).toEqual([]);
    now.send('not kept');
    expect((await session().texts()).texts).toEqual([]);
    expect((await now.texts()).texts).toContain('not kept');
  });

  it('goes everywhere when it is cleared', async () => {
    const first = session();
    first.send('one');
    const second = session();
    second.send('two');
    await second.texts();
    await second.history.clear();
    expect((await session().texts()).texts).toEqual([]);
    expect((await second.texts()).texts).toEqual([]);
  });

  it('is for this user alone, and survives lines that are cut or made up', async () => {
    const now = session();
    now.send('one');
    await now.texts();
    const [name = ''] = readdirSync(folder);
    const path = join(folder, name);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const line = readFileSync(path, 'utf8');
    appendFileSync(path, `${line.slice(0, 40)}\n{}\nnull\n[1]\n{"id":"x","wire":[{}]}\n`);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect((await session().texts()).texts).toEqual(['one']);
    await session().history.clear();
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  it('is kept in memory where there is no folder', async () => {
    const now = session(false);
    now.send('one');
    now.history.prune();
    expect((await now.texts()).texts).toEqual(['one']);
  });
});
