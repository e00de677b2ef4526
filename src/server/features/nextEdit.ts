import type { CancellationToken } from 'vscode-languageserver/node';
import {
  Method,
  type NextEditAnswerParams,
  type NextEditAskParams,
  type NextEditAskResult,
} from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import { isGitText } from '../commitMessage/messageKind';
import type { EngineContext } from '../engineContext';
import { askNextEditModel } from '../nextEdit/askNextEditModel';
import { NextEditSession } from '../nextEdit/nextEditSession';

/** Serves `fairwind/nextEdit/*`: proposes the next edit after each pause in typing, while the setting is on. */
export function registerNextEdit(context: EngineContext): void {
  const { connection, documents, edits, settings, workspace, clock, logger, disposables } = context;
  const session = disposables.add(
    new NextEditSession({
      documents,
      isEnabled: () => settings()['fairwind.nextEdit.enable'],
      relativePath: (uri) => workspace.relativePath(uri),
      clock,
      askModel: (question, signal) => askNextEditModel(question, context, signal),
      onPropose: (proposal) => void connection.sendNotification(Method.nextEditProposed, proposal),
      onError: (error) => logger.error('Looking for the next edit failed', error),
    }),
  );
  disposables.add(edits.onDidEdit((edit) => !isGitText(edit.document) && session.edited(edit)));
  disposables.add(documents.onDidClose(({ document }) => session.closed(document.uri)));
  connection.onRequest(Method.nextEditAsk, ({ uri }: NextEditAskParams, token: CancellationToken) =>
    withAbortSignal(token, async (signal): Promise<NextEditAskResult> => {
      return { proposal: (await session.ask(uri, signal)) ?? null };
    }),
  );
  connection.onNotification(Method.nextEditAccepted, ({ id }: NextEditAnswerParams) => session.accepted(id));
  connection.onNotification(Method.nextEditDismissed, ({ id }: NextEditAnswerParams) =>
    session.dismissed(id),
  );
}
