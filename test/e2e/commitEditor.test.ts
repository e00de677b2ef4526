import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeModelServer, type Script } from '../support/fakeModelServer';
import { type TestRepository, createRepository } from '../support/gitRepository';
import { chatCompletionsWire } from '../support/modelWires';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** A person who writes messages in VS Code's own commit editor, as `git commit -v` does. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let repository: TestRepository;

const DRAFT = 'Tell how long a boat has until the tide\n\nThe crew plans the way back with it.';
const BETTER = {
  message: 'Tell how long a boat has until high water\n\nThe crew plans its way back with it.',
  changes: [
    {
      before: 'untill the tide',
      after: 'until high water',
      reason: '"until" has one l; tides are what rises, high water is when',
    },
    { before: 'it’s', after: 'its', reason: 'the possessive has no apostrophe' },
  ],
};
const answer: Script = ({ body }) => {
  const text = body.includes('editor of git commit messages') ? JSON.stringify(BETTER) : DRAFT;
  return { body: chatCompletionsWire([text]) };
};

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(answer));
  repository = createRepository();
  resources.defer(() => repository.dispose());
  repository.git('config', 'user.name', 'Test');
  repository.git('config', 'user.email', 'test@example.org');
  repository.write('src/tides.ts', 'export interface Tide {\n  time: Date;\n}\n');
  repository.commit('Say what a tide is');
  repository.write(
    'src/tides.ts',
    'export interface Tide {\n  time: Date;\n}\n\nexport function hoursUntil(tide: Tide, now: Date): number {\n  return (tide.time.getTime() - now.getTime()) / 3_600_000;\n}\n',
  );
  repository.git('add', '--all');
  vscode = resources.use(
    await VSCode.open({
      folder: repository.root,
      settings: {
        'git.verboseCommit': true,
        'git.enableSmartCommit': false,
        'fairwind.models': [
          {
            id: 'talk',
            provider: 'openai',
            baseUrl: `${server.url}/v1`,
            model: 'talk',
            contextTokens: 32_768,
          },
        ],
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

async function keepPicture(name: string): Promise<void> {
  const folder = process.env['FAIRWIND_PICTURES'] === '1' ? 'docs/images' : 'test-results';
  mkdirSync(folder, { recursive: true });
  await vscode.page.screenshot({ path: join(folder, `${name}.png`) });
}

it('shows a draft in the editor that a commit opens, and takes it with Tab', async () => {
  await vscode.openSourceControl();
  await vscode.runCommand('Git: Commit Staged');
  await vscode.page.locator('.tab.active').filter({ hasText: 'COMMIT_EDITMSG' }).waitFor();
  await expect.poll(() => vscode.ghostText()).toContain('Tell how long a boat has until the tide');
  await keepPicture('commit-editor');
  await vscode.page.keyboard.press('Tab');
  await expect.poll(() => vscode.editorText()).toContain('Tell how long a boat has until the tide');
  await vscode.page.keyboard.press('Enter');
  await expect.poll(() => vscode.ghostText()).toContain('The crew plans the way back with it.');
});
