import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../../src/core/commit/change';
import { packChange } from '../../../../src/core/commit/packer';
import {
  MOST_SUMMARY_REQUESTS,
  type SummaryProgress,
  needsSummaries,
  summariseChange,
} from '../../../../src/core/commit/summarise';
import { readSummaries } from '../../../../src/core/commit/summaryPrompt';
import { ModelError } from '../../../../src/core/model/errors';
import { estimateTokens } from '../../../../src/core/model/estimateTokens';
import type { LanguageModel, ModelEvent, ModelRequest } from '../../../../src/core/model/languageModel';
import { type GateRule, type GatedModel, createGate } from '../../../../src/core/privacy/gate';
import { SentLog } from '../../../../src/core/privacy/sentLog';
import { fileChange } from './fileChange';

const { signal } = new AbortController();

interface Setup {
  /** Gives the answer to a request; the number counts from 0. */
  readonly answer: (prompt: string, number: number) => string;
  readonly contextTokens?: number;
  readonly rules?: readonly GateRule[];
}

/** A gated model whose answers a test gives, with what it was asked. */
function setUp({ answer, contextTokens = 32_000, rules = [] }: Setup) {
  const requests: ModelRequest[] = [];
  const model: LanguageModel = {
    identity: { id: 'm', provider: 'openai', model: 'm', host: 'h', isLocal: true },
    contextTokens,
    fimWires: [],
    restMs: () => 0,
    async *stream(request): AsyncGenerator<ModelEvent> {
      const number = requests.push(request) - 1;
      yield { type: 'text', text: answer(promptOf(request), number) };
      yield { type: 'finish', reason: 'stop' };
    },
    describe: async () => ({}),
  };
  const gated = createGate({ rules, log: new SentLog(), clock: { now: () => 0, wallTime: () => 0 } })(model);
  return { model: gated, requests };
}

function promptOf(request: ModelRequest): string {
  return request.kind === 'chat' ? request.messages.map(({ content }) => content).join('\n') : '';
}

/** Answers a line for each of the files that a prompt numbers. */
function eachFile(prompt: string): string {
  return [...prompt.matchAll(/^(\d+)\. (.*)$/gm)]
    .map(([, number, path]) => `${number}. ${path}: changes what it does`)
    .join('\n');
}

function files(count: number, lines = 200): FileChange[] {
  return Array.from({ length: count }, (_, index) =>
    fileChange(
      `src/part${index % 5}/file${index}.ts`,
      Array.from({ length: lines }, (_line, line) => `+const name${index}_${line} = compute(${line});`).join(
        '\n',
      ),
    ),
  );
}

const summarise = (
  model: GatedModel,
  changed: readonly FileChange[],
  onProgress?: (p: SummaryProgress) => void,
) =>
  summariseChange(
    {
      model,
      files: changed,
      uriOf: ({ path }) => `file:///r/${path}`,
      budgetTokens: 4_000,
      ...(onProgress && { onProgress }),
    },
    signal,
  );

describe('needsSummaries', () => {
  it('asks for them only where most of a change is left out', () => {
    expect(needsSummaries(packChange(files(3), 32_000))).toBe(false);
    expect(needsSummaries(packChange(files(12), 4_000))).toBe(true);
    expect(
      needsSummaries(
        packChange([fileChange('package-lock.json', files(1, 9_000)[0]!.hunks[0]!.lines.join('\n'))], 1_000),
      ),
    ).toBe(false);
  });
});

describe('summariseChange', () => {
  it('puts a summary beside each file and fills the rest with hunks, within the budget', async () => {
    const { model, requests } = setUp({ answer: eachFile });
    const result = await summarise(model, files(20));
    expect(requests.length).toBeGreaterThan(1);
    expect(result.filesSummarised).toBe(20);
    expect(result.filesNamedOnly).toBe(0);
    for (const { path } of files(20))
      expect(result.text).toContain(`modified ${path} (+200 -0, changes what it does)`);
    expect(estimateTokens(result.text)).toBeLessThanOrEqual(4_000);
    expect(result.seen).toContain('+const name7_0 = compute(0);');
  });

  it.each([
    ['30 files of a thousand lines', 30, 1_000],
    ['a thousand small files', 1_000, 3],
  ])('sends no more than its number of requests for %s, each file in one', async (_name, count, lines) => {
    const { model, requests } = setUp({ answer: eachFile });
    await summarise(model, files(count, lines));
    expect(requests.length).toBeLessThanOrEqual(MOST_SUMMARY_REQUESTS);
    const asked = requests.flatMap((request) =>
      [...promptOf(request).matchAll(/^\d+\. (src.*)$/gm)].map(([, path]) => path),
    );
    expect(asked.sort()).toEqual(
      files(count, lines)
        .map(({ path }) => path)
        .sort(),
    );
    for (const request of requests) expect(estimateTokens(promptOf(request))).toBeLessThan(16_000);
  });

  it('names the files of each request to the gate, and leaves generated ones out', async () => {
    const seen: string[] = [];
    const rule: GateRule = {
      name: 'watch',
      async apply(request, passage) {
        seen.push(...passage.files);
        return { request };
      },
    };
    const { model } = setUp({ answer: eachFile, rules: [rule] });
    await summarise(model, [
      ...files(2),
      fileChange('yarn.lock', '+x'),
      fileChange('a.png', '', { isBinary: true }),
    ]);
    expect(seen).toEqual(['file:///r/src/part0/file0.ts', 'file:///r/src/part1/file1.ts']);
  });

  it('tells how far it is', async () => {
    const progress: SummaryProgress[] = [];
    const { model } = setUp({ answer: eachFile });
    await summarise(model, files(10), (step) => progress.push(step));
    const total = progress.length - 1;
    expect(progress.map(({ done }) => done)).toEqual([...Array(total + 1).keys()]);
    expect(new Set(progress.map((step) => step.total))).toEqual(new Set([total]));
    expect(progress[0]?.paths).toContain('src/part0/file0.ts');
  });

  it('packs what is left without summaries when the model fails on the way', async () => {
    const { model, requests } = setUp({
      answer(prompt, number) {
        if (number === 1) throw new ModelError({ kind: 'serverFailed', model: model.identity });
        return eachFile(prompt);
      },
    });
    const result = await summarise(model, files(30));
    expect(requests).toHaveLength(2);
    expect(result.filesSummarised).toBeGreaterThan(0);
    expect(result.filesSummarised).toBeLessThan(30);
    for (const { path } of files(30)) expect(result.text).toContain(path);
  });

  it('lets a refusal of the gate and a cancellation through', async () => {
    const refuse: GateRule = { name: 'limit', apply: async () => ({ refused: 'no' }) };
    await expect(
      summarise(setUp({ answer: eachFile, rules: [refuse] }).model, files(2)),
    ).rejects.toMatchObject({ name: 'GateRefusal' });
    const controller = new AbortController();
    const { model, requests } = setUp({
      answer(prompt) {
        controller.abort();
        return eachFile(prompt);
      },
    });
    const options = { model, files: files(30), uriOf: () => '', budgetTokens: 4_000 };
    await expect(summariseChange(options, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).toHaveLength(1);
  });

  it('makes requests that a small window holds', async () => {
    const { model, requests } = setUp({ answer: eachFile, contextTokens: 4_096 });
    await summarise(model, files(8));
    for (const request of requests) {
      expect(estimateTokens(promptOf(request)) + (request.maxTokens ?? 0)).toBeLessThanOrEqual(4_096);
    }
  });
});

interface AnswerCase {
  readonly name: string;
  readonly answer: string;
  readonly summaries: readonly (readonly [number, string])[];
}

const TWO = [fileChange('src/a.ts', '+a'), fileChange('src/b.ts', '+b')];
const ANSWERS: readonly AnswerCase[] = [
  {
    name: 'plain lines',
    answer: '1. Adds x\n2. Drops y',
    summaries: [
      [0, 'Adds x'],
      [1, 'Drops y'],
    ],
  },
  {
    name: 'other numbering and Markdown',
    answer: '**1)** **src/a.ts**: Adds x\n- 2: `b.ts` — Drops y',
    summaries: [
      [0, 'Adds x'],
      [1, 'Drops y'],
    ],
  },
  { name: 'names without numbers', answer: 'src/b.ts: Drops y', summaries: [[1, 'Drops y']] },
  {
    name: 'reasoning and an introduction',
    answer: '<think>1. no</think>Here are the summaries:\n1. Adds x',
    summaries: [[0, 'Adds x']],
  },
  { name: 'files that were not asked for', answer: '3. z\n0. y\n99. x', summaries: [] },
  { name: 'a second line for a file', answer: '1. Adds x\n1. Adds z', summaries: [[0, 'Adds x']] },
  { name: 'nothing', answer: '', summaries: [] },
  {
    name: 'a line without an end',
    answer: `1. ${'word '.repeat(200)}`,
    summaries: [[0, `${'word '.repeat(47)}word…`]],
  },
  { name: 'controls that hide text', answer: '1. Adds \u202Ex', summaries: [[0, 'Adds x']] },
];

describe('readSummaries', () => {
  for (const { name, answer, summaries } of ANSWERS)
    it(`reads ${name}`, () => expect([...readSummaries(answer, TWO)]).toEqual(summaries));
});
