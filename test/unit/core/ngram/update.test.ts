import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursor } from '../../../../src/core/ngram/cursor';
import { DocumentStore } from '../../../../src/core/ngram/documentStore';
import { FEATURE_COUNT } from '../../../../src/core/ngram/features';
import { MIXER_WEIGHTS } from '../../../../src/core/ngram/learnedWeights';
import { Mixer } from '../../../../src/core/ngram/mixer';
import { isLineStart } from '../../../../src/core/ngram/vocabulary';
import { StepPredictor, newPath } from '../../../../src/core/ngram/predictor';

const OTHER = 'if (a) {\n  b(c);\n}\nreturn d;';
const LINES = [
  'if (a) {',
  '  b(c);',
  '}',
  '',
  '  ',
  'return d;',
  '\tb(한글);',
  'let 🎉 = a',
  '    b(a, c)',
  'x'.repeat(3000),
];

const edits = fc.array(
  fc.record({
    startLine: fc.nat(12),
    removedLines: fc.nat(4),
    lines: fc.array(fc.constantFrom(...LINES), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

function storeWith(text: string): DocumentStore {
  const store = new DocumentStore({ maxMemoryBytes: 2 ** 24 });
  store.enqueue({ id: 'other', languageId: 'x', version: '' }, OTHER);
  store.enqueue({ id: 'edited', languageId: 'x', version: '' }, text);
  store.indexSlice(Infinity);
  return store;
}

/** Every line of the edited document as the index holds it. */
function indexedLines(store: DocumentStore): unknown[] {
  const { arena } = store.index;
  return store.get('edited')!.lines.map((line, number) => {
    const start = arena.lineStart[line] ?? 0;
    const tokens = [
      ...arena.tokens.subarray(start, start + (line === 0 ? 0 : (arena.lineLength[line] ?? 0))),
    ];
    if (tokens.length > 0) expect(arena.lineNumber[line]).toBe(number);
    return tokens.map((token, at) => (at === 0 ? token : store.vocabulary.tokenText(token)));
  });
}

/** What the model sees at the start and after the first word of every line: each candidate with its evidence. */
function evidence(store: DocumentStore, lines: readonly string[]): unknown[] {
  const predictor = new StepPredictor(store, new Mixer(MIXER_WEIGHTS));
  return lines.flatMap((text, line) =>
    ['', (/^\s*\S+/.exec(text) ?? [''])[0]].map((linePrefix) => {
      if (linePrefix.length > 100) return [];
      const cursor = readCursor(store, store.get('edited')!, { line, linePrefix });
      predictor.start(cursor);
      const { tokens, rows, count } = predictor.describe(cursor, newPath(cursor), cursor.partial);
      return Array.from({ length: count }, (_, row) => {
        const token = tokens[row] ?? 0;
        const numbers = [...rows.subarray(row * FEATURE_COUNT, (row + 1) * FEATURE_COUNT)];
        return `${isLineStart(token) ? token : store.vocabulary.tokenText(token)} ${numbers.join(' ')}`;
      }).sort();
    }),
  );
}

describe('updateDocument', () => {
  it('leaves the index as if the document had been read anew', () => {
    fc.assert(
      fc.property(edits, (changes) => {
        let lines = OTHER.split('\n');
        const store = storeWith(OTHER);
        const edited = store.get('edited')!;
        for (const { startLine, removedLines, lines: added } of changes) {
          const start = Math.min(startLine, lines.length);
          lines = [...lines.slice(0, start), ...added, ...lines.slice(start + removedLines)];
          store.update(edited, { startLine, removedLines, lines: added });
        }
        const rebuilt = storeWith(lines.join('\n'));
        if (lines.length === 0) lines = [''];
        const known = indexedLines(store).length === 0 ? [[]] : indexedLines(store);
        expect(known).toEqual(indexedLines(rebuilt));
        if (edited.lines.length > 0) expect(evidence(store, lines)).toEqual(evidence(rebuilt, lines));
        expect(store.stats().tokens).toBe(rebuilt.stats().tokens);
      }),
      { numRuns: 150 },
    );
  });

  it('changes what was read and what waits alike', () => {
    const change = fc.record({
      startLine: fc.nat(170),
      removedLines: fc.nat(80),
      lines: fc.array(fc.constantFrom(...LINES), { maxLength: 40 }),
      readsBefore: fc.boolean(),
    });
    const text = Array.from({ length: 30 }, () => OTHER).join('\n');
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const store = storeWith('');
        store.enqueue({ id: 'edited', languageId: 'x', version: '' }, text);
        const edited = store.get('edited')!;
        let lines = text.split('\n');
        for (const { startLine, removedLines, lines: added, readsBefore } of changes) {
          if (readsBefore) store.indexSlice(1);
          const start = Math.min(startLine, lines.length);
          lines = [...lines.slice(0, start), ...added, ...lines.slice(start + removedLines)];
          store.update(edited, { startLine, removedLines, lines: added });
        }
        store.indexSlice(Infinity);
        expect(indexedLines(store)).toEqual(
          lines.length === 0 ? [] : indexedLines(storeWith(lines.join('\n'))),
        );
      }),
    );
  });

  it('forgets everything about a removed document', () => {
    const store = storeWith('unique_name(unique_name);\n'.repeat(20));
    const words = store.vocabulary.find('unique_name');
    store.remove('edited');
    store.indexSlice(Infinity);
    expect([words !== 0, store.vocabulary.find('unique_name')]).toEqual([true, 0]);
    expect(store.stats()).toMatchObject({ documents: 1 });
  });
});
