import * as vscode from 'vscode';
import type { CodeBlockData } from '../../../protocol/webview';

/** Proposes code as changes of files, which the person accepts or rejects in a comparison. */
export interface CodeApplier {
  applyBlocks(
    blocks: readonly {
      readonly text: string;
      readonly language: string;
      readonly path: string | undefined;
    }[],
    options: { readonly title: string },
  ): Promise<{
    /** Paths of the files whose changes are shown. */
    readonly proposed: readonly string[];
    readonly refused: readonly { readonly message: string }[];
  }>;
}

export interface Applied {
  /** What became of it, in words. */
  readonly message: string;
  readonly isFailure: boolean;
}

/** @param title names the change set and its checkpoint */
export async function applyCode(
  applier: CodeApplier,
  blocks: readonly CodeBlockData[],
  title: string,
): Promise<Applied> {
  const { proposed, refused } = await applier.applyBlocks(
    blocks.map(({ text, language, path }) => ({ text, language: language.toLowerCase(), path })),
    { title },
  );
  const shown =
    proposed.length > 0
      ? [vscode.l10n.t('Changes are shown for {0}. Accept or reject them there.', proposed.join(', '))]
      : [];
  const message = [...shown, ...refused.map((refusal) => refusal.message)].join(' ');
  return { message, isFailure: proposed.length === 0 };
}
