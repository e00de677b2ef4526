import * as vscode from 'vscode';
import { readAnswerBlocks } from '../../core/apply/answerBlocks';
import { diffTexts } from '../../core/apply/diffTexts';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { ApplyBlocks, type ApplyOptions, type ApplyOutcome, type BlockToApply } from './applyBlocks';
import { ChangeSet } from './changeSet';
import { type Checkpoint, Checkpoints } from './checkpoints';
import { ProposedFile } from './proposedFile';
import { resolveTarget } from './resolveTarget';
import { Review } from './review';

export type { ApplyOutcome, BlockToApply } from './applyBlocks';

export interface Apply {
  dispose(): void;
  /**
   * Shows what blocks would change, as one set: the person accepts or rejects it there, and nothing is written before.
   * Failures are told to the person, and are in the outcome too.
   */
  applyBlocks(blocks: readonly BlockToApply[], options: ApplyOptions): Promise<ApplyOutcome>;
  /** Shows what would bring files back to before the changes of that title that were first accepted since then. */
  restore(title: string, since: number): Promise<void>;
}

/** Applies the code of answers, and brings back what was there before. */
export function registerApply(context: vscode.ExtensionContext, engine: EngineClient): Apply {
  const checkpoints = new Checkpoints(context.storageUri);
  const review = new Review();
  const service = new ApplyBlocks({ engine, checkpoints, review });
  const disposables = vscode.Disposable.from(
    review,
    vscode.commands.registerCommand(CommandId.applyClipboard, () => applyClipboard(service)),
    vscode.commands.registerCommand(CommandId.restoreCheckpoint, () =>
      restoreCheckpoint(checkpoints, review),
    ),
  );
  return {
    applyBlocks: (blocks, options) => service.apply(blocks, options),
    restore: async (title, since) => {
      const kept = await checkpoints.list();
      const first = kept.findLast(
        (checkpoint) => checkpoint.title === title && checkpoint.createdAt >= since,
      );
      if (first) await showCheckpoint(first, { checkpoints, review });
      else
        void vscode.window.showInformationMessage(
          vscode.l10n.t('No change of this answer was accepted, so there is nothing to bring back.'),
        );
    },
    dispose: () => void disposables.dispose(),
  };
}

/** Whatever was copied: a whole answer with its blocks, or the code of one. */
async function applyClipboard(service: ApplyBlocks): Promise<void> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() === '') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The clipboard is empty. Copy code or a whole answer first.'),
    );
    return;
  }
  const fenced = readAnswerBlocks(text);
  const blocks = fenced.length > 0 ? fenced : [{ text, language: '', path: undefined }];
  await service.apply(blocks, { title: vscode.l10n.t('Code from the Clipboard') });
}

/** Shows what would bring files back to a checkpoint, as a change set like any other. */
async function restoreCheckpoint(checkpoints: Checkpoints, review: Review): Promise<void> {
  const all = await checkpoints.list();
  if (all.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No checkpoint is kept in this workspace yet. One is kept before changes of an answer are accepted.',
      ),
    );
    return;
  }
  const items = all.map((checkpoint) => ({
    label: checkpoint.title,
    description: new Date(checkpoint.createdAt).toLocaleString(vscode.env.language),
    detail: checkpoint.files.map(({ path }) => path).join(', '),
    checkpoint,
  }));
  const placeHolder = vscode.l10n.t('Before which changes? What would be brought back is shown first.');
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  if (chosen) await showCheckpoint(chosen.checkpoint, { checkpoints, review });
}

async function showCheckpoint(
  checkpoint: Checkpoint,
  { checkpoints, review }: { readonly checkpoints: Checkpoints; readonly review: Review },
): Promise<void> {
  const files = await filesOf(checkpoint);
  if (files.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The files are as they were before these changes. There is nothing to bring back.'),
    );
    return;
  }
  const title = vscode.l10n.t('Back to before: {0}', checkpoint.title);
  await review.show(new ChangeSet(title, files, { checkpoints, warn }));
}

async function filesOf({ files }: Checkpoint): Promise<readonly ProposedFile[]> {
  const proposed: ProposedFile[] = [];
  for (const { path, text } of files) {
    const target = await resolveTarget(path);
    if ('problem' in target) {
      warn(target.problem);
      continue;
    }
    const document = target.isNew ? undefined : await vscode.workspace.openTextDocument(target.uri);
    // A file that was made is emptied rather than deleted: whatever was added since is seen before it goes.
    const hunks = diffTexts(document?.getText() ?? '', inEndsOf(document, text ?? ''));
    if (hunks.length > 0) proposed.push(new ProposedFile(target, document, hunks));
  }
  return proposed;
}

/** The line ends of a document may have changed since; they are no change of its text. */
function inEndsOf(document: vscode.TextDocument | undefined, text: string): string {
  if (!document) return text;
  return text.replace(/\r\n|\r|\n/g, document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
}

function warn(message: string): void {
  void vscode.window.showWarningMessage(message);
}
