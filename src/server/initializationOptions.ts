import type { InitializationOptions } from '../protocol/engine';

/** Reads `initializationOptions` from a client that may send anything; what is not usable is left out. */
export function readInitializationOptions(raw: unknown): InitializationOptions {
  if (typeof raw !== 'object' || raw === null) return {};
  const {
    settings,
    secrets,
    providesSecrets,
    providesDefinitions,
    providesLanguageModels,
    asksAtLimit,
    showsCandidates,
    showsRewording,
    storageUri,
    globalStorageUri,
    restricted,
    translations,
  } = raw as Record<string, unknown>;
  return {
    ...(settings !== undefined && { settings }),
    ...(isTextMap(secrets) && { secrets }),
    providesSecrets: providesSecrets === true,
    providesDefinitions: providesDefinitions === true,
    providesLanguageModels: providesLanguageModels === true,
    asksAtLimit: asksAtLimit === true,
    showsCandidates: showsCandidates === true,
    showsRewording: showsRewording === true,
    ...(typeof storageUri === 'string' && { storageUri }),
    ...(typeof globalStorageUri === 'string' && { globalStorageUri }),
    restricted: restricted === true,
    ...(isTextMap(translations) && { translations }),
  };
}

function isTextMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((entry) => typeof entry === 'string')
  );
}
