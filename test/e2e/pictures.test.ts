import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FakeModelServer } from '../support/fakeModelServer';
import { completionsWire, ollamaChatWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { VSCode } from '../support/vscode';

/**
 * The README's pictures, taken only when asked for: FAIRWIND_PICTURES=1 npm run vitest -- run
 * --config vitest.browser.config.mts test/e2e/pictures. What the models say is scripted, what shows it is real.
 */
const images = join(import.meta.dirname, '..', '..', 'docs', 'images');

const SUGGESTION = 'return (tide.time.getTime() - now.getTime()) / 3_600_000;';
const ANSWER = `It returns \`undefined\`, so the boat stays in. A table that ends before the next high water looks the same as too much wind.

To tell them apart, check the last row first:

\`\`\`ts
const last = tides.at(-1);
if (!last || last.time < now)
  throw new RangeError('ended');
\`\`\`
`;
const MESSAGE = `feat(departure): find the next departure

A boat leaves at the first high water
above its draught, unless the wind is
stronger than it can take.`;

it.runIf(process.env['FAIRWIND_PICTURES'] === '1').each([
  { name: 'overview-dark', theme: 'Dark 2026' },
  { name: 'overview-light', theme: 'Light 2026' },
])('takes $name', async ({ name, theme }) => {
  await using server = await FakeModelServer.start(({ path, body }) => {
    if (path === '/v1/completions') return { body: completionsWire([SUGGESTION]) };
    const text = body.includes('table ends') ? ANSWER : MESSAGE;
    return { contentType: 'application/x-ndjson', body: ollamaChatWire([text]) };
  });
  await using workspace = await makeSampleWorkspace();
  await using vscode = await VSCode.open({
    folder: workspace.folder,
    viewport: { width: 1600, height: 840 },
    settings: {
      'workbench.colorTheme': theme,
      'editor.scrollbar.vertical': 'hidden',
      'editor.scrollbar.horizontal': 'hidden',
      // The function that is being typed has no end yet, which would be underlined in red.
      'typescript.validate.enable': false,
      'fairwind.models': [
        { id: 'code', provider: 'openai', baseUrl: `${server.url}/v1`, model: 'qwen2.5-coder' },
        { id: 'talk', provider: 'ollama', baseUrl: server.url, model: 'qwen3-coder' },
      ],
      'fairwind.completion.model': 'code',
      'fairwind.chat.model': 'talk',
      'fairwind.commit.model': 'talk',
    },
  });
  await moveChatToTheRight(vscode);
  await dragEdge(vscode, '.part.auxiliarybar', -90);
  await dragEdge(vscode, '.part.sidebar', 60);
  await vscode.openFile('src/departure.ts', { line: 19, column: 1 });
  const chat = vscode.webview();
  await chat
    .getByRole('textbox', { name: 'Message' })
    .fill('What happens when the table ends before the next high water?');
  await vscode.page.keyboard.press('Enter');
  await expect.poll(() => chat.locator('article.answer').innerText()).toContain('RangeError');

  await vscode.openSourceControl();
  await vscode.sourceControlButton('Draft Commit Message').click();
  await expect.poll(() => vscode.commitText()).toContain('can take.');

  await vscode.openFile('src/departure.ts', { line: 19, column: 1 });
  await vscode.type('\nexport function hoursUntil(tide: Tide, now: Date): number {\n');
  await expect.poll(() => vscode.ghostText()).toBe(SUGGESTION);
  await mkdir(images, { recursive: true });
  await vscode.page.screenshot({ path: join(images, `${name}.png`) });
});

/** Source Control and chat are both wanted in the picture, so one of them has to stand in the other side bar. */
async function moveChatToTheRight(vscode: VSCode): Promise<void> {
  const { page } = vscode;
  await vscode.runCommand('View: Move View');
  for (const choice of [/^Chat/, /^New Secondary Side Bar Entry/])
    await page.getByRole('option', { name: choice }).first().click();
  await page.locator('.part.auxiliarybar').waitFor();
  await vscode.webview().getByRole('textbox', { name: 'Message' }).waitFor();
}

/** Drags the edge between a side bar and the editor, by CSS pixels to the right. */
async function dragEdge(
  { page }: VSCode,
  part: '.part.auxiliarybar' | '.part.sidebar',
  by: number,
): Promise<void> {
  const box = await page.locator(part).boundingBox();
  if (box === null) throw new Error(`${part} is not on screen`);
  const x = part === '.part.sidebar' ? box.x + box.width + 3 : box.x - 3;
  const y = box.y + box.height / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by, y, { steps: 5 });
  await page.mouse.up();
}
