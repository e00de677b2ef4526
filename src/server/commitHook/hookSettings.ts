import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { launcherScript } from './hookScript';

/** What the hook reads when git runs it. It holds no key. */
export interface HookSettings {
  /** The settings as the editor last sent them. */
  readonly settings: unknown;
  /** The engine's own script. */
  readonly server: string;
  readonly globalStorageUri: string;
  /** Milliseconds after which the hook gives up. */
  readonly timeoutMs: number;
}

/** The private folder that all hooks of the person lead to. */
export interface HookHome {
  /** The script that the hooks run. */
  readonly launcher: string;
  /** Whether a hook was ever installed. */
  readonly isThere: () => boolean;
  /** Writes launcher and settings, for the person alone to read. */
  readonly write: (settings: HookSettings) => Promise<void>;
}

/** @param globalFolder the editor's folder for the extension, over all workspaces */
export function hookHome(
  globalFolder: string,
  program = process.execPath,
  script = join(__dirname, 'hook.js'),
): HookHome {
  const folder = join(globalFolder, 'commit-hook');
  const launcher = join(folder, 'run.sh');
  const settingsPath = join(folder, 'settings.json');
  return {
    launcher,
    isThere: () => existsSync(launcher),
    async write(settings) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
      await replace(settingsPath, JSON.stringify(settings));
      await replace(launcher, launcherScript({ program, script, settings: settingsPath }));
    },
  };
}

/** Whoever reads the file meanwhile reads the old one or the new one, whole. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, text, { mode: 0o600 });
  await rename(temporary, path);
}
