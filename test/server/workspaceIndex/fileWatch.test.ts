import { expect, it } from 'vitest';
import type { Connection, DidChangeWatchedFilesParams } from 'vscode-languageserver/node';
import { watchFiles } from '../../../src/server/workspaceIndex/fileWatch';
import { recordingLogger } from './support';

it('takes no note of the thousands of changes that an install or a commit makes', () => {
  let tell: (params: DidChangeWatchedFilesParams) => void = () => {};
  const onDidChangeWatchedFiles = (handler: typeof tell) => {
    tell = handler;
    return { dispose() {} };
  };
  const changed: string[] = [];
  watchFiles({
    connection: { onDidChangeWatchedFiles } as Partial<Connection> as Connection,
    capabilities: {},
    logger: recordingLogger(),
    onChange: (uri) => changed.push(uri),
  });
  const uris = [
    'node_modules/x/a.js',
    'x/node_modules',
    '.git/index',
    'x/.venv/a.py',
    'a.ts',
    'modules/b.ts',
  ];
  tell({ changes: uris.map((name) => ({ uri: `file:///w/${name}`, type: 1 })) });
  expect(changed).toEqual(['file:///w/a.ts', 'file:///w/modules/b.ts']);
});
