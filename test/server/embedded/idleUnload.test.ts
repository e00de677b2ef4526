/** A model that nobody asks gives its memory back, and comes again. Time is the test's own. Needs the built bundle. */
import { expect, it } from 'vitest';
import { EmbeddedModels } from '../../../src/server/embedded/embeddedModels';
import { systemClock } from '../../../src/server/systemClock';
import { silentLogger } from '../../../src/util/logger';
import { llamaScript, makeEmbeddedFolder, nativeLibraryFolder } from '../../support/embedded';
import { TINY_MODEL_SAYS } from '../../support/tinyGguf';

const NEVER = new AbortController().signal;
const identity = { id: 'tiny', provider: 'embedded', model: 'tiny', host: 'here', isLocal: true } as const;

it('unloads a model after the time without a request, never while one is answered', async () => {
  await using folder = await makeEmbeddedFolder();
  const runtimeFolder = await nativeLibraryFolder();
  let pending: { readonly ms: number; readonly fire: () => void } | undefined;
  const models = new EmbeddedModels({
    host: 'here',
    script: llamaScript,
    threads: 1,
    runtimeFolder: () => Promise.resolve(runtimeFolder),
    findFile: (path) => Promise.resolve(path),
    unloadAfterMs: () => 60_000,
    mayReplace: () => Promise.resolve(true),
    showLoading: () => undefined,
    clock: systemClock,
    timer: {
      schedule(ms, fire) {
        pending = { ms, fire };
        return () => (pending = undefined);
      },
    },
    logger: silentLogger,
  });
  const spec = { ...identity, baseUrl: 'embedded:', model: folder.modelPath, contextTokens: 2_048 };
  const prompt = { kind: 'infill', prefix: 'a', suffix: 'b' } as const;
  const ask = async (whileAsked: () => void = () => {}) => {
    const model = await models.load(identity, spec, true, NEVER);
    let text = '';
    for await (const event of model.ask({ prompt, stop: [] }, NEVER)) {
      whileAsked();
      if (event.type === 'text') text += event.text;
    }
    return text;
  };
  expect(await ask(() => expect(pending).toBeUndefined())).toBe(TINY_MODEL_SAYS.fim);
  const first = models.processId;
  expect(first).toBeDefined();
  expect(pending?.ms).toBe(60_000);
  pending?.fire();
  expect(models.processId).toBeUndefined();
  expect(await ask()).toBe(TINY_MODEL_SAYS.fim);
  expect(models.processId).not.toBe(first);
  models.dispose();
});
