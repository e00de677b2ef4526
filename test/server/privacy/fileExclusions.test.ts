import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileExclusions } from '../../../src/server/privacy/fileExclusions';

let root = '';
let now = 0;
const clock = { now: () => now, wallTime: () => now };

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'fairwind-exclusions-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text = ''): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function exclusionOf(path: string, exclusions = new FileExclusions(clock)) {
  const exclusion = await exclusions.exclusionOf(pathToFileURL(join(root, path)).href);
  return exclusion && ('ignoreFile' in exclusion ? `${exclusion.by} ${exclusion.ignoreFile}` : exclusion.by);
}

describe('files that nothing is sent of', () => {
  it.each(['.fairwindignore', '.aiignore', '.copilotignore', '.continueignore', '.cursorignore'])(
    'honours %s',
    async (name) => {
      write(name, '# notes\nprivate/\n*.secret.ts\n');
      expect(await exclusionOf('private/a.ts')).toBe(`ignoreFile ${name}`);
      expect(await exclusionOf('private/deep/er/a.ts')).toBe(`ignoreFile ${name}`);
      expect(await exclusionOf('src/a.secret.ts')).toBe(`ignoreFile ${name}`);
      expect(await exclusionOf('src/a.ts')).toBeUndefined();
    },
  );

  it.each<[string, Record<string, string>, string, boolean]>([
    ['an inner file takes back in', { '.aiignore': '*.ts', 'src/.aiignore': '!a.ts' }, 'src/a.ts', false],
    [
      'nothing takes back in below an excluded folder',
      { '.aiignore': 'src/', 'src/.aiignore': '!a.ts' },
      'src/a.ts',
      true,
    ],
    ['one kind does not undo another', { '.aiignore': '*.ts', '.cursorignore': '!a.ts' }, 'a.ts', true],
    ['anchored patterns hold in their folder', { 'src/.aiignore': '/a.ts' }, 'src/a.ts', true],
    ['and not below it', { 'src/.aiignore': '/a.ts' }, 'src/b/a.ts', false],
    ['everything', { '.fairwindignore': '*' }, 'x/y.ts', true],
    ['a byte order mark and Windows line ends', { '.aiignore': '\uFEFFa.ts\r\nb.ts\r\n' }, 'b.ts', true],
    ['names beyond ASCII', { '.aiignore': '비밀/' }, '비밀/a.ts', true],
    ['.gitignore says nothing of models', { '.gitignore': 'a.ts' }, 'a.ts', false],
    ['nothing lets a credential store in', { '.fairwindignore': '!.env' }, '.env', true],
  ])('%s', async (_what, files, path, excluded) => {
    for (const [name, text] of Object.entries(files)) write(name, text);
    write(path);
    expect((await exclusionOf(path)) !== undefined).toBe(excluded);
  });

  it('looks behind links', async () => {
    write('.aiignore', 'private/');
    write('private/a.ts');
    write('.env');
    symlinkSync(join(root, 'private/a.ts'), join(root, 'link.ts'));
    symlinkSync(join(root, 'private'), join(root, 'open'));
    symlinkSync(join(root, '.env'), join(root, 'notes.txt'));
    expect(await exclusionOf('link.ts')).toBe('ignoreFile .aiignore');
    expect(await exclusionOf('open/a.ts')).toBe('ignoreFile .aiignore');
    expect(await exclusionOf('open/new.ts')).toBe('ignoreFile .aiignore');
    expect(await exclusionOf('notes.txt')).toBe('secretFile');
  });

  it('excludes everything below an ignore file that cannot be read', async () => {
    mkdirSync(join(root, 'src/.aiignore'), { recursive: true });
    write('deep/.aiignore', '**/a/**/b/**/c/**/d');
    expect(await exclusionOf('src/a.ts')).toBe(`unreadableIgnoreFile ${join(root, 'src/.aiignore')}`);
    expect(await exclusionOf('deep/a.ts')).toBe(`unreadableIgnoreFile ${join(root, 'deep/.aiignore')}`);
    expect(await exclusionOf('a.ts')).toBeUndefined();
  });

  it('sees a changed ignore file after a moment, and at once when it is told', async () => {
    const exclusions = new FileExclusions(clock);
    expect(await exclusionOf('a.ts', exclusions)).toBeUndefined();
    write('.aiignore', 'a.ts');
    expect(await exclusionOf('a.ts', exclusions)).toBeUndefined();
    now += 3_000;
    expect(await exclusionOf('a.ts', exclusions)).toBe('ignoreFile .aiignore');
    write('.aiignore', '');
    exclusions.clear();
    expect(await exclusionOf('a.ts', exclusions)).toBeUndefined();
  });

  it('finds the next answer out behind one that still holds, so that typing on does not wait for it', async () => {
    const exclusions = new FileExclusions(clock);
    expect(await exclusionOf('a.ts', exclusions)).toBeUndefined();
    write('.aiignore', 'a.ts');
    now += 1_500;
    expect(await exclusionOf('a.ts', exclusions)).toBeUndefined();
    await vi.waitFor(async () => expect(await exclusionOf('a.ts', exclusions)).toBe('ignoreFile .aiignore'));
  });

  it.each([
    ['untitled:Untitled-1', undefined],
    ['vscode-vfs://github/a/b/.env', 'secretFile'],
    ['file:///%', undefined],
  ])('%s: %s', async (uri, by) => {
    expect((await new FileExclusions(clock).exclusionOf(uri))?.by).toBe(by);
  });

  it('judges a notebook cell by its notebook', async () => {
    write('.aiignore', '*.ipynb');
    const uri = pathToFileURL(join(root, 'a.ipynb')).href.replace('file:', 'vscode-notebook-cell:') + '#W0';
    expect((await new FileExclusions(clock).exclusionOf(uri))?.by).toBe('ignoreFile');
  });
});
