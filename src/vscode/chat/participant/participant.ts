import * as vscode from 'vscode';
import { rejectWhenAborted } from '../../../util/abort';
import { OWN_VENDOR } from '../../../core/model/hostModels';
import { modelLabel } from '../../../core/model/languageModel';
import type { ChatTurnQuestion, ChatTurnResult } from '../../../protocol/chat';
import type { TextDelta } from '../../../protocol/engine';
import { type EngineClient, EngineRequestError } from '../../engineClient';
import { CHAT_COMMANDS } from '../answering';
import { runTurn } from '../engineTurn';
import { type AnswerMetadata, earlierMessages, readMetadata } from './participantHistory';
import { referenceItems } from './participantReferences';

/** The id that package.json declares. */
const PARTICIPANT = 'fairwind.participant';

/**
 * `@fairwind` in VS Code's own chat view: the same turn of the same engine. Where an editor has no chat of its own, this
 * is nothing.
 */
export function registerParticipant(
  context: vscode.ExtensionContext,
  engine: EngineClient,
): vscode.Disposable {
  // Editors that are built from VS Code without its chat have no such namespace.
  const chat = (vscode as { readonly chat?: typeof vscode.chat }).chat;
  if (!chat) return new vscode.Disposable(() => {});
  const participant = chat.createChatParticipant(PARTICIPANT, (request, history, stream, token) =>
    answer(engine, { request, history, stream }, token),
  );
  const icon = (name: string) => vscode.Uri.joinPath(context.extensionUri, 'media', name);
  // An image by address has no colour of the theme.
  participant.iconPath = { light: icon('fairwind.svg'), dark: icon('fairwind-dark.svg') };
  participant.followupProvider = {
    provideFollowups: ({ metadata }) => readMetadata(metadata).followUps.map((prompt) => ({ prompt })),
  };
  return vscode.Disposable.from(participant);
}

interface Asked {
  readonly request: vscode.ChatRequest;
  readonly history: vscode.ChatContext;
  readonly stream: vscode.ChatResponseStream;
}

async function answer(
  engine: EngineClient,
  { request, history, stream }: Asked,
  token: vscode.CancellationToken,
): Promise<vscode.ChatResult> {
  const abort = new AbortController();
  const cancelled = token.onCancellationRequested(() => abort.abort());
  try {
    const command = CHAT_COMMANDS.find((known) => known === request.command);
    const context = await referenceItems(engine, request.references);
    const question: ChatTurnQuestion = {
      role: 'user',
      content: request.prompt,
      ...(context.length > 0 && { context }),
      ...(command && { command }),
    };
    const messages = [...earlierMessages(history.history), question];
    const onDelta = ({ text, reasoning = false }: TextDelta) => {
      // VS Code's stream has no stable part for reasoning.
      if (!reasoning && !abort.signal.aborted) stream.markdown(text);
    };
    const result = await Promise.race([
      runTurn(engine, { messages, ...chosenModel(request.model) }, onDelta, abort.signal),
      rejectWhenAborted(abort.signal),
    ]);
    const note = describe(result);
    stream.markdown(note);
    const metadata: AnswerMetadata = { followUps: result.followUps, note: note.value };
    return { metadata };
  } catch (error) {
    if (abort.signal.aborted) return {};
    if (!(error instanceof EngineRequestError)) throw error;
    return { errorDetails: { message: error.message } };
  } finally {
    cancelled.dispose();
  }
}

/** The model that VS Code's picker shows, where it is one of Fairwind's; else that of the chat role answers. */
function chosenModel({ vendor, id }: vscode.LanguageModelChat): { readonly modelId?: string } {
  return vendor === OWN_VENDOR ? { modelId: id } : {};
}

/** Who answered, and what was left out of the request. */
function describe({ model, omitted, excluded }: ChatTurnResult): vscode.MarkdownString {
  const left = [...omitted, ...excluded.map(({ reason }) => reason)];
  const by = vscode.l10n.t('{0} on {1}', modelLabel(model), model.host);
  const note = new vscode.MarkdownString('\n\n*');
  return note.appendText([by, ...left].join(' · ')).appendMarkdown('*');
}
