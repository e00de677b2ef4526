import { describe, expect, it } from 'vitest';
import { createWorkspaceModel } from '../../../../src/core/ngram/workspaceModel';

const MEGABYTE = 2 ** 20;

/** Code of which every line differs. */
function uniqueCode(lines: number, seed: number): string {
  return Array.from(
    { length: lines },
    (_, line) =>
      `const value${seed}_${line} = compute${line % 97}(argument${(line * seed) % 1009}, ${line});`,
  ).join('\n');
}

describe('memory', () => {
  it('stays below its bound, whatever is given to it', () => {
    const model = createWorkspaceModel({ maxMemoryBytes: 4 * MEGABYTE });
    for (let file = 0; file < 40; file++) {
      model.setDocument(`src/${file}.ts`, uniqueCode(500, file + 1), 'typescript');
      while (model.indexSlice(2_000) > 0) expect(model.stats().memoryBytes).toBeLessThanOrEqual(4 * MEGABYTE);
      expect(model.stats().memoryBytes).toBeLessThanOrEqual(4 * MEGABYTE);
    }
    expect(model.stats()).toMatchObject({ waiting: 0 });
    expect(model.stats().evicted).toBeGreaterThan(10);
    expect(model.stats().tokens).toBeGreaterThan(10_000);
  });

  it('keeps the files a person has touched, and gives up others for them', () => {
    const model = createWorkspaceModel({ maxMemoryBytes: 4 * MEGABYTE });
    for (let file = 0; file < 40; file++)
      model.setDocument(`src/${file}.ts`, uniqueCode(500, file + 1), 'typescript');
    model.indexSlice(Infinity);
    model.setDocument('src/open.ts', uniqueCode(500, 99), 'typescript');
    model.touch('src/open.ts');
    model.indexSlice(Infinity);
    model.setDocument('src/late.ts', uniqueCode(500, 98), 'typescript');
    model.indexSlice(Infinity);
    expect(['src/open.ts', 'src/late.ts'].map((id) => model.has(id))).toEqual([true, false]);
  });

  it('gives up the file that was modified longest ago first, which is read last', () => {
    const model = createWorkspaceModel({ maxMemoryBytes: 4 * MEGABYTE });
    for (let file = 0; file < 40; file++)
      model.setDocument(`src/${file}.ts`, uniqueCode(500, file + 1), 'typescript');
    model.indexSlice(Infinity);
    const kept = [...model.versions().keys()];
    model.setDocument('src/open.ts', uniqueCode(500, 99), 'typescript');
    model.touch('src/open.ts');
    model.indexSlice(Infinity);
    const left = [...model.versions().keys()].filter((id) => id !== 'src/open.ts');
    expect(left.length).toBeLessThan(kept.length);
    expect(left).toEqual(kept.slice(0, left.length));
  });

  it('does not grow when the same line is typed again and again', () => {
    const model = createWorkspaceModel({ maxMemoryBytes: 4 * MEGABYTE });
    model.setDocument('a.ts', uniqueCode(300, 1), 'typescript');
    model.indexSlice(Infinity);
    const typed = 'const name = compute(first, second);';
    const typeOnce = () => {
      for (let end = 1; end <= typed.length; end++)
        model.updateDocument('a.ts', { startLine: 100, removedLines: 1, lines: [typed.slice(0, end)] });
    };
    typeOnce();
    const { memoryBytes, tokens } = model.stats();
    for (let round = 0; round < 200; round++) typeOnce();
    expect(model.stats()).toMatchObject({ memoryBytes, tokens });
  });
});

describe('bad input', () => {
  const newModel = () => createWorkspaceModel({ maxMemoryBytes: 16 * MEGABYTE });

  it('refuses what is too large or binary, with the reason', () => {
    const model = newModel();
    expect(model.setDocument('log', 'x\n'.repeat(3_000_000), 'log')).toBe('tooLarge');
    expect(model.setDocument('image', 'PNG\0\u0001\u0002', 'binary')).toBe('binary');
    expect(model.stats()).toMatchObject({ documents: 0, waiting: 0 });
  });

  it('skips a line that is data, and reads the rest', () => {
    const model = newModel();
    expect(model.setDocument('a.js', `start();\n${'a=1;'.repeat(400_000)}\nstop();`, 'javascript')).toBe(
      'queued',
    );
    model.indexSlice(Infinity);
    expect(model.stats().tokens).toBe(10);
  });

  it('reads slices no larger than asked for, and not much smaller', () => {
    const model = newModel();
    model.setDocument('a.ts', uniqueCode(4_000, 3), 'typescript');
    let slices = 0;
    let before = 0;
    while (model.indexSlice(1_000) > 0) {
      slices++;
      expect(model.stats().tokens - before).toBeLessThan(2_000);
      before = model.stats().tokens;
    }
    expect(slices).toBeGreaterThan(10);
    expect(slices).toBeLessThan(model.stats().tokens / 800);
  });

  it('takes a removed document out in slices no larger than asked for, and finds nothing of it meanwhile', () => {
    const model = newModel();
    model.setDocument('large.ts', 'alpha.beta(gamma, delta);\n'.repeat(10_000), 'typescript');
    model.setDocument('small.ts', 'omega.beta(delta);\nalpha.beta', 'typescript');
    model.indexSlice(Infinity);
    const asked = { documentId: 'small.ts', line: 1, linePrefix: 'alpha.beta', lineSuffix: '' };
    const answer = () => model.predict(asked, { threshold: 0 });
    expect(answer()).toMatchObject({ text: '(gamma, delta);' });
    let before = model.stats().tokens;
    expect(before).toBeGreaterThan(80_000);
    model.removeDocument('large.ts');
    expect([model.has('large.ts'), model.stats().tokens]).toEqual([false, before]);
    let slices = 0;
    while (model.indexSlice(2_000) > 0) {
      if (slices++ % 10 === 0) expect(answer()).toMatchObject({ text: '(delta);' });
      expect(before - model.stats().tokens).toBeLessThanOrEqual(2_020);
      before = model.stats().tokens;
    }
    expect(slices).toBeGreaterThan(40);
    expect(model.stats().tokens).toBeLessThan(20);
  });

  it('reads a short document when it is asked, and is silent in a long one until slices have read it', () => {
    const model = newModel();
    model.setDocument('short.ts', uniqueCode(200, 3), 'typescript');
    model.setDocument('long.ts', uniqueCode(5_000, 3), 'typescript');
    const ask = (documentId: string) =>
      model.predict({ documentId, line: 0, linePrefix: 'const', lineSuffix: '' }, { threshold: 0 });
    expect(ask('short.ts')).toMatchObject({ kind: 'prediction' });
    const { tokens } = model.stats();
    expect(ask('long.ts')).toEqual({ kind: 'none', reason: 'unreadDocument' });
    expect(model.stats().tokens - tokens).toBeLessThan(11_000);
    expect(model.updateDocument('long.ts', { startLine: 1, removedLines: 1, lines: ['changed();'] })).toBe(
      true,
    );
    expect(model.stats().waiting).toBe(1);
    model.indexSlice(Infinity);
    expect(ask('long.ts')).toMatchObject({ kind: 'prediction' });
  });

  it('survives edits beyond the end, lone surrogates and lines of nothing but blanks', () => {
    const model = newModel();
    model.setDocument('a.ts', '\ud800\n   \n\t\n\udc00 \ud83d', 'typescript');
    model.updateDocument('a.ts', { startLine: 900, removedLines: 5, lines: ['\ud83d'.repeat(70), ''] });
    const result = model.predict({ documentId: 'a.ts', line: 900, linePrefix: 'x', lineSuffix: '\udc00' });
    expect(result.kind).toBe('none');
    expect(model.updateDocument('missing', { startLine: 0, removedLines: 0, lines: [] })).toBe(false);
  });
});
