import * as vscode from 'vscode';
import type { OffsetEdit } from '../../core/apply/placement';
import { type MovedHunks, moveHunks, proposedRanges, proposedText } from '../../core/apply/pendingHunks';
import { isShownPlain } from '../../core/apply/protectedFiles';
import type { Target } from './resolveTarget';

export const PROPOSAL_SCHEME = 'fairwind-apply';

let nextId = 1;

/** One file of a change set, with what is still proposed for it. */
export class ProposedFile {
  /** The virtual document that shows the file as it would be. */
  readonly proposalUri: vscode.Uri;
  /** What stands on the left side: the file itself, or nothing for a new one. */
  readonly originalUri: vscode.Uri;
  #hunks: readonly OffsetEdit[];

  constructor(
    readonly target: Target,
    /** The document of the file; undefined for one that is to be made. */
    readonly document: vscode.TextDocument | undefined,
    hunks: readonly OffsetEdit[],
  ) {
    this.#hunks = hunks;
    // As text of its own language a document may make VS Code fetch what it names: not before it is accepted.
    const ending = isShownPlain(target.path) || target.isNew ? '.txt' : '';
    const path = `/${target.path}${ending}`;
    const query = String(nextId++);
    this.proposalUri = vscode.Uri.from({ scheme: PROPOSAL_SCHEME, path, query });
    this.originalUri = document
      ? target.uri
      : vscode.Uri.from({ scheme: PROPOSAL_SCHEME, path, query: `${query}-nothing` });
  }

  get hunks(): readonly OffsetEdit[] {
    return this.#hunks;
  }

  /** The file as it would be with all that is still proposed. */
  get proposedText(): string {
    return proposedText(this.document?.getText() ?? '', this.#hunks);
  }

  /** Takes hunks away, because they were accepted or rejected. */
  remove(hunks: readonly OffsetEdit[]): void {
    this.#hunks = this.#hunks.filter((hunk) => !hunks.includes(hunk));
  }

  replaceHunks(hunks: readonly OffsetEdit[]): void {
    this.#hunks = hunks;
  }

  /** Moves the hunks along with a change of the document. */
  follow({ contentChanges }: vscode.TextDocumentChangeEvent): MovedHunks {
    const moved = moveHunks(
      this.#hunks,
      contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        start: rangeOffset,
        end: rangeOffset + rangeLength,
        newLength: text.length,
      })),
    );
    this.#hunks = moved.hunks;
    return moved;
  }

  /** The lines of the hunks in a document of the review: the proposal, or the file itself. */
  rangesIn(document: vscode.TextDocument): readonly vscode.Range[] {
    const isProposal = document.uri.toString() === this.proposalUri.toString();
    const offsets = isProposal ? proposedRanges(this.#hunks) : this.#hunks;
    return offsets.map(
      ({ start, end }) => new vscode.Range(document.positionAt(start), document.positionAt(end)),
    );
  }

  /** Adds hunks to an edit of the workspace. */
  addTo(edit: vscode.WorkspaceEdit, hunks: readonly OffsetEdit[]): void {
    const { document, target } = this;
    if (!document) {
      const contents = new TextEncoder().encode(proposedText('', hunks));
      edit.createFile(target.uri, { overwrite: false, ignoreIfExists: false, contents });
      return;
    }
    for (const { start, end, newText } of hunks) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(target.uri, range, newText);
    }
  }
}
