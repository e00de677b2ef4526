import { describe, expect, it } from 'vitest';
import { parseFenceInfo } from '../../../../src/core/text/fenceInfo';

describe('parseFenceInfo', () => {
  it.each([
    { info: '', language: '', path: undefined },
    { info: 'ts', language: 'ts', path: undefined },
    { info: ' TypeScript ', language: 'typescript', path: undefined },
    { info: 'ts src/app.ts', language: 'ts', path: 'src/app.ts' },
    { info: 'ts:src/app.ts', language: 'ts', path: 'src/app.ts' },
    { info: 'ts title="my app.ts"', language: 'ts', path: 'my app.ts' },
    { info: 'js {path=a.js}', language: 'js', path: 'a.js' },
    { info: 'py filename: a/b.py', language: 'py', path: 'a/b.py' },
    { info: 'c++ main.cpp', language: 'c++', path: 'main.cpp' },
    { info: 'sh copy', language: 'sh', path: undefined },
  ])('reads "$info"', ({ info, language, path }) => {
    expect(parseFenceInfo(info)).toEqual({ language, path });
  });
});
