import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import type { StatusParams } from '../../protocol/engine';
import type { EngineState } from '../engineClient';

/** What the status-bar item shows. */
export interface StatusWords {
  /** A codicon's name. */
  readonly icon: string;
  /** The short text behind the icon. */
  readonly text: string;
  /** What it means, for the tooltip and for screen readers. */
  readonly words: string;
  readonly isProblem?: boolean;
}

/** What the item depends on. */
export interface StatusItemState {
  readonly engineState: EngineState;
  readonly status?: StatusParams;
  readonly isSnoozed: boolean;
  /** Minutes of a snooze with an end. */
  readonly minutesLeft?: number;
  /** The language of the active editor when suggestions are off for it; `*` when they are off and none is open. */
  readonly offFor?: string;
}

/** What is wrong or being done comes first, then what the person has switched off, then who answers. */
export function describeStatusItem(state: StatusItemState): StatusWords {
  const { engineState, status } = state;
  switch (engineState) {
    case 'untrusted':
      return {
        icon: 'shield',
        text: 'Fairwind',
        words: vscode.l10n.t('Waits until you trust this workspace.'),
      };
    case 'stopped':
      return {
        icon: 'warning',
        text: 'Fairwind',
        words: vscode.l10n.t('The engine is not running. Run "Fairwind: Restart Engine".'),
        isProblem: true,
      };
    case 'starting':
      return starting();
    case 'running':
      return status ? describeRunning(state, status) : starting();
  }
}

function starting(): StatusWords {
  return { icon: 'loading~spin', text: 'Fairwind', words: vscode.l10n.t('Starting…') };
}

function describeRunning(state: StatusItemState, status: StatusParams): StatusWords {
  const { model, role, message } = status;
  const text = model.provider === 'workspace' ? vscode.l10n.t('workspace model') : modelLabel(model);
  const host = model.isLocal ? vscode.l10n.t('{0} (this machine)', model.host) : model.host;
  const name = vscode.l10n.t('{0} on {1}', text, host);
  switch (status.state) {
    case 'error':
      return {
        icon: 'warning',
        text,
        words: message ?? vscode.l10n.t('{0} failed.', name),
        isProblem: true,
      };
    case 'busy':
      return { icon: 'loading~spin', text, words: message ?? describeWork(role, name) };
    case 'idle':
      return describeSwitchedOff(state) ?? describeResting(model, text, name);
  }
}

function describeSwitchedOff({ isSnoozed, minutesLeft, offFor }: StatusItemState): StatusWords | undefined {
  if (offFor !== undefined)
    return {
      icon: 'circle-slash',
      text: vscode.l10n.t('Off'),
      words:
        offFor === '*'
          ? vscode.l10n.t('Suggestions are turned off.')
          : vscode.l10n.t('Suggestions are turned off for {0}.', offFor),
    };
  if (!isSnoozed) return undefined;
  return minutesLeft === undefined
    ? {
        icon: 'bell-slash',
        text: vscode.l10n.t('Snoozed'),
        words: vscode.l10n.t('Suggestions are snoozed until the window is closed or reloaded.'),
      }
    : {
        icon: 'bell-slash',
        text: vscode.l10n.t('{0} min', minutesLeft),
        words: vscode.l10n.t('Suggestions are snoozed for {0} more minutes.', minutesLeft),
      };
}

/** A cloud stands for every model that is not on this machine. */
function describeResting(model: StatusParams['model'], text: string, name: string): StatusWords {
  const words =
    model.provider === 'workspace'
      ? vscode.l10n.t(
          'The workspace model suggests code. It learns from your files on this machine and sends nothing.',
        )
      : vscode.l10n.t('{0} is ready.', name);
  return { icon: model.isLocal ? 'sparkle' : 'cloud', text, words };
}

function describeWork(role: StatusParams['role'], name: string): string {
  switch (role) {
    case 'chat':
      return vscode.l10n.t('{0} is answering in the chat.', name);
    case 'commit':
      return vscode.l10n.t('{0} is drafting a commit message.', name);
    default:
      return vscode.l10n.t('{0} is suggesting code.', name);
  }
}
