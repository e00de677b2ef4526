import * as vscode from 'vscode';
import { SETTINGS, type SettingKey } from '../core/config/settings';

/**
 * Reads every setting for the engine. Those of application scope are read from the person's own settings alone,
 * with `inspect`: a repository could set them in a nested form that `restrictedConfigurations` missed before 1.136.2.
 */
export function readHostSettings(): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration();
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(SETTINGS) as SettingKey[]) {
    values[key] =
      SETTINGS[key].scope === 'application'
        ? configuration.inspect(key)?.globalValue
        : configuration.get<unknown>(key);
  }
  return values;
}

/** Calls `listener` when a setting of Fairwind has changed. */
export function onDidChangeHostSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('fairwind')) listener();
  });
}
