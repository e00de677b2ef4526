import * as vscode from 'vscode';
import type { CodeBlockData } from '../../../protocol/webview';
import type { Apply } from '../../apply/registerApply';

export interface Applied {
  /** What became of it, in words. */
  readonly message: string;
  readonly isFailure: boolean;
}

/** Proposes the code of answers as changes of files, and knows of which answers files can be brought back. */
export class AnswerChanges {
  /** By answer: the change set's title, and when it was first shown. In memory alone: a file can claim no such thing. */
  readonly #applied = new Map<string, { readonly title: string; readonly since: number }>();

  constructor(private readonly apply: Pick<Apply, 'applyBlocks' | 'restore'>) {}

  canRestore(answerId: string): boolean {
    return this.#applied.has(answerId);
  }

  /**
   * @param title of the conversation, which names the change set and its checkpoint
   * @param report called when the changes are shown or refused, and once more when all of them are decided
   */
  async propose(
    answerId: string,
    blocks: readonly CodeBlockData[],
    { title, report }: { readonly title: string; readonly report: (applied: Applied) => void },
  ): Promise<void> {
    const since = Date.now();
    const shown: { onEnd?: (accepted: number) => void } = {};
    const { proposed, refused } = await this.apply.applyBlocks(
      blocks.map(({ text, language, path }) => ({ text, language: language.toLowerCase(), path })),
      { title, onEnd: (accepted) => shown.onEnd?.(accepted) },
    );
    const refusals = refused.map((refusal) => refusal.message);
    const say = (words: readonly string[]) =>
      report({ message: [...words, ...refusals].join(' '), isFailure: proposed.length === 0 });
    if (proposed.length === 0) {
      say([]);
      return;
    }
    if (!this.#applied.has(answerId)) this.#applied.set(answerId, { title, since });
    const paths = proposed.join(', ');
    shown.onEnd = (accepted) =>
      say([
        accepted === 0
          ? vscode.l10n.t('No change was accepted.')
          : vscode.l10n.t('Changes accepted in {0}: {1}.', paths, accepted),
      ]);
    say([vscode.l10n.t('Changes are shown for {0}. Accept or reject them there.', paths)]);
  }

  async restore(answerId: string): Promise<void> {
    const applied = this.#applied.get(answerId);
    if (applied) await this.apply.restore(applied.title, applied.since);
  }
}
