import {
  type ClientCapabilities,
  CodeActionKind,
  CodeActionRequest,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import type { EngineContext } from '../engineContext';
import { messageKind } from './messageKind';

/** The command of the code actions: the editor's own, or the engine's where the editor has none. */
export const REWORD_COMMAND = 'fairwind.commit.reword';

export interface RewordFeatureOptions {
  readonly capabilities: ClientCapabilities;
  /** See `InitializationOptions`. */
  readonly showsRewording: boolean;
  /** The language that the editor speaks, as a BCP 47 tag. */
  readonly locale: string;
}

/** What an editor is told of the code actions of commit messages, which are loaded when it first asks for them. */
export function rewordCapabilities(
  context: EngineContext,
  { capabilities, showsRewording }: RewordFeatureOptions,
): Pick<ServerCapabilities, 'codeActionProvider' | 'executeCommandProvider'> {
  const isDynamic = capabilities.textDocument?.codeAction?.dynamicRegistration === true;
  if (isDynamic) registerOnFirstMessage(context);
  return {
    ...(!isDynamic && { codeActionProvider: { codeActionKinds: KINDS } }),
    ...(!showsRewording && { executeCommandProvider: { commands: [REWORD_COMMAND] } }),
  };
}

/** Editors then ask in commit messages alone, and not at each cursor of each document. */
function registerOnFirstMessage({ connection, documents, disposables }: EngineContext): void {
  let isRegistered = false;
  disposables.add(
    documents.onDidOpen(({ document }) => {
      if (isRegistered || !messageKind(document)) return;
      isRegistered = true;
      const documentSelector = [{ language: 'git-commit' }, { language: 'gitcommit' }];
      void connection.client.register(CodeActionRequest.type, { documentSelector, codeActionKinds: KINDS });
    }),
  );
}

const KINDS = [CodeActionKind.RefactorRewrite];
