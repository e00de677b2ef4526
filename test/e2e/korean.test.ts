import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/freePort';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** Where VS Code speaks Korean, so does every part of Fairwind: the host, the engine, the pages and the manifest. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let host: string;

beforeAll(async () => {
  host = `127.0.0.1:${await freePort()}`;
  const workspace = resources.use(await makeSampleWorkspace());
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: {
        'fairwind.models': [{ id: 'gone', provider: 'llamacpp', baseUrl: `http://${host}`, model: 'tiny' }],
      },
      language: 'ko',
      // VS Code shows the page beside a step of the walkthrough only where there is room.
      viewport: { width: 1600, height: 900 },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

it('says in Korean what the host has to say', async () => {
  await expect
    .poll(() => vscode.statusWords())
    .toBe(`Fairwind: ${host}(이 컴퓨터)의 tiny 모델이 준비되었습니다.`);
});

it('says in Korean what the engine has to say', async () => {
  await vscode.openFile('src/wind.ts', { line: 14, column: 1 });
  await vscode.type('\nconst sum = ');
  await expect.poll(() => vscode.statusWords()).toContain(`${host}에서 tiny 모델이 응답하지 않습니다.`);
});

it('shows the chat page in Korean', async () => {
  const chat = await vscode.openChat();
  await chat.getByRole('textbox', { name: '메시지' }).waitFor();
  expect(await chat.locator('html').getAttribute('lang')).toBe('ko');
  await chat.getByRole('textbox', { name: '메시지' }).fill('/help ');
  await vscode.page.keyboard.press('Enter');
  await expect
    .poll(() => chat.locator('article.answer').allInnerTexts())
    .toEqual([expect.stringContaining('/explain: 코드 설명')]);
});

it('offers its commands in Korean', async () => {
  await vscode.runCommand('Fairwind: 제안이 없는 이유');
  await expect
    .poll(() => vscode.notifications.allInnerTexts())
    .toEqual([expect.stringContaining(`${host}에서 tiny 모델이 응답하지 않습니다.`)]);
});

it('shows the pages of the walkthrough in Korean', async () => {
  await vscode.runCommand('Welcome: Open Walkthrough...');
  await vscode.type('Fairwind');
  await vscode.page.getByRole('option', { name: 'Fairwind 시작하기' }).click();
  const headings = async () => {
    const frames = vscode.page.frames().map((frame) => frame.locator('h1').allInnerTexts());
    return (await Promise.all(frames)).flat();
  };
  await expect.poll(headings).toContain('바로 입력하기');
});
