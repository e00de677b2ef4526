import { chmodSync, ftruncateSync, mkdirSync, openSync, closeSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText, hasLongLines, readTextFile } from '../../../src/server/workspaceIndex/textFile';
import { folderWith, makeFolder } from './support';

const korean = '변수 = "🙂"\n';

describe('text from bytes', () => {
  it.each<[string, Uint8Array, string | undefined]>([
    ['UTF-8', Buffer.from(korean, 'utf8'), korean],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${korean}`, 'utf8'), korean],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${korean}`, 'utf16le'), korean],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${korean}`, 'utf16le').swap16(), korean],
    ['nothing', new Uint8Array(), ''],
    ['a NUL byte', Buffer.from('a\0b', 'utf8'), undefined],
    ['a NUL byte at the end of what is sniffed', Buffer.from(`${'a'.repeat(7_999)}\0`, 'utf8'), undefined],
    ['Latin-1', Buffer.from('caf\u00e9', 'latin1'), undefined],
    ['UTF-8 that is cut', Buffer.from(korean, 'utf8').subarray(0, 1), undefined],
    ['half a surrogate pair in UTF-16', Buffer.from([0xff, 0xfe, 0x3d, 0xd8]), undefined],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });
});

describe('long lines', () => {
  it.each<[string, string, boolean]>([
    ['code', 'const a = 1;\n'.repeat(1_000), false],
    ['an empty file', '', false],
    ['one long line in code', `${'const a = 1;\n'.repeat(1_000)}${'x'.repeat(100_000)}\n`, false],
    ['one long line alone', 'x'.repeat(100_000), true],
    ['minified code broken every 500 columns', `${'x'.repeat(500)}\n`.repeat(40), true],
    ['code with carriage returns alone', 'const a = 1;\r'.repeat(1_000), false],
  ])('%s', (_, text, expected) => {
    expect(hasLongLines(text)).toBe(expected);
  });
});

describe('reading a file', () => {
  it('gives its text, time and size', async () => {
    const folder = folderWith({ 'a.ts': 'a\r\nb\rc\n' });
    expect(await readTextFile(join(folder, 'a.ts'))).toEqual({
      text: 'a\r\nb\rc\n',
      mtimeMs: expect.any(Number) as number,
      size: 7,
    });
  });

  it('does not read a log of 50 MB', async () => {
    const path = join(makeFolder(), 'big.txt');
    const file = openSync(path, 'w');
    ftruncateSync(file, 50 * 1024 * 1024);
    closeSync(file);
    expect(await readTextFile(path)).toEqual({ skipped: 'too large' });
  });

  it('leaves out what is no text', async () => {
    const folder = folderWith({
      'line.js': 'x'.repeat(900_000),
      'huge-line.js': 'x'.repeat(5_000_000),
      'binary.ts': Buffer.from([1, 0, 2]),
    });
    mkdirSync(join(folder, 'folder'));
    expect(await readTextFile(join(folder, 'line.js'))).toEqual({ skipped: 'lines too long' });
    expect(await readTextFile(join(folder, 'huge-line.js'))).toEqual({ skipped: 'too large' });
    expect(await readTextFile(join(folder, 'binary.ts'))).toEqual({ skipped: 'binary' });
    expect(await readTextFile(join(folder, 'folder'))).toEqual({ skipped: 'not readable' });
    expect(await readTextFile(join(folder, 'gone.ts'))).toEqual({ skipped: 'vanished' });
  });

  it.skipIf(process.platform === 'win32')('follows no link and waits on no pipe', async () => {
    const folder = folderWith({ 'a.ts': 'a' });
    symlinkSync(join(folder, 'a.ts'), join(folder, 'link.ts'));
    execFileSync('mkfifo', [join(folder, 'pipe.ts')]);
    expect(await readTextFile(join(folder, 'link.ts'))).toEqual({ skipped: 'not readable' });
    expect(await readTextFile(join(folder, 'pipe.ts'))).toEqual({ skipped: 'not readable' });
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says when it may not', async () => {
    const folder = folderWith({ 'a.ts': 'a' });
    chmodSync(join(folder, 'a.ts'), 0);
    expect(await readTextFile(join(folder, 'a.ts'))).toEqual({ skipped: 'not readable' });
  });
});
