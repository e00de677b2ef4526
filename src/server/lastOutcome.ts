import * as l10n from '@vscode/l10n';
import type { CompletionOutcome } from '../core/completion/completionTypes';
import { EDITOR_REASONS } from '../core/completion/reasons';
import { ModelError } from '../core/model/errors';
import { GateRefusal } from '../core/privacy/gate';
import { modelLabel } from '../core/model/languageModel';
import type { CompletionWhyParams, CompletionWhyResult } from '../protocol/engine';
import { describeCompletionReason } from './completionReasons';
import { describeModelError, describeRefusal } from './errorMessages';
import type { WorkspaceInfo } from './engineContext';

/** A request that has ended, and where it was made. */
interface EndedRequest {
  readonly outcome: CompletionOutcome;
  readonly uri: string;
  readonly languageId: string;
  readonly durationMs: number;
}

/** How the last request ended, for "Why no suggestion?". */
export class LastOutcome {
  #last: EndedRequest | undefined;

  constructor(private readonly workspace: WorkspaceInfo) {}

  remember(ended: EndedRequest): void {
    this.#last = ended;
  }

  /** The reason in words: the editor's own, where it did not ask at all, else that of the last request. */
  describe({ uri, languageId, editorReason }: CompletionWhyParams): CompletionWhyResult {
    // Other editors send what they like; a reason that has no words here is not one.
    const reason = EDITOR_REASONS.find((known) => known === editorReason);
    if (reason) {
      const words = describeCompletionReason(reason, languageId ?? '');
      return { reason, message: this.#about(uri, words), ...(uri !== undefined && { uri }) };
    }
    if (!this.#last)
      return { reason: 'none', message: l10n.t('No suggestion has been asked for yet. Type in a file.') };
    return this.#describeEnded(this.#last);
  }

  #describeEnded({ outcome, uri, languageId, durationMs }: EndedRequest): CompletionWhyResult {
    if (outcome.kind === 'suggestion') {
      const path = this.workspace.relativePath(uri);
      const words = l10n.t(
        '{0} suggested something in {1}. The editor hides it while a snippet is being filled in.',
        modelLabel(outcome.model),
        path,
      );
      return { reason: 'suggestion', message: words, uri, durationMs };
    }
    const { error, reason } = outcome;
    // A refusal names the file itself, which may be another one.
    if (error instanceof GateRefusal) return { reason, message: describeRefusal(error), uri, durationMs };
    const words = ModelError.is(error)
      ? describeModelError(error)
      : describeCompletionReason(reason, languageId);
    return { reason, message: this.#about(uri, words), uri, durationMs };
  }

  #about(uri: string | undefined, words: string): string {
    return uri === undefined ? words : `${this.workspace.relativePath(uri)}: ${words}`;
  }
}
