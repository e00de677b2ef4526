/**
 * The settings table: every `fairwind.*` setting with its type, default, validator and scope.
 * `package.json` repeats it for the editor; a test holds the two together in both directions.
 */
import type { ModelSpec } from '../model/languageModel';
import { type Prices, parsePrices } from '../usage/prices';
import { isFetchAddress } from './fetchAddress';
import { parseModels } from './models';

/**
 * `application`: only the user's own settings count, never a repository's. `language-overridable`: a `[language]` block
 * of the editor's settings may say something else for one language.
 */
export type SettingScope = 'application' | 'resource' | 'language-overridable';

/** On or off for all languages, or by language id with `*` for all others. */
export type LanguageSwitch = boolean | Readonly<Record<string, boolean>>;

/** Languages of commit messages; `auto` is the one of the repository's log. */
export const COMMIT_LANGUAGES = ['auto', 'en', 'ko', 'ja', 'zh', 'ru', 'de', 'fr', 'es', 'pt'] as const;
export type CommitLanguage = (typeof COMMIT_LANGUAGES)[number];

/** How sure a suggestion must be to be shown: `low` shows the surest alone, `high` shows more and errs more. */
export const EAGERNESSES = ['low', 'medium', 'high'] as const;
export type Eagerness = (typeof EAGERNESSES)[number];

export interface SettingDefinition<T> {
  readonly default: T;
  readonly scope: SettingScope;
  /** Reads a raw value; what is not usable becomes the default and a problem in words. */
  readonly parse: (raw: unknown) => Parsed<T>;
}

export interface Parsed<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

/** Where models and the native library of llama.cpp are downloaded from unless the person names a mirror. */
const DEFAULT_HUB = 'https://huggingface.co';
const DEFAULT_REGISTRY = 'https://registry.yarnpkg.com';

export const SETTINGS = {
  'fairwind.models': setting<readonly ModelSpec[]>([], 'application', parseModels),
  'fairwind.completion.model': setting('auto', 'application', parseText('auto')),
  'fairwind.completion.enable': setting<Readonly<Record<string, boolean>>>(
    { '*': true },
    'resource',
    parseEnableMap,
  ),
  'fairwind.completion.eagerness': setting<Eagerness>(
    'medium',
    'resource',
    parseChoice(EAGERNESSES, 'medium'),
  ),
  'fairwind.completion.inComments': setting<LanguageSwitch>(
    true,
    'language-overridable',
    parseLanguageSwitch,
  ),
  'fairwind.completion.inStrings': setting<LanguageSwitch>(true, 'language-overridable', parseLanguageSwitch),
  'fairwind.completion.workspaceFirst': setting(true, 'resource', parseSwitch(true)),
  'fairwind.completion.extraContext': setting(true, 'application', parseSwitch(true)),
  'fairwind.nextEdit.enable': setting(false, 'resource', parseSwitch(false)),
  'fairwind.nextEdit.model': setting('auto', 'application', parseText('auto')),
  'fairwind.workspaceModel.maxMemoryMB': setting(256, 'resource', parseWholeNumber(256, 16, 4096)),
  'fairwind.privacy.keepSentDays': setting(7, 'application', parseWholeNumber(7, 0, 365)),
  'fairwind.usage.prices': setting<Prices>({}, 'application', parsePrices),
  'fairwind.usage.currency': setting('USD', 'application', parseText('USD')),
  'fairwind.usage.monthlyLimit': setting(0, 'application', parseAmount),
  'fairwind.embedded.mirror': setting(DEFAULT_HUB, 'application', parseAddress(DEFAULT_HUB)),
  'fairwind.embedded.registry': setting(DEFAULT_REGISTRY, 'application', parseAddress(DEFAULT_REGISTRY)),
  'fairwind.embedded.unloadAfterMinutes': setting(15, 'application', parseWholeNumber(15, 0, 1440)),
  'fairwind.chat.model': setting('auto', 'application', parseText('auto')),
  'fairwind.chat.suggestDocument': setting(true, 'application', parseSwitch(true)),
  'fairwind.chat.instructions': setting('', 'application', parseAnyText),
  'fairwind.chat.promptFolder': setting('', 'application', parseAnyText),
  'fairwind.commit.model': setting('auto', 'application', parseText('auto')),
  'fairwind.commit.language': setting<CommitLanguage>(
    'auto',
    'resource',
    parseChoice(COMMIT_LANGUAGES, 'auto'),
  ),
  'fairwind.commit.hookTimeoutSeconds': setting(5, 'application', parseWholeNumber(5, 1, 120)),
} as const;

export type SettingKey = keyof typeof SETTINGS;

/** The values of all settings. */
export type Settings = {
  readonly [K in SettingKey]: (typeof SETTINGS)[K] extends SettingDefinition<infer T> ? T : never;
};

/**
 * Reads settings as any client sends them: nested (`{fairwind: {completion: {model}}}`), with or without the outer
 * `fairwind`, or with dotted keys. Problems are in words for the output channel.
 */
export function parseSettings(raw: unknown): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const entries = Object.entries(SETTINGS).map(([key, definition]) => {
    const value = findValue(raw, key);
    if (value === undefined || value === null) return [key, definition.default] as const;
    const parsed = definition.parse(value);
    problems.push(...parsed.problems.map((problem) => `${key}: ${problem}`));
    return [key, parsed.value] as const;
  });
  const settings = Object.fromEntries(entries) as unknown as Settings;
  return { settings, problems: [...problems, ...findUnknownModels(settings)] };
}

/** Roles whose setting names a model that is not in `fairwind.models`. */
function findUnknownModels(settings: Settings): string[] {
  const known = new Set(['auto', ...settings['fairwind.models'].map((model) => model.id)]);
  const withoutModel = ['fairwind.completion.model', 'fairwind.nextEdit.model'] as const;
  return (['fairwind.chat.model', 'fairwind.commit.model', ...withoutModel] as const)
    .filter((key) => {
      const mayBeWorkspace = withoutModel.some((other) => other === key);
      return !known.has(settings[key]) && !(mayBeWorkspace && settings[key] === 'workspace');
    })
    .map((key) => `${key}: no model in fairwind.models has the id "${settings[key]}"`);
}

export const defaultSettings: Settings = parseSettings({}).settings;

/** Whether inline completion is on for a language: its own entry decides, else `*`. */
export function isCompletionEnabled(settings: Settings, languageId: string): boolean {
  return isOnFor(settings['fairwind.completion.enable'], languageId);
}

/** Whether a switch is on for a language: its own entry decides, else `*`. */
export function isOnFor(value: LanguageSwitch, languageId: string): boolean {
  return typeof value === 'boolean' ? value : (value[languageId] ?? value['*'] ?? true);
}

function setting<T>(
  defaultValue: T,
  scope: SettingScope,
  parse: (raw: unknown) => Parsed<T>,
): SettingDefinition<T> {
  return { default: defaultValue, scope, parse };
}

function findValue(raw: unknown, key: string): unknown {
  const withoutRoot = key.slice('fairwind.'.length);
  for (const candidate of [key, withoutRoot]) {
    const value = findSetting(raw, candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Finds a dotted key in an object whose levels may themselves be joined by dots; undefined when it is not there. */
export function findSetting(raw: unknown, key: string): unknown {
  if (!isRecord(raw)) return undefined;
  if (Object.hasOwn(raw, key)) return raw[key];
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    const head = key.slice(0, dot);
    if (!Object.hasOwn(raw, head)) continue;
    const value = findSetting(raw[head], key.slice(dot + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

function parseText(fallback: string): (raw: unknown) => Parsed<string> {
  return (raw) =>
    typeof raw === 'string' && raw.trim() !== ''
      ? { value: raw.trim(), problems: [] }
      : { value: fallback, problems: ['expected a text'] };
}

/** A text that may be empty. */
function parseAnyText(raw: unknown): Parsed<string> {
  return typeof raw === 'string'
    ? { value: raw.trim(), problems: [] }
    : { value: '', problems: ['expected a text'] };
}

/** An https address, or an http one of this machine; without a slash at its end. */
function parseAddress(fallback: string): (raw: unknown) => Parsed<string> {
  return (raw) =>
    typeof raw === 'string' && isFetchAddress(raw)
      ? { value: raw.replace(/\/+$/, ''), problems: [] }
      : { value: fallback, problems: ['expected an https address'] };
}

function parseSwitch(fallback: boolean): (raw: unknown) => Parsed<boolean> {
  return (raw) =>
    typeof raw === 'boolean'
      ? { value: raw, problems: [] }
      : { value: fallback, problems: ['expected true or false'] };
}

function parseChoice<T extends string>(choices: readonly T[], fallback: T): (raw: unknown) => Parsed<T> {
  return (raw) => {
    const choice = choices.find((candidate) => candidate === raw);
    return choice === undefined
      ? { value: fallback, problems: [`expected one of ${choices.join(', ')}`] }
      : { value: choice, problems: [] };
  };
}

function parseWholeNumber(fallback: number, least: number, most: number): (raw: unknown) => Parsed<number> {
  return (raw) =>
    typeof raw === 'number' && Number.isInteger(raw) && raw >= least && raw <= most
      ? { value: raw, problems: [] }
      : { value: fallback, problems: [`expected a whole number from ${least} to ${most}`] };
}

function parseAmount(raw: unknown): Parsed<number> {
  return typeof raw === 'number' && Number.isFinite(raw) && raw >= 0
    ? { value: raw, problems: [] }
    : { value: 0, problems: ['expected a number from 0'] };
}

function parseLanguageSwitch(raw: unknown): Parsed<LanguageSwitch> {
  return typeof raw === 'boolean' ? { value: raw, problems: [] } : parseEnableMap(raw);
}

function parseEnableMap(raw: unknown): Parsed<Readonly<Record<string, boolean>>> {
  if (!isRecord(raw))
    return { value: { '*': true }, problems: ['expected a map from language id to true or false'] };
  const map: Record<string, boolean> = { '*': true };
  const problems: string[] = [];
  for (const [languageId, enabled] of Object.entries(raw)) {
    if (typeof enabled === 'boolean') map[languageId] = enabled;
    else problems.push(`${languageId}: expected true or false`);
  }
  return { value: map, problems };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
