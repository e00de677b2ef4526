import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver/node';
import { assertNever } from '../../util/assertNever';
import type {
  ChatCommitsParams,
  ChatContextParams,
  ChatContextResult,
  ChatInstructionsParams,
  ChatPromptFileParams,
  ChatPromptFilesResult,
} from '../../protocol/chat';
import { Method } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import { readAttachment } from '../chat/attachments';
import { changesContext, commitContext, listCommits } from '../chat/gitContext';
import { readInstructions } from '../chat/instructions';
import { listPromptFiles, readPromptFile } from '../chat/promptFiles';
import { searchWorkspace } from '../chat/searchWorkspace';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';

/** Serves what a conversation can be given that only the engine can read. Nothing here is sent to a model. */
export function registerChatContext(context: EngineContext): void {
  // The caller names the type of what the request brings, as with `onRequest` itself.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  const serve = <P>(method: string, answer: (params: P, signal: AbortSignal) => Promise<unknown>) =>
    context.connection.onRequest(method, (params: P, token: CancellationToken) =>
      withAbortSignal(token, (signal) => answer(params, signal)).catch(toResponseError),
    );
  serve(Method.chatInstructions, ({ uri }: ChatInstructionsParams, signal) =>
    readInstructions(context, uri, signal),
  );
  serve(Method.chatContext, (params: ChatContextParams, signal) => readContext(context, params, signal));
  serve(Method.chatCommits, async ({ repositoryUri }: ChatCommitsParams, signal) => {
    refuseInRestrictedMode(context);
    return listCommits(repositoryUri, signal);
  });
  serve(Method.chatPromptFiles, async (_params: unknown, signal): Promise<ChatPromptFilesResult> => ({
    files: await listPromptFiles(context, signal),
  }));
  serve(Method.chatPromptFile, (params: ChatPromptFileParams, signal) =>
    readPromptFile(context, params, signal),
  );
}

async function readContext(
  context: EngineContext,
  params: ChatContextParams,
  signal: AbortSignal,
): Promise<ChatContextResult> {
  refuseInRestrictedMode(context);
  const { findExclusion } = context;
  switch (params.kind) {
    case 'changes':
      return changesContext(params.repositoryUri, params.source, findExclusion, signal);
    case 'commit':
      return commitContext(params.repositoryUri, params.commit, findExclusion, signal);
    case 'search':
      return searchWorkspace(context, params.query, signal);
    case 'attachment':
      return readAttachment(context, params, signal);
    default:
      return assertNever(params);
  }
}

function refuseInRestrictedMode({ workspace }: EngineContext): void {
  if (!workspace.isRestricted()) return;
  throw new EngineError(
    'restricted',
    l10n.t('This waits until you trust this workspace: in Restricted Mode nothing of it is read.'),
  );
}
