import { afterAll, beforeAll, expect, it } from 'vitest';
import { installNativeLibrary } from '../support/embedded';
import { HubServer } from '../support/hubServer';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { TINY_MODEL_SAYS, tinyGguf } from '../support/tinyGguf';
import { VSCode, keepScreenshotOfFailures } from '../support/vscode';

/** From a first run to a suggestion of a model that runs inside Fairwind. The hub is a local one with a tiny model. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;

beforeAll(async () => {
  const hub = resources.use(
    await HubServer.start(
      'ggml-org/Qwen2.5-Coder-0.5B-Q8_0-GGUF',
      'qwen2.5-coder-0.5b-q8_0.gguf',
      tinyGguf(),
    ),
  );
  const workspace = resources.use(await makeSampleWorkspace());
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: { 'fairwind.embedded.mirror': hub.url },
      prepareStorage: installNativeLibrary,
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

it('downloads a model, connects it and shows its suggestion, without a line of JSON', async () => {
  await vscode.runCommand('Fairwind: Download a Model…');
  await vscode.page.getByRole('option', { name: /Qwen2.5-Coder 0.5B/ }).click();
  await expect.poll(() => vscode.ghostText(), { timeout: 60_000 }).toBe(TINY_MODEL_SAYS.fim);
  expect(await vscode.statusWords()).toContain('qwen2.5-coder-0.5b');
});
