import * as vscode from 'vscode';
import { EAGERNESSES, type Eagerness } from '../../core/config/settings';
import { currentSettings, writeSetting } from '../hostSettings';

/** Asks how eagerly to suggest, with words on what each choice means. */
export async function chooseEagerness(): Promise<void> {
  const current = currentSettings()['fairwind.completion.eagerness'];
  const picked = await vscode.window.showQuickPick(
    EAGERNESSES.map((eagerness) => ({
      eagerness,
      label: eagernessName(eagerness),
      detail: eagernessWords(eagerness),
      ...(eagerness === current && { description: vscode.l10n.t('now') }),
    })),
    { title: vscode.l10n.t('How eagerly shall suggestions be made?') },
  );
  if (picked) await writeSetting('fairwind.completion.eagerness', picked.eagerness);
}

/** An eagerness in one word. */
export function eagernessName(eagerness: Eagerness): string {
  switch (eagerness) {
    case 'low':
      return vscode.l10n.t('low');
    case 'medium':
      return vscode.l10n.t('medium');
    case 'high':
      return vscode.l10n.t('high');
  }
}

function eagernessWords(eagerness: Eagerness): string {
  switch (eagerness) {
    case 'low':
      return vscode.l10n.t('Only what is almost certainly right.');
    case 'medium':
      return vscode.l10n.t('What is right more often than not.');
    case 'high':
      return vscode.l10n.t('More suggestions, wrong more often.');
  }
}
