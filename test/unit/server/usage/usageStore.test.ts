import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UsageRow } from '../../../../src/core/usage/usageCells';
import { UsageStore } from '../../../../src/server/usage/usageStore';
import { silentLogger } from '../../../../src/util/logger';

const ROW: UsageRow = {
  day: '2026-11-24',
  modelId: 'm',
  model: '큰 모델',
  host: 'api.test',
  isLocal: false,
  role: 'chat',
  promptTokens: 10,
  answerTokens: 1,
};
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fairwind-usage-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (kept: string | undefined = folder) => new UsageStore({ folder: kept, logger: silentLogger });
const requests = async (store: UsageStore, month = '2026-11') =>
  (await store.month(month)).reduce((sum, cell) => sum + cell.requests, 0);

describe('the store of what was used', () => {
  it('adds up what two windows write at the same time', async () => {
    const [one, two] = [open(), open()];
    for (let index = 0; index < 200; index++) {
      one.add(ROW);
      two.add({ ...ROW, role: 'commit' });
    }
    await requests(one);
    await requests(two);
    expect([await requests(one), await requests(two), await requests(open())]).toEqual([400, 400, 400]);
  });

  it('has a file for each month', async () => {
    const store = open();
    store.add(ROW);
    store.add({ ...ROW, day: '2026-12-01' });
    expect(await store.months()).toEqual(['2026-12', '2026-11']);
    expect(readdirSync(folder).sort()).toEqual(['2026-11.jsonl', '2026-12.jsonl']);
    expect(await requests(store, '2026-12')).toBe(1);
  });

  it('passes over lines that are none, and waits for the end of one', async () => {
    const store = open();
    store.add(ROW);
    await requests(store);
    const path = join(folder, '2026-11.jsonl');
    const line = JSON.stringify(ROW);
    appendFileSync(path, `{"day":"x"}\nnonsense\n${line.slice(0, 60)}`);
    expect(await requests(store)).toBe(1);
    appendFileSync(path, `${line.slice(60)}\n`);
    expect(await requests(store)).toBe(2);
  });

  it('begins anew when its file was deleted', async () => {
    const store = open();
    store.add(ROW);
    await requests(store);
    rmSync(join(folder, '2026-11.jsonl'));
    expect(await requests(store)).toBe(0);
    store.add(ROW);
    expect(await requests(store)).toBe(1);
  });

  it.each([['in a folder'], ['in memory']])(
    'keeps for the month that the person goes on, %s',
    async (where) => {
      const store =
        where === 'in memory' ? new UsageStore({ folder: undefined, logger: silentLogger }) : open();
      expect(await store.goesOnBeyond('2026-11')).toBe(0);
      await store.goOnBeyond('2026-11', 5);
      expect(await store.goesOnBeyond('2026-11')).toBe(5);
      expect(await store.goesOnBeyond('2026-12')).toBe(0);
      store.add(ROW);
      expect(await requests(store)).toBe(1);
    },
  );
});
