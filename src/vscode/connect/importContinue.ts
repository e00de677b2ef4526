import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { CommandId } from '../commandIds';
import { type ImportedModel, readContinueConfig } from './continueConfig';
import { connectEntry, ownModels } from './connectEntry';
import { makeEntry } from './modelEntry';
import { ROLES } from './roleSettings';
import { type Step, pickMany } from './steps';
import type { ConnectContext } from './useModel';

/** Continue's configuration file, found in the person's home folder. */
export interface ContinueFile {
  readonly path: string;
  readonly text: string;
}

/** UTF-16 units; no one writes a longer one by hand. */
const MAX_LENGTH = 1_000_000;

/** The file that Continue itself would read, in the folder where it would: `config.yaml`, else the older `config.json`. */
export async function findContinueConfig(): Promise<ContinueFile | undefined> {
  const folder = process.env['CONTINUE_GLOBAL_DIR'] ?? join(homedir(), '.continue');
  for (const name of ['config.yaml', 'config.json']) {
    const path = join(folder, name);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined && text.length <= MAX_LENGTH) return { path, text };
  }
  return undefined;
}

/** Takes models over from Continue, and checks them. A key is taken only when the person says so, one by one. */
export async function importFromContinue(context: ConnectContext, file: ContinueFile): Promise<Step<'done'>> {
  const { parse } = await import('yaml');
  let parsed: unknown;
  try {
    // JSON is YAML, too.
    parsed = parse(file.text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be read: {1}', file.path, reason));
    return 'back';
  }
  const { models, leftOut } = readContinueConfig(parsed);
  const items = models.map((model) => ({
    label: model.title,
    description: `${model.model} · ${new URL(model.baseUrl).host}`,
    picked: true,
    model,
  }));
  const picked = await pickMany(items, {
    title: vscode.l10n.t('Import from Continue'),
    placeholder:
      leftOut.length === 0
        ? vscode.l10n.t('Which models?')
        : vscode.l10n.t(
            'Which models? Left out, because Fairwind has no use for them: {0}',
            leftOut.join(', '),
          ),
  });
  if (picked === 'back') return 'back';
  if (picked.length === 0) return 'back';
  const keys = await confirmKeys(picked.map(({ model }) => model));
  if (keys === 'back') return 'back';
  await addModels(picked.map(({ model }) => model));
  for (const [origin, key] of keys) {
    context.keys.propose(origin, key);
    await context.keys.keep(origin);
  }
  await vscode.commands.executeCommand(CommandId.checkModels);
  return 'done';
}

/** The keys that the person lets in, by origin. Nothing is stored here. */
async function confirmKeys(models: readonly ImportedModel[]): Promise<Step<ReadonlyMap<string, string>>> {
  const confirmed = new Map<string, string>();
  const asked = new Set<string>();
  const take = vscode.l10n.t('Take the Key');
  const leave = vscode.l10n.t('Leave It');
  for (const { key, baseUrl } of models) {
    const { origin } = new URL(baseUrl);
    if (key === undefined || asked.has(origin)) continue;
    asked.add(origin);
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('Take over the key for {0} that Continue has?', origin),
      {
        modal: true,
        detail: vscode.l10n.t('It goes into VS Code’s secret storage and to {0} alone.', origin),
      },
      take,
      leave,
    );
    if (answer === undefined) return 'back';
    if (answer === take) confirmed.set(origin, key);
  }
  return confirmed;
}

/** What is connected already keeps what it does; else the first of Continue's models with a role has it. */
async function addModels(imported: readonly ImportedModel[]): Promise<void> {
  let free = ownModels().length === 0 ? ROLES : [];
  for (const model of imported) {
    const { contextTokens } = model;
    const entry = makeEntry(model, { model: model.model, name: model.title }, ownModels());
    const roles = free.filter((role) => model.roles.includes(role));
    await connectEntry({ ...entry, ...(contextTokens !== undefined && { contextTokens }) }, roles);
    free = free.filter((role) => !roles.includes(role));
  }
}
