/** The engine speaks the language whose bundle its client hands it, as VS Code's client does with `l10n/`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { InitializationOptions, StatusParams } from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { freePort } from '../support/freePort';

const korean = JSON.parse(
  readFileSync(join(__dirname, '../../l10n/bundle.l10n.ko.json'), 'utf8'),
) as Readonly<Record<string, string>>;

it.each<[name: string, options: InitializationOptions, words: (host: string) => string]>([
  [
    'in Korean',
    { translations: korean },
    (host) =>
      `${host}에서 tiny 모델이 응답하지 않습니다. 서버를 시작하거나 fairwind.models 설정의 "baseUrl"을 수정하세요.`,
  ],
  [
    'in English without a bundle',
    {},
    (host) =>
      `tiny does not answer at ${host}. Start the server, or correct "baseUrl" in the setting fairwind.models.`,
  ],
  [
    'in English where one message is not translated',
    { translations: { '{0} does not answer at {1}.': '{1}에서 {0} 모델이 응답하지 않습니다.' } },
    (host) =>
      `${host}에서 tiny 모델이 응답하지 않습니다. Start the server, or correct "baseUrl" in the setting fairwind.models.`,
  ],
])('says in the status that the model’s server is down, %s', async (_name, options, words) => {
  const host = `127.0.0.1:${await freePort()}`;
  expect(await statusWithServerDown(host, options)).toMatchObject({ state: 'error', message: words(host) });
});

/** The last status of an engine that was asked for a suggestion while its only model's server is down. */
async function statusWithServerDown(
  host: string,
  options: InitializationOptions,
): Promise<StatusParams | undefined> {
  const model = { id: 'coder', provider: 'llamacpp', baseUrl: `http://${host}`, model: 'tiny' };
  const engine = await TestEngine.start({ settings: { 'fairwind.models': [model] }, ...options });
  try {
    const uri = 'file:///project/add.ts';
    engine.open(uri, 'typescript', 'const sum = \n');
    await engine.inlineCompletion(uri, { line: 0, character: 12 });
    await expect.poll(() => engine.statuses.at(-1)?.state).toBe('error');
    return engine.statuses.at(-1);
  } finally {
    await engine.stop();
  }
}
