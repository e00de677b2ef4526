import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver/node';
import { GitFailure } from '../../core/commit/gitPort';
import type { CommitHookParams, CommitHookState } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { isAbortError } from '../../util/abort';
import { withAbortSignal } from '../cancellation';
import { type HookHome, hookHome } from '../commitHook/hookSettings';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';
import type { SettingsStore } from '../settingsStore';
import { pathOfUri } from '../workspaceIndex/documentId';
import { describeGitError, restrictedError } from './commitFailures';

export interface CommitHookOptions {
  readonly settings: SettingsStore;
  /** The editor's folder for the extension over all workspaces; without one there is no place for the hook's settings. */
  readonly globalStorageUri?: string | undefined;
}

/** Serves `fairwind/commit/hook`: installs and removes the hook that drafts messages, and keeps its settings up to date. */
export function registerCommitHook(
  context: HookContext,
  { settings, globalStorageUri }: CommitHookOptions,
): void {
  const { connection, disposables, logger } = context;
  const folder = globalStorageUri === undefined ? undefined : pathOfUri(globalStorageUri);
  const home = folder === undefined ? undefined : hookHome(folder);
  const write = async (to: HookHome) =>
    to.write({
      settings: settings.raw,
      server: join(dirname(__filename), 'server.js'),
      globalStorageUri: globalStorageUri ?? '',
      timeoutMs: settings.current['fairwind.commit.hookTimeoutSeconds'] * 1_000,
    });
  const refresh = () => {
    if (!home?.isThere()) return;
    write(home).catch((error: unknown) =>
      logger.error('The commit hook could not be brought up to date', error),
    );
  };
  refresh();
  disposables.add(settings.onDidChange(refresh));
  connection.onRequest(Method.commitHook, (params: CommitHookParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => change(context, { params, home, write }, signal)).catch(
      toResponseError,
    ),
  );
}

type HookContext = Pick<EngineContext, 'connection' | 'disposables' | 'logger' | 'workspace'>;

interface HookChange {
  readonly params: CommitHookParams;
  readonly home: HookHome | undefined;
  readonly write: (home: HookHome) => Promise<void>;
}

async function change(
  { workspace }: HookContext,
  { params: { repositoryUri, action }, home, write }: HookChange,
  signal: AbortSignal,
): Promise<CommitHookState> {
  if (workspace.isRestricted()) throw restrictedError();
  const root = pathOfUri(repositoryUri) ?? '';
  const { hookState, installHook, removeHook } = await import('../commitHook/installHook');
  try {
    if (action === 'remove') return await removeHook(root, signal);
    if (action !== 'install') return await hookState(root, signal);
    if (!home) throw new Error('initializationOptions.globalStorageUri');
    await write(home);
    return await installHook(root, home.launcher, signal);
  } catch (error) {
    if (error instanceof GitFailure) throw describeGitError(error, root);
    if (isAbortError(error)) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new EngineError(
      'hookFailed',
      l10n.t('The commit hook of {0} was left as it was: {1}', root, detail),
    );
  }
}
