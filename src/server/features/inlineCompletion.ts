import {
  type InlineCompletionItem,
  type InlineCompletionParams,
  InlineCompletionTriggerKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionEngine, createCompletionEngine } from '../../core/completion/completionEngine';
import type { CompletionOutcome, InlineCompletionRequest } from '../../core/completion/completionTypes';
import { ANSWER_REASONS } from '../../core/completion/reasons';
import { askingSettings } from '../../core/completion/triggerRules';
import { ModelError } from '../../core/model/errors';
import type { ContextPiece } from '../../core/model/languageModel';
import { GateRefusal } from '../../core/privacy/gate';
import { type CompletionWhyParams, Method } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import { describeRefusal } from '../errorMessages';
import { CompletionSources } from '../completionSources';
import { LateMessageSuggestions } from '../commitMessage/lateMessageSuggestions';
import { WorkspaceSuggestions } from '../workspaceSuggestions';
import type { EngineContext } from '../engineContext';
import { LastOutcome } from '../lastOutcome';
import { systemTimer } from '../systemClock';
import { readPackedWasm } from '../syntax/packedWasm';
import { SyntaxParsers } from '../syntax/syntaxParsers';

/** Serves `textDocument/inlineCompletion`. A failure never reaches the editor as an error: the status says it. */
export function registerInlineCompletion(context: EngineContext): void {
  const { connection, documents, models, settings, workspaceModel, clock, logger, disposables } = context;
  const parsers = disposables.add(new SyntaxParsers({ readWasm: readPackedWasm, logger }));
  const engine = createCompletionEngine({
    model: async () => models.forRole('completion'),
    settings: (languageId) => askingSettings(settings(), languageId),
    context: (request) => withoutExcluded(context.editorContext.piecesFor(request), context),
    parser: parsers.find,
    offersCandidates: context.showsCandidates,
    clock,
    timer: systemTimer,
    logger,
  });
  const logFailure = (error: unknown) => logger.error('An inline completion failed', error);
  const asked = withStatus(engine, context);
  const fetchAhead = createFetchAhead(asked, context);
  disposables.add(
    context.edits.onDidEdit(({ document, change }) => {
      if (change && engine.edited(change))
        fetchAhead(document, change.offset + change.inserted.length).catch(logFailure);
    }),
  );
  const sources = disposables.add(
    new CompletionSources({
      engine: asked,
      workspace: new WorkspaceSuggestions(workspaceModel),
      hasConnectedModel: () => models.forRole('completion') !== undefined,
      settings,
      onReady: ({ uri, version }) =>
        void connection.sendNotification(Method.completionReady, { uri, version }),
      onError: logFailure,
    }),
  );
  const messages = disposables.add(new LateMessageSuggestions(context));
  disposables.add(documents.onDidClose(({ document }) => messages.closed(document)));
  const why = new LastOutcome(context.workspace);
  connection.onRequest(Method.completionWhy, (params: CompletionWhyParams) => why.describe(params));
  const answer = async (params: InlineCompletionParams, signal: AbortSignal) => {
    const document = documents.get(params.textDocument.uri);
    if (!document) return [];
    const { version } = document;
    const started = clock.now();
    const request = toRequest(params, document, context);
    const outcome = messages.covers(document)
      ? await messages.complete(document, request, signal)
      : await sources.complete(request, signal);
    why.remember({
      outcome,
      uri: document.uri,
      languageId: document.languageId,
      durationMs: clock.now() - started,
    });
    return document.version === version ? toItems(outcome, document) : [];
  };
  connection.languages.inlineCompletion.on((params, token) =>
    withAbortSignal(token, (signal) => answer(params, signal)).catch((error: unknown) => {
      // Editors show a notification for an error response, and completions never pop anything up.
      logFailure(error);
      return [];
    }),
  );
}

/**
 * Leaves out what is of excluded files: the gate would refuse the whole request for one such piece, and what the editor
 * has just opened may not have been looked at yet.
 */
async function withoutExcluded(
  pieces: readonly ContextPiece[],
  { findExclusion }: EngineContext,
): Promise<readonly ContextPiece[]> {
  const isExcluded = async ({ uri }: ContextPiece) =>
    uri !== undefined && (await findExclusion(uri)) !== undefined;
  const excluded = await Promise.all(pieces.map(isExcluded));
  return pieces.filter((_, index) => excluded[index] === false);
}

/**
 * Asks the connected model where a suggestion was just accepted. The editor asks there a moment later, and then takes
 * the answer that is on its way.
 */
function createFetchAhead(
  engine: Pick<CompletionEngine, 'complete'>,
  { models, workspace, disposables }: EngineContext,
): (document: TextDocument, offset: number) => Promise<void> {
  const ended = new AbortController();
  disposables.add({ dispose: () => ended.abort() });
  return async (document, offset) => {
    if (!models.forRole('completion')) return;
    const { version } = document;
    // All edits of one message are made first: the document is none that the editor knows before.
    await new Promise(setImmediate);
    if (document.version !== version) return;
    const path = workspace.relativePath(document.uri);
    await engine.complete({ document, offset, trigger: 'automatic', path }, ended.signal);
  };
}

function isAtLimit(
  outcome: CompletionOutcome,
): outcome is CompletionOutcome & { readonly error: GateRefusal } {
  return outcome.kind === 'none' && outcome.reason === 'limitReached' && outcome.error instanceof GateRefusal;
}

/** Whether the model has answered this request. Any other end says nothing of it, so that a failure that is shown stays. */
function hasAnswered(outcome: CompletionOutcome): boolean {
  if (outcome.isRemembered === true) return false;
  return outcome.kind === 'suggestion' || ANSWER_REASONS.has(outcome.reason);
}

/** Reports each request to the connected model to the status, where failures stay until the model answers again. */
function withStatus(
  engine: CompletionEngine,
  { models, status }: EngineContext,
): Pick<CompletionEngine, 'complete'> {
  return {
    async complete(request, signal) {
      const model = models.forRole('completion');
      const work = model && status.begin('completion', model.identity);
      const outcome = await engine.complete(request, signal).catch((error: unknown) => {
        work?.cancel();
        throw error;
      });
      if (outcome.kind === 'none' && ModelError.is(outcome.error)) work?.fail(outcome.error);
      else if (isAtLimit(outcome)) work?.hold(describeRefusal(outcome.error));
      else if (hasAnswered(outcome)) work?.succeed();
      else work?.cancel();
      return outcome;
    },
  };
}

function toRequest(
  { position, context }: InlineCompletionParams,
  document: TextDocument,
  { workspace }: EngineContext,
): InlineCompletionRequest {
  const selected = context.selectedCompletionInfo;
  return {
    document,
    offset: document.offsetAt(position),
    trigger: context.triggerKind === InlineCompletionTriggerKind.Invoked ? 'invoked' : 'automatic',
    path: workspace.relativePath(document.uri),
    ...(selected && {
      selectedCompletionInfo: {
        text: selected.text,
        range: { start: document.offsetAt(selected.range.start), end: document.offsetAt(selected.range.end) },
      },
    }),
  };
}

function toItems(outcome: CompletionOutcome, document: TextDocument): InlineCompletionItem[] {
  if (outcome.kind === 'none') return [];
  return outcome.items.map(({ insertText, range }) => ({
    insertText,
    range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
  }));
}
