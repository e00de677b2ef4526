import { join } from 'node:path';
import { type GateRule, createGate } from '../core/privacy/gate';
import { createMaskSecretsRule } from '../core/privacy/maskSecrets';
import { SentLog } from '../core/privacy/sentLog';
import { createProviders } from '../providers';
import { createModelServers } from '../providers/modelServers';
import { ModelServerDirectory } from './discovery/modelServerDirectory';
import { createEmbedded } from './embedded/createEmbedded';
import { embeddedStorage } from './embedded/embeddedStorage';
import { type EngineBase, pathInStorage } from './engineBase';
import type { EngineContext } from './engineContext';
import { registerEmbedded } from './features/embedded';
import { findSecrets } from './findSecrets';
import { createHostModels } from './hostModels';
import { KeyStore } from './keyStore';
import { createModelMemory } from './modelMemory';
import { ModelRegistry } from './modelRegistry';
import { createExcludedFilesRule } from './privacy/excludedFilesRule';
import { systemClock } from './systemClock';
import { createLimitRule } from './usage/limitRule';
import { UsageStore } from './usage/usageStore';
import { pathOfUri } from './workspaceIndex/documentId';

/** The models, and all that stands between them and the features. */
export function createModelParts(
  base: EngineBase,
): Pick<EngineContext, 'models' | 'modelServers' | 'sentLog' | 'usage'> {
  const { connection, options, disposables, logger, settings } = base;
  const keys = new KeyStore(connection, options);
  const sentLog = new SentLog();
  const globalFolder = options.globalStorageUri && pathOfUri(options.globalStorageUri);
  const usage = new UsageStore({ folder: globalFolder ? join(globalFolder, 'usage') : undefined, logger });
  const storage = globalFolder ? embeddedStorage(globalFolder) : undefined;
  const embedded = disposables.add(
    createEmbedded({ connection, settings: () => settings.current, storage, logger }),
  );
  const providers = disposables.add(
    createProviders({
      network: () => settings.network,
      embedded,
      ...(options.providesLanguageModels === true && { host: createHostModels(connection) }),
    }),
  );
  registerEmbedded(
    { connection, clock: systemClock },
    {
      storage,
      models: embedded,
      sources: () => ({
        fetchFile: providers.fetchFile,
        hashScript: join(__dirname, 'hash.js'),
        hub: settings.current['fairwind.embedded.mirror'],
        registry: settings.current['fairwind.embedded.registry'],
      }),
    },
  );
  const memory = createModelMemory(pathInStorage(options, 'models.json'), logger);
  // Read by the time of the first request, which follows the answer to this one.
  void memory.load();
  const models = new ModelRegistry({
    settings: () => settings.current,
    memory,
    connect: (spec) => providers.connect(spec, () => keys.get(spec)),
    gate: createGate({ rules: createGateRules(base, usage), log: sentLog, clock: systemClock }),
    clock: systemClock,
  });
  const modelServers = new ModelServerDirectory({
    servers: disposables.add(createModelServers({ network: () => settings.network })),
    keys,
    log: sentLog,
    clock: systemClock,
  });
  return { models, modelServers, sentLog, usage };
}

/** What every request passes on its way out, in this order. */
function createGateRules(
  { connection, options, settings, workspace, exclusions }: EngineBase,
  usage: UsageStore,
): GateRule[] {
  return [
    createExcludedFilesRule(exclusions.exclusionOf, workspace.relativePath),
    createMaskSecretsRule(findSecrets),
    createLimitRule({
      settings: () => settings.current,
      store: usage,
      connection,
      asksAtLimit: options.asksAtLimit === true,
      clock: systemClock,
    }),
  ];
}
