import { describe, expect, it } from 'vitest';
import { parseWorkspacePath } from '../../../src/webview/markdown/workspacePath';

describe('parseWorkspacePath', () => {
  it.each([
    { text: 'src/app.ts', path: 'src/app.ts' },
    { text: './src/app.ts', path: 'src/app.ts' },
    { text: 'src\\app.ts', path: 'src/app.ts' },
    { text: 'app.ts', path: 'app.ts' },
    { text: 'src/app.ts:12', path: 'src/app.ts', line: 12 },
    { text: 'src/app.ts:12:3', path: 'src/app.ts', line: 12 },
    { text: 'src/app.ts#L40-L52', path: 'src/app.ts', line: 40 },
    { text: 'packages/@scope/pkg/package.json', path: 'packages/@scope/pkg/package.json' },
    { text: 'app/(shop)/[id]/page.tsx', path: 'app/(shop)/[id]/page.tsx' },
    { text: '문서/안내.md', path: '문서/안내.md' },
    { text: '.github/workflows/ci.yml', path: '.github/workflows/ci.yml' },
    { text: 'config/.env', path: 'config/.env' },
    { text: 'Makefile', path: 'Makefile' },
    { text: 'docker/Dockerfile', path: 'docker/Dockerfile' },
  ])('reads $text', ({ text, ...expected }) => {
    expect(parseWorkspacePath(text)).toEqual(expected);
  });

  it.each([
    '',
    'app',
    'Node.js',
    'vue.js',
    'obj.value',
    'React.Component',
    'and/or',
    'src/',
    'text/html',
    '/etc/passwd',
    '~/.ssh/id_rsa.pub',
    '../secret.txt',
    'a/../../b.ts',
    'C:\\Windows\\win.ini',
    '\\\\server\\share\\a.ts',
    'https://example.com/a.ts',
    'file:///etc/passwd.txt',
    'command:workbench.action.quit',
    'vscode://x/y.ts',
    'a b/c.ts',
    'src/a.ts; rm -rf b.ts',
    'src/\u202ea.ts',
    'a/b.ts?x=1',
    `${'a/'.repeat(200)}b.ts`,
  ])('leaves %s alone', (text) => {
    expect(parseWorkspacePath(text)).toBeUndefined();
  });
});
