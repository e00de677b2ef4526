import * as vscode from 'vscode';
import { NETWORK_SETTING_KEYS } from '../core/config/networkSettings';
import { SETTINGS, type SettingKey, type Settings, parseSettings } from '../core/config/settings';
import { type InspectedSetting, findTarget } from './settingTarget';

/**
 * Reads every setting for the engine, and VS Code's own for the network. These and those of application scope are read
 * from the person's own settings alone, with `inspect`: a repository could set them in a nested form that
 * `restrictedConfigurations` missed before 1.136.2.
 */
export function readHostSettings(): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration();
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(SETTINGS) as SettingKey[]) {
    const { scope } = SETTINGS[key];
    if (scope === 'application') values[key] = configuration.inspect(key)?.globalValue;
    else if (scope === 'language-overridable') values[key] = readByLanguage(key);
    else values[key] = configuration.get<unknown>(key);
  }
  for (const key of NETWORK_SETTING_KEYS) values[key] = configuration.inspect(key)?.globalValue;
  return values;
}

/** A setting by language id: what the `[language]` blocks of the settings say, and `*` for all other languages. */
function readByLanguage(key: SettingKey): Record<string, unknown> {
  const { languageIds = [] } = vscode.workspace.getConfiguration().inspect<unknown>(key) ?? {};
  const valueIn = (languageId?: string) =>
    vscode.workspace
      .getConfiguration('', languageId === undefined ? undefined : { languageId })
      .get<unknown>(key);
  const values: Record<string, unknown> = { '*': valueIn() };
  for (const languageId of languageIds) values[languageId] = valueIn(languageId);
  return values;
}

/** The settings as the engine understands them. */
export function currentSettings(): Settings {
  return parseSettings(readHostSettings()).settings;
}

/** Writes a setting where the change takes effect; one of application scope only ever into the person's own settings. */
export async function writeSetting<K extends SettingKey>(key: K, value: Settings[K]): Promise<void> {
  await changeSetting<Settings[K]>(key, () => value);
}

/**
 * Changes a setting from the value that it has at the place where the change takes effect, undefined where none is set.
 * @param decides whether a workspace's value settles the matter, see `findTarget`
 */
export async function changeSetting<T>(
  key: SettingKey,
  change: (own: T | undefined) => T,
  decides?: (value: T) => boolean,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const inspected: InspectedSetting<T> = configuration.inspect<T>(key) ?? {};
  const isOwnAlone = SETTINGS[key].scope === 'application';
  const target = isOwnAlone ? 'user' : findTarget(inspected, decides);
  if (target === 'user')
    await configuration.update(key, change(inspected.globalValue), vscode.ConfigurationTarget.Global);
  else
    await configuration.update(key, change(inspected.workspaceValue), vscode.ConfigurationTarget.Workspace);
}

/** Calls `listener` when a setting that {@link readHostSettings} reads has changed. */
export function onDidChangeHostSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('fairwind') || event.affectsConfiguration('http')) listener();
  });
}
