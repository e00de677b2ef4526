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

  /** @param title of the conversation, which names the change set and its checkpoint */
  async propose(answerId: string, blocks: readonly CodeBlockData[], title: string): Promise<Applied> {
    const since = Date.now();
    const { proposed, refused } = await this.apply.applyBlocks(
      blocks.map(({ text, language, path }) => ({ text, language: language.toLowerCase(), path })),
      { title },
    );
    if (proposed.length > 0 && !this.#applied.has(answerId)) this.#applied.set(answerId, { title, since });
    const shown =
      proposed.length > 0
        ? [vscode.l10n.t('Changes are shown for {0}. Accept or reject them there.', proposed.join(', '))]
        : [];
    const message = [...shown, ...refused.map((refusal) => refusal.message)].join(' ');
    return { message, isFailure: proposed.length === 0 };
  }

  async restore(answerId: string): Promise<void> {
    const applied = this.#applied.get(answerId);
    if (applied) await this.apply.restore(applied.title, applied.since);
  }
}
