import * as vscode from 'vscode';
import { type Settings, isCompletionEnabled } from '../../core/config/settings';
import { modelLabel } from '../../core/model/languageModel';
import type { StatusParams } from '../../protocol/engine';
import { CommandId, FOCUS_CHAT_VIEW } from '../commandIds';
import type { EngineState } from '../engineClient';
import { eagernessName } from './chooseEagerness';

/** One line of the menu: a command, or the title of the lines below it when it has none. */
export interface MenuEntry {
  readonly label: string;
  /** A codicon's name; empty for a title. */
  readonly icon: string;
  /** The present value, in grey behind the label. */
  readonly description?: string;
  readonly command?: string;
  readonly arguments?: readonly unknown[];
}

/** What the menu depends on. */
export interface MenuState {
  readonly engineState: EngineState;
  readonly status?: StatusParams;
  readonly settings: Settings;
  readonly isSnoozed: boolean;
  /** Minutes of a snooze with an end. */
  readonly minutesLeft?: number;
  /** The active editor's language. */
  readonly languageId?: string;
}

/** The lines of the menu. Each does something at the moment; what would do nothing is not there. */
export function menuEntries(state: MenuState): readonly MenuEntry[] {
  const { engineState } = state;
  if (engineState === 'untrusted') return [trustEntry(), ...engineEntries(false)];
  return [
    ...troubleEntries(state),
    title(vscode.l10n.t('Suggestions')),
    ...suggestionEntries(state),
    title(vscode.l10n.t('Models')),
    entry('plug', vscode.l10n.t('Connect a model…'), CommandId.connectModel),
    entry('pulse', vscode.l10n.t('Check the connection'), CommandId.checkModels),
    ...(state.settings['fairwind.models'].length > 0
      ? [entry('key', vscode.l10n.t('Set an API key…'), CommandId.setKey)]
      : []),
    entry('eye', vscode.l10n.t('What was sent'), CommandId.showSent),
    entry('graph', vscode.l10n.t('Usage and cost'), CommandId.showUsage),
    ...engineEntries(true),
  ];
}

function trustEntry(): MenuEntry {
  return entry(
    'shield',
    vscode.l10n.t('Manage workspace trust: Fairwind waits for it'),
    'workbench.trust.manage',
  );
}

/** What is wrong now, each line with its way out. */
function troubleEntries({ engineState, status }: MenuState): MenuEntry[] {
  if (engineState === 'stopped')
    return [entry('refresh', vscode.l10n.t('Restart the engine'), CommandId.restartEngine)];
  return status?.message === undefined ? [] : [entry('warning', status.message, CommandId.checkModels)];
}

function suggestionEntries({ settings, isSnoozed, minutesLeft, languageId, status }: MenuState): MenuEntry[] {
  const isOn = settings['fairwind.completion.enable']['*'] ?? true;
  const isOnHere = languageId === undefined ? isOn : isCompletionEnabled(settings, languageId);
  return [
    switchEntry(
      isOn,
      isOn ? vscode.l10n.t('Turn suggestions off') : vscode.l10n.t('Turn suggestions on'),
      CommandId.toggleCompletion,
    ),
    ...(languageId === undefined
      ? []
      : [
          switchEntry(
            isOnHere,
            isOnHere
              ? vscode.l10n.t('Turn suggestions off for {0}', languageId)
              : vscode.l10n.t('Turn suggestions on for {0}', languageId),
            CommandId.toggleLanguage,
          ),
        ]),
    ...snoozeEntries(isOnHere, isSnoozed, minutesLeft),
    entry(
      'dashboard',
      vscode.l10n.t('Eagerness…'),
      CommandId.chooseEagerness,
      eagernessName(settings['fairwind.completion.eagerness']),
    ),
    entry(
      'server',
      vscode.l10n.t('Model for suggestions…'),
      CommandId.chooseModel,
      describeModel(settings, status),
    ),
    nextEditEntry(settings['fairwind.nextEdit.enable']),
    entry('question', vscode.l10n.t('Why no suggestion?'), CommandId.whyNoSuggestion),
  ];
}

function nextEditEntry(isOn: boolean): MenuEntry {
  const label = isOn ? vscode.l10n.t('Turn next edits off') : vscode.l10n.t('Turn next edits on');
  return switchEntry(isOn, label, CommandId.toggleNextEdit);
}

function switchEntry(isOn: boolean, label: string, command: string): MenuEntry {
  return entry(
    isOn ? 'circle-slash' : 'check',
    label,
    command,
    isOn ? vscode.l10n.t('now on') : vscode.l10n.t('now off'),
  );
}

/** Nothing to snooze where suggestions are off. */
function snoozeEntries(isOn: boolean, isSnoozed: boolean, minutesLeft: number | undefined): MenuEntry[] {
  if (isSnoozed) {
    const left =
      minutesLeft === undefined
        ? vscode.l10n.t('snoozed until the window is reloaded')
        : vscode.l10n.t('snoozed for {0} min', minutesLeft);
    return [entry('bell', vscode.l10n.t('Resume suggestions'), CommandId.resume, left)];
  }
  return isOn ? [entry('bell-slash', vscode.l10n.t('Snooze suggestions…'), CommandId.snooze)] : [];
}

/** The chosen model; for `auto` also the one that it comes to. */
function describeModel(settings: Settings, status: StatusParams | undefined): string {
  const chosen = settings['fairwind.completion.model'];
  const name = status && status.state === 'idle' ? modelLabel(status.model) : undefined;
  return chosen === 'auto' && name !== undefined ? `auto (${name})` : chosen;
}

function engineEntries(hasChat: boolean): MenuEntry[] {
  return [
    title('Fairwind'),
    ...(hasChat ? [entry('comment-discussion', vscode.l10n.t('Open the chat'), FOCUS_CHAT_VIEW)] : []),
    entry('settings-gear', vscode.l10n.t('All settings'), CommandId.openSettings),
    entry('output', vscode.l10n.t('Show the log'), CommandId.showOutput),
  ];
}

function title(label: string): MenuEntry {
  return { icon: '', label };
}

function entry(icon: string, label: string, command: string, description?: string): MenuEntry {
  return { icon, label, command, ...(description !== undefined && { description }) };
}
