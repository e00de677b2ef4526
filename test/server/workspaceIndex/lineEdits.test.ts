import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-protocol';
import { type LineEdit, splitLines } from '../../../src/core/ngram/documents';
import { createLineEditTracker } from '../../../src/server/workspaceIndex/lineEdits';

/** Changes a document through the tracker. Returns its text, and the lines one gets by following the edits. */
function follow(text: string, changes: TextDocumentContentChangeEvent[]) {
  const tracker = createLineEditTracker();
  const edits: LineEdit[] = [];
  let lines: readonly string[] = splitLines(text);
  tracker.onDidEdit(({ edit, before }) => {
    edits.push(edit);
    expect(before).toEqual(lines.slice(edit.startLine, edit.startLine + edit.removedLines));
    lines = lines.toSpliced(edit.startLine, edit.removedLines, ...edit.lines);
  });
  const document = tracker.configuration.create('file:///a.ts', 'typescript', 1, text);
  const updated = tracker.configuration.update(document, changes, 2);
  return { text: updated.getText(), version: updated.version, lines, edits };
}

function replace(from: [number, number], to: [number, number], text: string): TextDocumentContentChangeEvent {
  return {
    range: { start: { line: from[0], character: from[1] }, end: { line: to[0], character: to[1] } },
    text,
  };
}

describe('edits of an open document as lines', () => {
  it.each<[string, string, TextDocumentContentChangeEvent, LineEdit]>([
    [
      'a typed character',
      'one\ntwo\nthree',
      replace([1, 3], [1, 3], 'x'),
      { startLine: 1, removedLines: 1, lines: ['twox'] },
    ],
    [
      'a line end',
      'one\ntwo\nthree',
      replace([1, 1], [1, 1], '\n  '),
      { startLine: 1, removedLines: 1, lines: ['t', '  wo'] },
    ],
    [
      'lines joined',
      'one\r\ntwo\r\nthree',
      replace([0, 3], [2, 0], ''),
      { startLine: 0, removedLines: 3, lines: ['onethree'] },
    ],
    [
      'a paste at the end',
      'one\n',
      replace([1, 0], [1, 0], 'a\nb\n'),
      { startLine: 1, removedLines: 1, lines: ['a', 'b', ''] },
    ],
    [
      'a place past the end',
      'one',
      replace([5, 0], [9, 0], 'x'),
      { startLine: 0, removedLines: 1, lines: ['onex'] },
    ],
    [
      'a line feed after a carriage return',
      'a\rb',
      replace([1, 0], [1, 0], '\n'),
      { startLine: 1, removedLines: 1, lines: ['b'] },
    ],
    ['the whole text', 'one\ntwo', { text: 'three' }, { startLine: 0, removedLines: 2, lines: ['three'] }],
  ])('%s', (_, text, change, edit) => {
    const result = follow(text, [change]);
    expect(result.edits).toEqual([edit]);
    expect(result.lines).toEqual(splitLines(result.text));
  });

  it('tells of the changes of one notification one by one, each in the text after those before it', () => {
    const { edits, lines, version } = follow('a\nb\nc', [
      replace([2, 1], [2, 1], '3'),
      replace([0, 1], [1, 0], ''),
    ]);
    expect(edits).toEqual([
      { startLine: 2, removedLines: 1, lines: ['c3'] },
      { startLine: 0, removedLines: 2, lines: ['ab'] },
    ]);
    expect(lines).toEqual(['ab', 'c3']);
    expect(version).toBe(2);
  });

  it('comes to the text of the document whatever the edits and line ends', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '🙂', '가', ' ', '\n', '\r', '\r\n'),
      maxLength: 30,
    });
    const change = fc.record({
      lines: fc.tuple(fc.nat(), fc.nat()),
      characters: fc.tuple(fc.nat(8), fc.nat(8)),
      text,
    });
    fc.assert(
      fc.property(text, fc.array(change, { minLength: 1, maxLength: 6 }), (before, changes) => {
        const tracker = createLineEditTracker();
        let document = tracker.configuration.create('file:///a.ts', 'typescript', 1, before);
        let lines: readonly string[] = splitLines(before);
        tracker.onDidEdit(({ edit }) => {
          lines = lines.toSpliced(edit.startLine, edit.removedLines, ...edit.lines);
        });
        for (const { lines: at, characters, text: inserted } of changes) {
          const [from, to] = at.map((line) => line % document.lineCount).sort((a, b) => a - b);
          const range = replace([from ?? 0, characters[0]], [to ?? 0, characters[1]], inserted);
          document = tracker.configuration.update(document, [range], 2);
        }
        expect(lines).toEqual(splitLines(document.getText()));
      }),
      { numRuns: 2_000 },
    );
  });
});
