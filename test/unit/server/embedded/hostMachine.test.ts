import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFile } from '../../../../src/server/embedded/hub';
import { coresOfCpuInfo, threadsFor } from '../../../../src/server/embedded/machine';
import { NATIVE_PACKAGES } from '../../../../src/server/embedded/nativePackages';

const processor = (number: number, socket: number, core: number) =>
  `processor\t: ${number}\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`;

describe('the cores of a machine', () => {
  it.each([
    [
      'two threads a core',
      [processor(0, 0, 0), processor(1, 0, 1), processor(2, 0, 0), processor(3, 0, 1)],
      2,
    ],
    ['two sockets', [processor(0, 0, 0), processor(1, 1, 0)], 2],
    ['no cores told', ['processor\t: 0\nBogoMIPS\t: 50\n'], undefined],
  ])('%s', (_, processors, expected) => {
    expect(coresOfCpuInfo(processors.join('\n'))).toBe(expected);
  });

  it('leave one free for the editor, and a model always gets one', () => {
    const threads = (physicalCores: number) => threadsFor({ physicalCores, memoryBytes: 1, hasGpu: false });
    expect([1, 2, 8].map(threads)).toEqual([1, 1, 7]);
  });
});

it('holds the native packages to the digests of the lock file', () => {
  const lock = JSON.parse(
    readFileSync(join(__dirname, '../../../../scripts/tools/llama/package-lock.json'), 'utf8'),
  ) as { packages: Record<string, { version?: string; integrity?: string }> };
  for (const { name, version, integrity } of Object.values(NATIVE_PACKAGES))
    expect(lock.packages[`node_modules/${name}`]).toMatchObject({ version, integrity });
});

describe('the file of a quantisation', () => {
  const list = ['a-q4_k_m.gguf', 'a-instruct-q4_k_m.gguf', 'b-q8_0-00001-of-00002.gguf', 'README.md'].map(
    (path) => ({ path, size: 1, sha256: '' }),
  );
  it.each([
    ['Q4_K_M', 'a-q4_k_m.gguf'],
    ['a-instruct-q4_k_m.gguf', 'a-instruct-q4_k_m.gguf'],
    ['q8_0', undefined],
    ['README', undefined],
  ])('%s', (wanted, expected) => {
    expect(chooseFile(list, wanted)?.path).toBe(expected);
  });
});
