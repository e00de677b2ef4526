import { expect, it } from 'vitest';
import { sharedStorage } from '../../../../../src/vscode/chat/history/sharedStorage';

const ID = '0123456789abcdef0123456789abcdef';

it.each([
  [`/u/workspaceStorage/${ID}-1/fairwind.fairwind`, `/u/workspaceStorage/${ID}/fairwind.fairwind`],
  [`/u/workspaceStorage/${ID}/fairwind.fairwind`, `/u/workspaceStorage/${ID}/fairwind.fairwind`],
  [`C:\\workspaceStorage\\${ID}-12\\fairwind.fairwind`, `C:\\workspaceStorage\\${ID}\\fairwind.fairwind`],
  // In the browser a workspace's id is a number, which may be negative.
  ['/u/workspaceStorage/-3e5c8ac-1/fairwind.fairwind', '/u/workspaceStorage/-3e5c8ac/fairwind.fairwind'],
  ['/u/workspaceStorage/-3e5c8ac/fairwind.fairwind', '/u/workspaceStorage/-3e5c8ac/fairwind.fairwind'],
  ['/u/workspaceStorage/-12/fairwind.fairwind', '/u/workspaceStorage/-12/fairwind.fairwind'],
  ['/u/globalStorage/fairwind.fairwind-1', '/u/globalStorage/fairwind.fairwind-1'],
])('%s is kept in %s', (path, shared) => {
  expect(sharedStorage(path)).toBe(shared);
});
