import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkspaceModel } from '../../../../src/core/ngram/workspaceModel';

const newModel = () => createWorkspaceModel({ maxMemoryBytes: 2 ** 24 });

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
        const bytes = model.serialize();
        const restored = newModel();
        expect(restored.restore(bytes)).toEqual({ kind: 'restored', documents: texts.length });
        restored.indexSlice(Infinity);
        expect([...restored.versions()]).toEqual([...model.versions()]);
        expect(restored.stats().tokens).toBe(model.stats().tokens);
        expect(restored.serialize()).toEqual(bytes);
      }),
    );
  });

  it('keep a document that is there already', () => {
    const model = newModel();
    model.setDocument('folder/0.ts', 'newer();', 'typescript', 'newer');
    expect(model.restore(sample.serialize())).toEqual({ kind: 'restored', documents: 1 });
    expect(model.versions().get('folder/0.ts')).toBe('newer');
  });

  it('refuse bytes that are damaged anywhere, and change nothing', () => {
    const bytes = sample.serialize();
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      const model = newModel();
      expect(model.restore(damaged).kind).toBe('unusable');
      expect(model.stats().documents).toBe(0);
    }
  });

  it('say what is wrong', () => {
    const bytes = sample.serialize();
    const otherVersion = bytes.slice();
    otherVersion[4] = 99;
    const reasons = [new Uint8Array(0), bytes.slice(0, 7), otherVersion, bytes.slice(0, -1)].map((broken) =>
      newModel().restore(broken),
    );
    expect(reasons).toEqual(
      ['notASnapshot', 'notASnapshot', 'otherVersion', 'damaged'].map((reason) => ({
        kind: 'unusable',
        reason,
      })),
    );
  });
});
