import { expect, it } from 'vitest';
import { sharedStorage } from '../../../../../src/vscode/chat/history/sharedStorage';

const ID = '0123456789abcdef0123456789abcdef';

it.each([
  [`/u/workspaceStorage/${ID}-1/fairwind.fairwind`, `/u/workspaceStorage/${ID}/fairwind.fairwind`],
  [`/u/workspaceStorage/${ID}/fairwind.fairwind`, `/u/workspaceStorage/${ID}/fairwind.fairwind`],
  [`C:\\u\\${ID}-12\\fairwind.fairwind`, `C:\\u\\${ID}\\fairwind.fairwind`],
  ['/u/globalStorage/fairwind.fairwind-1', '/u/globalStorage/fairwind.fairwind-1'],
])('%s is kept in %s', (path, shared) => {
  expect(sharedStorage(path)).toBe(shared);
});
