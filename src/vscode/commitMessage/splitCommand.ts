import * as vscode from 'vscode';
import { fileKind } from '../../core/commit/fileKind';
import type {
  CommitPart,
  CommitSplitResult,
  CommitStagePartResult,
  CommitUndoStagePartResult,
} from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { type PickedRepository, pickRepository } from '../scm/repositoryPicker';
import { runShown } from './runShown';

/**
 * The commands that say of what parts the staged change is, keep one of them staged when the person says so, and give
 * back what was staged before. Nothing is ever committed.
 */
export class StagedSplit implements vscode.Disposable {
  readonly #commands: vscode.Disposable;
  /** What it was suggested for, by the root of the repository: the same is not suggested twice. */
  readonly #suggested = new Map<string, string>();
  /** Waits for the commit of the part that is staged, by the root of its repository. */
  readonly #waiting = new Map<string, vscode.Disposable>();

  constructor(private readonly engine: EngineClient) {
    this.#commands = vscode.Disposable.from(
      vscode.commands.registerCommand(CommandId.splitStaged, (clicked: unknown) => this.start(clicked)),
      vscode.commands.registerCommand(CommandId.undoSplit, (clicked: unknown) => this.undo(clicked)),
    );
  }

  /**
   * Says that a change for which a message was just drafted looks like several things. Only where at least two of them
   * have code, for a person who did not ask is not to be bothered with less, and once for the same files.
   */
  async suggest(picked: PickedRepository): Promise<void> {
    const repositoryUri = picked.repository.rootUri.toString();
    const { parts } = await this.engine.request<CommitSplitResult>(Method.commitSplit, { repositoryUri });
    const withCode = parts.filter(({ paths }) => paths.some((path) => fileKind(path) === 'source'));
    const key = JSON.stringify(parts.map(({ paths }) => paths));
    if (withCode.length < 2 || this.#suggested.get(repositoryUri) === key) return;
    this.#suggested.set(repositoryUri, key);
    const split = vscode.l10n.t('Split…');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'What is staged in {0} looks like {1} things: "{2}" and "{3}".',
        picked.name,
        parts.length,
        withCode[0]?.title ?? '',
        withCode[1]?.title ?? '',
      ),
      split,
    );
    if (choice === split) await this.#offer(picked, parts);
  }

  async start(clicked: unknown): Promise<void> {
    const picked = await this.#pick(clicked);
    if (!picked) return;
    const result = await this.#ask<CommitSplitResult>(Method.commitSplit, picked);
    if (!result) return;
    const { parts } = result;
    if (parts.length < 2) {
      void vscode.window.showInformationMessage(
        parts.length === 0
          ? vscode.l10n.t('Nothing is staged in {0}. Stage what you want to look at first.', picked.name)
          : vscode.l10n.t('What is staged in {0} looks like one thing.', picked.name),
      );
      return;
    }
    await this.#offer(picked, parts);
  }

  async #offer(picked: PickedRepository, parts: readonly CommitPart[]): Promise<void> {
    const part = await askPart(parts, picked.name);
    if (part)
      await this.#stage(
        picked,
        part,
        parts.filter((other) => other !== part),
      );
  }

  async undo(clicked: unknown): Promise<void> {
    const picked = await this.#pick(clicked);
    if (picked) await this.#undo(picked);
  }

  dispose(): void {
    this.#commands.dispose();
    for (const listener of this.#waiting.values()) listener.dispose();
  }

  #pick(clicked: unknown): Promise<PickedRepository | undefined> {
    return pickRepository({
      clicked,
      question: vscode.l10n.t('Split what is staged in which repository?'),
    });
  }

  // The caller names the result's type, as with `request` itself.
  #ask<R>(
    method: string,
    { repository, name }: PickedRepository,
    params: object = {},
  ): Promise<R | undefined> {
    const repositoryUri = repository.rootUri.toString();
    return runShown(vscode.l10n.t('Looking at what is staged in {0}', name), (token) =>
      this.engine.request<R>(method, { repositoryUri, ...params }, { token }),
    );
  }

  async #stage(picked: PickedRepository, part: CommitPart, others: readonly CommitPart[]): Promise<void> {
    const result = await this.#ask<CommitStagePartResult>(Method.commitStagePart, picked, {
      paths: part.paths,
    });
    if (!result || result.unstaged === 0) return;
    this.#offerNext(picked, others);
    const undo = vscode.l10n.t('Undo');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '"{0}" is staged in {1}. Other files that wait in the working tree: {2}.',
        part.title,
        picked.name,
        result.unstaged,
      ),
      undo,
    );
    if (choice === undo) await this.#undo(picked);
  }

  /** Once the part is committed, asks whether the next one is to be staged. */
  #offerNext(picked: PickedRepository, others: readonly CommitPart[]): void {
    const key = picked.repository.rootUri.toString();
    this.#waiting.get(key)?.dispose();
    const listener = picked.repository.onDidCommit(() => {
      listener.dispose();
      this.#waiting.delete(key);
      void this.#askNext(picked, others);
    });
    this.#waiting.set(key, listener);
  }

  async #askNext({ repository, name }: PickedRepository, others: readonly CommitPart[]): Promise<void> {
    const [next] = others;
    if (!next) return;
    const stage = vscode.l10n.t('Stage It');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The next part of the change in {0} is "{1}" (files: {2}).',
        name,
        next.title,
        next.paths.length,
      ),
      stage,
    );
    if (choice !== stage) return;
    // A file of which only some lines were staged is the person's to stage again.
    const whole = next.paths.filter((path) => !next.partlyStaged.includes(path));
    await repository.add(whole.map((path) => vscode.Uri.joinPath(repository.rootUri, path).fsPath));
    if (others.length > 1) this.#offerNext({ repository, name }, others.slice(1));
  }

  async #undo(picked: PickedRepository): Promise<void> {
    const result = await this.#ask<CommitUndoStagePartResult>(Method.commitUndoStagePart, picked);
    if (!result) return;
    const key = picked.repository.rootUri.toString();
    this.#waiting.get(key)?.dispose();
    this.#waiting.delete(key);
    void vscode.window.showInformationMessage(
      result.isUndone
        ? vscode.l10n.t('What was staged in {0} before is staged again.', picked.name)
        : vscode.l10n.t(
            'There is nothing to undo in {0}, or something else was staged meanwhile. Nothing was changed.',
            picked.name,
          ),
    );
  }
}

/** The part that stays staged; the person decides. */
async function askPart(parts: readonly CommitPart[], repository: string): Promise<CommitPart | undefined> {
  const items = parts.map((part) => ({
    label: part.title,
    description:
      part.partlyStaged.length === 0
        ? vscode.l10n.t('Files: {0}', part.paths.length)
        : vscode.l10n.t(
            'Files: {0}; of {1} of them only some lines are staged',
            part.paths.length,
            part.partlyStaged.length,
          ),
    detail: part.paths.slice(0, 6).join(', ') + (part.paths.length > 6 ? ', …' : ''),
    part,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    matchOnDetail: true,
    placeHolder: vscode.l10n.t(
      'What is staged in {0} looks like {1} things. Keep which one staged? The rest stays in the working tree.',
      repository,
      parts.length,
    ),
  });
  return chosen?.part;
}
