import * as l10n from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type MessageRange,
  messageRange,
  readMessageDocument,
} from '../../core/commit/editor/messageDocument';
import type { RewordTask } from '../../core/commit/reword/rewordPrompt';
import { languageOf } from '../../core/commit/style';
import { messageKind } from './messageKind';
import { REWORD_COMMAND } from './rewordCapabilities';

/** What the command is given. */
export interface RewordArguments {
  readonly uri: string;
  readonly task: RewordTask;
  readonly language?: string;
}

/** Where a document has a message that can be bettered; undefined in other documents and while there is none. */
export function rangeOfMessage(document: TextDocument): MessageRange | undefined {
  return messageKind(document) ? messageRange(readMessageDocument(document.getText())) : undefined;
}

/** What can be done to the message that the cursor or the selection is in. Nothing is asked of a model yet. */
export function rewordActions(
  document: TextDocument,
  { range, context }: CodeActionParams,
  languages: readonly string[],
): CodeAction[] {
  const { only } = context;
  const isWanted =
    !only || only.some((kind) => CodeActionKind.RefactorRewrite.startsWith(kind) || kind === '');
  const message = isWanted ? rangeOfMessage(document) : undefined;
  if (!message || range.start.line > message.endLine || range.end.line < message.startLine) return [];
  const own = languageOf(message.text);
  const action = (title: string, task: RewordTask, language?: string): CodeAction => {
    const argument: RewordArguments = {
      uri: document.uri,
      task,
      ...(language !== undefined && { language }),
    };
    return {
      title,
      kind: CodeActionKind.RefactorRewrite,
      command: { title, command: REWORD_COMMAND, arguments: [argument] },
    };
  };
  return [
    action(l10n.t('Fairwind: Check the grammar of this message'), 'grammar'),
    action(l10n.t('Fairwind: Put this message in better words'), 'wording'),
    ...languages
      .filter((language) => language !== own)
      .map((language) =>
        action(l10n.t('Fairwind: Translate this message to {0}', nameFor(language)), 'translate', language),
      ),
    action(l10n.t('Fairwind: Shorten this message'), 'shorten'),
  ];
}

/** A language in its own words: whoever wants it can read that. */
function nameFor(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
