/** Edits in UTF-16 offsets: put together, moved along, and made from two texts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeEdits } from '../../../../src/core/apply/composeEdits';
import { diffTexts } from '../../../../src/core/apply/diffTexts';
import { applyEdits } from '../../../../src/core/apply/fileLines';
import { moveHunks, proposedRanges, proposedText } from '../../../../src/core/apply/pendingHunks';
import type { OffsetEdit } from '../../../../src/core/apply/placement';

/** Edits of a text of this length, in ascending order and apart from each other. */
const editsOf = (length: number): fc.Arbitrary<OffsetEdit[]> =>
  fc
    .array(fc.tuple(fc.nat(length), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 4 })
    .map((parts) => {
      const edits: OffsetEdit[] = [];
      for (const [start, size, newText] of [...parts].sort((a, b) => a[0] - b[0])) {
        const end = Math.min(length, start + size);
        if (start > (edits.at(-1)?.end ?? -1)) edits.push({ start, end, newText });
      }
      return edits;
    });

it('two lists of edits come to the same as one', () => {
  const cases = fc
    .tuple(fc.string({ maxLength: 30 }), fc.nat())
    .chain(([text]) => fc.tuple(fc.constant(text), editsOf(text.length)))
    .chain(([text, first]) =>
      fc.tuple(fc.constant(text), fc.constant(first), editsOf(applyEdits(text, first).length)),
    );
  fc.assert(
    fc.property(cases, ([text, first, second]) => {
      const composed = composeEdits(text, first, second);
      expect(applyEdits(text, composed)).toBe(applyEdits(applyEdits(text, first), second));
    }),
  );
});

it('the difference of two texts makes one of the other, line ends included', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', '', '  c'), { maxLength: 8 });
  const text = fc.tuple(lines, fc.constantFrom('\n', '\r\n')).map(([parts, end]) => parts.join(end));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, diffTexts(before, after))).toBe(after);
    }),
  );
});

describe('a proposed change', () => {
  const TEXT = 'one\ntwo\nthree\n';
  const TWO: OffsetEdit = { start: 4, end: 7, newText: 'zwei' };

  it.each([
    ['moves with text put before it', { start: 0, end: 0, newLength: 5 }, 9],
    ['moves with text taken away before it', { start: 0, end: 4, newLength: 0 }, 0],
    ['stays for text put behind it', { start: 8, end: 8, newLength: 5 }, 4],
  ])('%s', (_, change, start) => {
    expect(moveHunks([TWO], [change])).toEqual({ hunks: [{ ...TWO, start, end: start + 3 }], lost: [] });
  });

  it.each([
    ['inside', { start: 5, end: 6, newLength: 1 }],
    ['over its beginning', { start: 2, end: 5, newLength: 0 }],
    ['over all of it', { start: 0, end: 12, newLength: 0 }],
  ])('is lost for a change %s', (_, change) => {
    expect(moveHunks([TWO], [change])).toEqual({ hunks: [], lost: [TWO] });
  });

  it('shows where it stands in the proposed text', () => {
    const hunks = [{ start: 0, end: 3, newText: 'eins!' }, TWO];
    const text = proposedText(TEXT, hunks);
    expect(proposedRanges(hunks).map(({ start, end }) => text.slice(start, end))).toEqual(['eins!', 'zwei']);
  });
});
