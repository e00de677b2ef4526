import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeModelServer } from '../support/fakeModelServer';
import { completionsWire } from '../support/modelWires';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** What VS Code's own TypeScript server knows goes to the model: a definition in a package, and an error. */
const FILES = {
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "skipLibCheck": true, "types": [] } }\n',
  'node_modules/tides/package.json': '{ "name": "tides", "version": "1.0.0", "types": "index.d.ts" }\n',
  'node_modules/tides/index.d.ts':
    '/** Reads a gauge. */\nexport declare class Gauge {\n  heightAt(hour: number): number;\n}\n',
  'src/current.ts':
    "import { Gauge } from 'tides';\n\nconst gauge = new Gauge();\nconst low: string = 1;\nconst high = 1\n",
};

const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fairwind-lent-'));
  resources.defer(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const answer = { contentType: 'text/event-stream', body: completionsWire(['return left + right;']) };
  server = resources.use(await FakeModelServer.start(answer));
  vscode = resources.use(
    await VSCode.open({
      folder,
      settings: {
        'fairwind.models': [
          {
            id: 'code',
            provider: 'openai',
            baseUrl: `${server.url}/v1`,
            model: 'qwen2.5-coder',
            contextTokens: 8_192,
          },
        ],
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

it('sends the definition of a name near the cursor, and the errors there', async () => {
  await vscode.openFile('src/current.ts', { line: 5, column: 15 });
  // The first requests come before the language server has read the project; each key asks again.
  await expect
    .poll(
      async () => {
        await vscode.type(' + gauge');
        const bodies = server.requests.map(({ body }) => body).join('\n');
        return [bodies.includes('heightAt(hour: number)'), bodies.includes('diagnostics.txt')];
      },
      { timeout: 60_000, interval: 3_000 },
    )
    .toEqual([true, true]);
  const bodies = server.requests.map(({ body }) => body);
  expect(bodies.find((body) => body.includes('heightAt'))).toContain('node_modules/tides/index.d.ts');
  expect(bodies.find((body) => body.includes('diagnostics.txt'))).toContain('not assignable to type');
}, 120_000);
