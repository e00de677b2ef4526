import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkspaceModel } from '../../../../src/core/ngram/workspaceModel';
import { restore, snapshotOf } from './snapshots';

const newModel = () => createWorkspaceModel({ maxMemoryBytes: 2 ** 26 });

function modelOf(texts: readonly string[]) {
  const model = newModel();
  texts.forEach((text, at) => model.setDocument(`folder/${at}.ts`, text, 'typescript', `version ${at}`));
  model.indexSlice(Infinity);
  return model;
}

const sample = modelOf(['const 이름 = read("🎉");\n\n\tindent(한글);\n', 'call(a, b);\r\n  call(b, a);\n']);

describe('serialize and restore', () => {
  it('give back the same documents, versions and bytes', () => {
    const unit = fc.constantFrom('a', 'bc ', '(', ')', '\n', '\n  ', '\t', '=', '한', '🎉', '\ud800', '  ');
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 60 }), { maxLength: 5 }), (texts) => {
        const model = modelOf(texts);
        const bytes = snapshotOf(model);
        const restored = newModel();
        expect(restore(restored, bytes)).toEqual({ kind: 'restored', documents: texts.length });
        restored.indexSlice(Infinity);
        expect([...restored.versions()]).toEqual([...model.versions()]);
        expect(restored.stats().tokens).toBe(model.stats().tokens);
        expect(snapshotOf(restored)).toEqual(bytes);
      }),
    );
  });

  it('work in small pieces, however large the workspace is', () => {
    const text = 'const value = read(first, second);\n'.repeat(500);
    const model = modelOf(Array.from({ length: 60 }, (_, at) => text.replaceAll('value', `value${at}`)));
    const pieces = [...model.serialize()];
    const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
    expect(total).toBeGreaterThan(100_000);
    for (const piece of pieces) expect(piece.length).toBeLessThan(50_000);
    const restored = newModel();
    let before = 0;
    for (const steps = restored.restore(Buffer.concat(pieces)); steps.next().done !== true;) {
      expect(restored.stats().documents - before).toBeLessThan(10);
      before = restored.stats().documents;
    }
    expect(restored.stats().documents).toBe(60);
  });

  it('write what is there when a document changes, comes or goes between two pieces', () => {
    const text = Array.from({ length: 3_000 }, (_, at) => `old${at}(a);`).join('\n');
    const model = modelOf([text, 'goes();\n']);
    const pieces = model.serialize();
    const first = pieces.next().value as Uint8Array;
    model.removeDocument('folder/1.ts');
    model.removeDocument('folder/0.ts');
    // Its words are given the numbers of words that were written under them a moment ago.
    model.setDocument('folder/2.ts', 'comes(late);\n', 'typescript', '');
    model.indexSlice(Infinity);
    const restored = newModel();
    expect(restore(restored, Buffer.concat([first, ...pieces])).kind).toBe('restored');
    restored.indexSlice(Infinity);
    expect([...restored.versions().keys()]).toEqual(['folder/0.ts', 'folder/2.ts']);
    const { text: rest } = restored.predict(
      { documentId: 'folder/2.ts', line: 1, linePrefix: 'comes', lineSuffix: '' },
      { threshold: 0 },
    ) as { text: string };
    expect(rest).toBe('(late);');
  });

  it('keep a document that is there already', () => {
    const model = newModel();
    model.setDocument('folder/0.ts', 'newer();', 'typescript', 'newer');
    expect(restore(model, snapshotOf(sample))).toEqual({ kind: 'restored', documents: 1 });
    expect(model.versions().get('folder/0.ts')).toBe('newer');
  });

  it('refuse bytes that are damaged anywhere, and change nothing', () => {
    const bytes = snapshotOf(sample);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      const model = newModel();
      expect(restore(model, damaged).kind).toBe('unusable');
      expect(model.stats().documents).toBe(0);
    }
  });

  it('say what is wrong', () => {
    const bytes = snapshotOf(sample);
    const otherVersion = bytes.slice();
    otherVersion[4] = 99;
    const reasons = [new Uint8Array(0), bytes.slice(0, 7), otherVersion, bytes.slice(0, -1)].map((broken) =>
      restore(newModel(), broken),
    );
    expect(reasons).toEqual(
      ['notASnapshot', 'notASnapshot', 'otherVersion', 'damaged'].map((reason) => ({
        kind: 'unusable',
        reason,
      })),
    );
  });
});
