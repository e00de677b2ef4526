import { describe, expect, it } from 'vitest';
import type { RequestRole } from '../../../../src/core/model/languageModel';
import { type LimitAnswer, createMonthlyLimitRule } from '../../../../src/core/usage/monthlyLimit';
import { costOf, parsePrices } from '../../../../src/core/usage/prices';
import { type UsageRow, UsageSum, parseUsageRow } from '../../../../src/core/usage/usageCells';
import { byDay, byModelAndRole, usageCsv } from '../../../../src/core/usage/usageTables';

const ROW: UsageRow = {
  day: '2026-11-24',
  modelId: 'm',
  model: 'big',
  host: 'api.test',
  isLocal: false,
  role: 'chat',
  promptTokens: 1_000_000,
  answerTokens: 500_000,
};
const PRICES = { big: { input: 2, output: 10 } };

function cellsOf(...rows: readonly UsageRow[]) {
  const sum = new UsageSum();
  for (const row of rows) sum.add(row);
  return sum.cells;
}

describe('sums', () => {
  it('keep days, models and purposes apart, and count estimates', () => {
    const cells = cellsOf(
      ROW,
      { ...ROW, isEstimated: true, cachedPromptTokens: 5 },
      { ...ROW, day: '2026-11-25' },
      { ...ROW, role: 'commit' },
    );
    expect(cells).toHaveLength(3);
    expect(cells[0]).toMatchObject({
      requests: 2,
      estimatedRequests: 1,
      promptTokens: 2_000_000,
      cachedPromptTokens: 5,
      answerTokens: 1_000_000,
    });
    expect(byModelAndRole(cells).map(({ role, requests }) => [role, requests])).toEqual([
      ['chat', 3],
      ['commit', 1],
    ]);
  });

  it.each([
    ['2026-02', 28],
    ['2028-02', 29],
    ['2026-12', 31],
  ])('have every day of %s', (month, days) => {
    expect(byDay(month, [])).toHaveLength(days);
  });

  it.each<[name: string, change: object]>([
    ['no day', { day: 'x' }],
    ['negative tokens', { promptTokens: -1 }],
    ['no number', { answerTokens: null }],
    ['no host', { host: undefined }],
  ])('take no row with %s', (_name, change) => {
    expect(parseUsageRow({ ...ROW, ...change })).toBeUndefined();
    expect(parseUsageRow(ROW)).toEqual(ROW);
  });
});

describe('cost', () => {
  it.each<
    [name: string, row: Partial<UsageRow>, prices: Parameters<typeof costOf>[1], cost: number | undefined]
  >([
    ['by the name of the model', {}, PRICES, 7],
    ['by the id of its entry first', {}, { ...PRICES, m: { input: 1, output: 1 } }, 1.5],
    [
      'with cached tokens at their price',
      { cachedPromptTokens: 500_000 },
      { big: { input: 2, output: 0, cachedInput: 1 } },
      1.5,
    ],
    ['with cached tokens at the usual price', { cachedPromptTokens: 500_000 }, PRICES, 7],
    ['nothing on this machine', { isLocal: true }, PRICES, 0],
    ['unknown without a price', { model: 'other' }, PRICES, undefined],
    ['unknown for a name that objects have anyway', { model: 'constructor' }, PRICES, undefined],
  ])('is %s', (_name, change, prices, cost) => {
    const [cell] = cellsOf({ ...ROW, ...change });
    expect(cell && costOf(cell, prices)).toBe(cost);
  });

  it('names prices that are none', () => {
    const { value, problems } = parsePrices({
      a: { input: 1, output: 2 },
      b: { input: -1, output: 2 },
      c: 3,
    });
    expect(value).toEqual({ a: { input: 1, output: 2 } });
    expect(problems.map((problem) => problem.charAt(0))).toEqual(['b', 'c']);
  });
});

describe('the table as CSV', () => {
  it('quotes what has signs of its own, and lets no name be a formula', () => {
    const cells = cellsOf({ ...ROW, model: '=cmd|"x"', host: 'a,b' });
    const [, line = ''] = usageCsv(cells).split('\r\n');
    expect(line).toBe('2026-11-24,m,"\'=cmd|""x""","a,b",false,chat,1,0,1000000,0,500000,');
  });
});

describe('the monthly limit', () => {
  const model = { id: 'm', provider: 'openai', model: 'big', host: 'api.test', isLocal: false } as const;
  const request = { kind: 'chat', messages: [] } as const;

  function rule({
    spent = 7,
    limit = 5,
    answer = 'stop',
  }: {
    spent?: number;
    limit?: number;
    answer?: LimitAnswer;
  }) {
    const asked: number[] = [];
    let beyond = 0;
    const made = createMonthlyLimitRule({
      settings: () => ({ limit, prices: PRICES }),
      spent: async () => spent,
      goesOnBeyond: async () => beyond,
      goOnBeyond: async (to) => void (beyond = to),
      ask: async (question) => {
        asked.push(question.spent);
        return answer;
      },
      describe: () => 'at the limit',
    });
    const apply = (role: RequestRole = 'chat', destination: typeof model | object = model) =>
      made.apply(request, { destination: { ...model, ...destination }, role, files: [] });
    return { apply, asked };
  }

  it.each<[name: string, options: Parameters<typeof rule>[0], role: RequestRole, destination: object]>([
    ['below it', { spent: 4.99 }, 'chat', {}],
    ['without one', { limit: 0 }, 'chat', {}],
    ['to this machine', {}, 'chat', { isLocal: true }],
    ['to a model without a price', {}, 'chat', { model: 'other' }],
    ['to check a connection', {}, 'check', {}],
  ])('lets requests through %s, without a question', async (_name, options, role, destination) => {
    const { apply, asked } = rule(options);
    expect(await apply(role, destination)).toEqual({ request });
    expect(asked).toEqual([]);
  });

  it('never asks because of typing: suggestions stop', async () => {
    const { apply, asked } = rule({ answer: 'month' });
    expect(await apply('completion')).toEqual({ refused: 'at the limit' });
    expect(asked).toEqual([]);
  });

  it('asks each time until the person goes on for the month', async () => {
    const once = rule({ answer: 'once' });
    expect(await once.apply()).toEqual({ request });
    expect(await once.apply('commit')).toEqual({ request });
    expect(once.asked).toHaveLength(2);
    const month = rule({ answer: 'month' });
    await month.apply();
    expect(await month.apply('completion')).toEqual({ request });
    expect(month.asked).toHaveLength(1);
    expect(await rule({}).apply()).toEqual({ refused: 'at the limit' });
  });

  it('asks one question for requests that come together', async () => {
    const { apply, asked } = rule({ answer: 'once' });
    await Promise.all([apply(), apply()]);
    expect(asked).toHaveLength(1);
  });
});
