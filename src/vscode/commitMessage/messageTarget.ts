import * as vscode from 'vscode';
import { messageRange, positionIn, readMessageDocument } from '../../core/commit/editor/messageDocument';
import { type TextChange, applyChanges } from '../../core/commit/reword/wordDiff';
import { type PickedRepository, pickRepository } from '../scm/repositoryPicker';

/** What VS Code calls the language of commit messages. */
const MESSAGE_LANGUAGE = 'git-commit';

/** A commit message that a person writes: in an editor, or in the box of Source Control. */
export interface MessageTarget {
  /** What people call it. */
  readonly name: string;
  /** The message, without git's comments. */
  readonly text: string;
  /** Makes the changes, unless the message has changed meanwhile: then it is left as it is, and the answer is false. */
  readonly apply: (changes: readonly TextChange[]) => Promise<boolean>;
}

export function isMessage(document: vscode.TextDocument): boolean {
  return document.languageId === MESSAGE_LANGUAGE && document.uri.scheme === 'file';
}

/**
 * The message that a command is for: that of a document when one is named or in front, else the box of the repository
 * that was clicked or picked. Undefined when there is none, after the person was told why.
 */
export async function findTarget(
  clicked: unknown,
  uri: string | undefined,
): Promise<MessageTarget | undefined> {
  const front = vscode.window.activeTextEditor?.document;
  const named = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  const document = named ?? (clicked === undefined || clicked instanceof vscode.Uri ? front : undefined);
  if (document && isMessage(document)) return documentTarget(document);
  const picked = await pickRepository({
    clicked: clicked instanceof vscode.Uri ? undefined : clicked,
    question: vscode.l10n.t('Better the commit message of which repository?'),
  });
  return picked && boxTarget(picked);
}

function documentTarget(document: vscode.TextDocument): MessageTarget | undefined {
  const range = messageRange(readMessageDocument(document.getText()));
  if (!range) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no commit message yet to better.'));
    return undefined;
  }
  const { version } = document;
  return {
    name: vscode.workspace.asRelativePath(document.uri),
    text: range.text,
    async apply(changes) {
      if (document.isClosed || document.version !== version) return false;
      const edit = new vscode.WorkspaceEdit();
      for (const { start, end, newText } of changes) {
        const [from, to] = [positionIn(range, start), positionIn(range, end)];
        const place = new vscode.Range(from.line, from.character, to.line, to.character);
        edit.replace(document.uri, place, newText);
      }
      return vscode.workspace.applyEdit(edit);
    },
  };
}

function boxTarget({ repository, name }: PickedRepository): MessageTarget | undefined {
  const { inputBox } = repository;
  const text = inputBox.value;
  if (text.trim() === '') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The commit message of {0} is empty: there is nothing yet to better.', name),
    );
    return undefined;
  }
  return {
    name,
    text,
    async apply(changes) {
      if (inputBox.value !== text) return false;
      const better = applyChanges(text, changes);
      inputBox.value = better;
      // The box forgets its own history when an extension writes into it.
      void offerUndo({ repository, name }, { before: text, better });
      return true;
    },
  };
}

async function offerUndo(
  { repository, name }: PickedRepository,
  { before, better }: { readonly before: string; readonly better: string },
): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('The commit message of {0} was changed.', name),
    undo,
  );
  if (choice === undo && repository.inputBox.value === better) repository.inputBox.value = before;
}
