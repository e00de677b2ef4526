import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EditJournal, type LineChange } from '../../../../src/core/nextEdit/editJournal';

const URI = 'file:///a.ts';

function journalOf(...changes: readonly (Omit<LineChange, 'uri'> & { readonly at?: number })[]) {
  const journal = new EditJournal();
  for (const { at = 0, ...change } of changes) journal.add({ uri: URI, ...change }, at);
  return journal.edits.map(({ startLine, before, after }) => ({ startLine, before, after }));
}

describe('recent edits', () => {
  it('are one edit for the keys at one place', () => {
    expect(
      journalOf(
        { startLine: 3, before: ['a'], after: ['ab'] },
        { startLine: 3, before: ['ab'], after: ['abc', ''] },
        { startLine: 4, before: [''], after: ['d'] },
      ),
    ).toEqual([{ startLine: 3, before: ['a'], after: ['abc', 'd'] }]);
  });

  it('grow to lines around them that are joined to theirs', () => {
    expect(
      journalOf(
        { startLine: 3, before: ['b'], after: ['B'] },
        { startLine: 2, before: ['a', 'B', 'c'], after: ['aBc'] },
      ),
    ).toEqual([{ startLine: 2, before: ['a', 'b', 'c'], after: ['aBc'] }]);
  });

  it('are apart on other lines, and after a while', () => {
    const first = { startLine: 3, before: ['a'], after: ['b'] };
    const beside = { startLine: 4, before: ['c'], after: ['d'] };
    expect(journalOf(first, beside)).toEqual([first, beside]);
    const later = { startLine: 3, before: ['b'], after: ['c'], at: 61_000 };
    expect(journalOf(first, later)).toHaveLength(2);
  });

  it('are forgotten when they were taken back', () => {
    expect(
      journalOf({ startLine: 3, before: ['a'], after: ['b'] }, { startLine: 3, before: ['b'], after: ['a'] }),
    ).toEqual([]);
  });

  it('move with lines that come or go above them', () => {
    expect(
      journalOf(
        { startLine: 9, before: ['a'], after: ['b'] },
        { startLine: 1, before: [''], after: ['', 'x'] },
      ),
    ).toMatchObject([{ startLine: 10 }, { startLine: 1 }]);
  });

  it('begin anew after a change that is too large to be one of a person', () => {
    const many = Array.from({ length: 41 }, (_, line) => `line ${line}`);
    expect(
      journalOf({ startLine: 1, before: ['a'], after: ['b'] }, { startLine: 5, before: ['c'], after: many }),
    ).toEqual([]);
  });

  it('stay few, the latest ones', () => {
    const changes = Array.from({ length: 20 }, (_, index) => ({
      startLine: index * 2,
      before: [`${index}`],
      after: [`${index}!`],
    }));
    expect(journalOf(...changes).map(({ startLine }) => startLine)).toEqual(
      changes.slice(-12).map(({ startLine }) => startLine),
    );
  });

  it('of a document are forgotten with it', () => {
    const journal = new EditJournal();
    journal.add({ uri: URI, startLine: 1, before: ['a'], after: ['b'] }, 0);
    journal.add({ uri: 'file:///b.ts', startLine: 1, before: ['a'], after: ['b'] }, 0);
    journal.forget(URI);
    expect(journal.edits.map(({ uri }) => uri)).toEqual(['file:///b.ts']);
  });

  it('tell the truth: the last one leads from what stood there to what stands there', () => {
    const edit = fc.record({
      start: fc.nat(6),
      removed: fc.integer({ min: 1, max: 3 }),
      lines: fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        const journal = new EditJournal();
        let lines = ['0', '1', '2', '3', '4', '5', '6', '7'];
        for (const { start, removed, lines: after } of edits) {
          const startLine = Math.min(start, lines.length - 1);
          const before = lines.slice(startLine, startLine + removed);
          lines = lines.toSpliced(startLine, before.length, ...after);
          if (lines.length === 0) return;
          journal.add({ uri: URI, startLine, before, after }, 0);
          const last = journal.edits.at(-1);
          if (last)
            expect(lines.slice(last.startLine, last.startLine + last.after.length)).toEqual(last.after);
        }
      }),
    );
  });
});
