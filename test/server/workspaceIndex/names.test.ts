import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  documentId,
  documentIdOfPath,
  languageIdOfPath,
  pathOfUri,
} from '../../../src/server/workspaceIndex/documentId';
import { isSkippedFolder, skipReasonOfName } from '../../../src/server/workspaceIndex/skipReason';

describe('the id of a document', () => {
  it('is one for a file found on disk and the same file in an editor', () => {
    const path = join(__dirname, '한국어 (1)/파일 🙂.ts');
    const asVsCodeWritesIt = `file://${encodeURI(pathToFileURL(__dirname).pathname)}/%ED%95%9C%EA%B5%AD%EC%96%B4%20%281%29/%ED%8C%8C%EC%9D%BC%20%F0%9F%99%82.ts`;
    expect(documentId(asVsCodeWritesIt)).toBe(documentIdOfPath(path));
    expect(pathOfUri(documentIdOfPath(path))).toBe(path);
  });

  it.each(['untitled:Untitled-1', 'vscode-notebook-cell:/a.ipynb#W0', 'file://host-that-is-not-here/%zz'])(
    'is the URI itself where there is no path: %s',
    (uri) => {
      expect(documentId(uri)).toBe(uri);
    },
  );
});

describe('the language of a file', () => {
  it.each([
    ['a.ts', 'typescript'],
    ['a.TSX', 'typescriptreact'],
    ['x/a.py', 'python'],
    ['a.go', 'go'],
    ['a.unheardof', 'unheardof'],
    ['Makefile', 'makefile'],
    ['.gitignore', '.gitignore'],
  ])('%s is %s', (path, language) => {
    expect(languageIdOfPath(path)).toBe(language);
  });
});

describe('names that are left out', () => {
  it.each<[string, ReturnType<typeof skipReasonOfName>]>([
    ['a.ts', undefined],
    ['key.ts', undefined],
    ['environment.ts', undefined],
    ['.envrc', undefined],
    ['lock.rs', undefined],
    ['credentials.ts', undefined],
    ['map.go', undefined],
    ['.env', 'may hold secrets'],
    ['.env.production', 'may hold secrets'],
    ['id_ed25519', 'may hold secrets'],
    ['gcp-credentials.json', 'may hold secrets'],
    ['secrets.yaml', 'may hold secrets'],
    ['tls.KEY', 'may hold secrets'],
    ['.npmrc', 'may hold secrets'],
    ['go.sum', 'generated'],
    ['Cargo.lock', 'generated'],
    ['app.js.map', 'generated'],
    ['jquery-3.min.js', 'generated'],
    ['photo.JPG', 'binary'],
    ['a.tar.gz', 'binary'],
    ['data.csv', 'data'],
  ])('%s: %s', (name, reason) => {
    expect(skipReasonOfName(name)).toBe(reason);
  });

  it.each([
    ['node_modules', true],
    ['.git', true],
    ['.venv', true],
    ['src', false],
    ['vendor', false],
    ['build', false],
  ])('folder %s: %s', (name, skipped) => {
    expect(isSkippedFolder(name)).toBe(skipped);
  });
});
