import { describe, expect, it } from 'vitest';
import { symbolChanges } from '../../../../src/core/commit/symbols';
import { fileChange } from './fileChange';

describe('symbolChanges', () => {
  it('tells added, removed, renamed and changed declarations apart', () => {
    const file = fileChange('a.ts', [
      '@@ function kept() {\n   const a = 1;\n-  return a;\n+  return a + 1;',
      '-function before(x: number): string {\n+function after(x: number): string {\n   return String(x);',
      ' }\n+\n+export function fresh() {\n+  return 1;\n+}',
      '-class Gone {\n-}',
      '-function signature(a: number) {\n+function signature(a: number, b: number) {',
    ]);
    expect(symbolChanges(file)).toEqual({
      added: [{ kind: 'function', name: 'fresh' }],
      removed: [{ kind: 'class', name: 'Gone' }],
      renamed: [{ kind: 'function', from: 'before', to: 'after' }],
      changed: [
        { kind: 'function', name: 'kept' },
        { kind: 'function', name: 'signature' },
      ],
    });
  });
});
