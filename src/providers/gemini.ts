import type { GenerateContentResponse, Part } from '@google/genai/web';
import { ModelError } from '../core/model/errors';
import type {
  CallOptions,
  ChatRequest,
  FinishReason,
  ModelDescription,
  ModelEvent,
  ModelIdentity,
  ModelSpec,
} from '../core/model/languageModel';
import { joinUrl } from './address';
import {
  type Adapter,
  type AnswerPiece,
  emitAnswer,
  parseRecord,
  textOf,
  tokenCount,
  usageOf,
} from './answer';
import { readGeminiCapabilities } from './capabilities';
import type { Connection } from './connection';
import { readEvents } from './eventStream';
import type { FailureContext } from './failures';
import { GEMINI_PARAMETERS, toGeminiRequest } from './geminiMessages';

const API_VERSION = 'v1beta';

/** Google's Gemini API. Chat only: it has no FIM. */
export function createGeminiAdapter(given: ModelSpec, connection: Connection): Adapter {
  const spec = { ...given, baseUrl: given.baseUrl.replace(/\/v1(beta)?\/*$/, '') };
  return {
    fimWires: given.fim === 'none' ? [] : ['chat'],
    canContinue: false,
    parameters: () => GEMINI_PARAMETERS,
    chat: (request, call) => chat(spec, connection, request, call),
    describe: (call) => describe(spec, connection, call),
  };
}

/** Headers of every request. */
export function geminiHeaders(key: string | undefined): Record<string, string> {
  return { ...(key !== undefined && { 'x-goog-api-key': key }) };
}

async function* chat(
  spec: ModelSpec,
  connection: Connection,
  request: ChatRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const { identity } = connection;
  yield* emitAnswer(chatPieces(spec, connection, request, call), { model: identity });
}

/** Streams a chat answer through the official SDK, over this project's transport. */
async function* chatPieces(
  spec: ModelSpec,
  connection: Connection,
  request: ChatRequest,
  call: CallOptions,
): AsyncGenerator<AnswerPiece, void, undefined> {
  // The build for browsers: the one for Node brings Google's own authentication, and reads the environment.
  const { GoogleGenAI } = await import('@google/genai/web');
  const client = new GoogleGenAI({
    // The connection adds the real key; the SDK refuses to start without any. It does not retry unless told.
    apiKey: 'none',
    httpOptions: {
      baseUrl: spec.baseUrl,
      apiVersion: API_VERSION,
      fetch: connection.fetchFor(call, checkedEvents),
    },
  });
  const { signal } = call;
  const answers = await client.models.generateContentStream(toGeminiRequest(spec.model, request, signal));
  const count = { calls: 0 };
  for await (const answer of answers) yield readAnswer(answer, count, connection.identity);
}

/** The SDK passes over events that it cannot read, and errors among them; here they end the answer before it sees them. */
async function* checkedEvents(
  body: AsyncIterable<Uint8Array>,
  context: FailureContext,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const data of readEvents(body)) {
    parseRecord(data, context);
    yield Buffer.from(`data: ${data}\n\n`);
  }
}

function readAnswer(
  answer: GenerateContentResponse,
  count: { calls: number },
  model: ModelIdentity,
): AnswerPiece {
  const [candidate] = answer.candidates ?? [];
  const blocked = answer.promptFeedback?.blockReason;
  if (blocked !== undefined) throw new ModelError({ kind: 'badRequest', model, detail: blocked });
  const parts = candidate?.content?.parts ?? [];
  const usage = answer.usageMetadata;
  return {
    reasoning: joinText(parts.filter(({ thought }) => thought === true)),
    text: joinText(parts.filter(({ thought }) => thought !== true)),
    toolCalls: parts.flatMap((part) => toolCallOf(part, count)),
    finish: finishOf(candidate?.finishReason, model),
    usage: usageOf(
      usage?.promptTokenCount,
      (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
      usage?.cachedContentTokenCount,
    ),
  };
}

function joinText(parts: readonly Part[]): string {
  return parts.map(({ text }) => text ?? '').join('');
}

/** Calls come whole. Only some servers give them ids. */
function toolCallOf({ functionCall: call, thoughtSignature: signature }: Part, count: { calls: number }) {
  if (call?.name === undefined) return [];
  const id = call.id ?? `call_${count.calls}`;
  count.calls++;
  const ownArguments = JSON.stringify(call.args ?? {});
  return [{ id, name: call.name, arguments: ownArguments, ...(signature !== undefined && { signature }) }];
}

/** The answer is whole with its finish reason. All but these two are refusals, or answers that went wrong. */
function finishOf(reason: string | undefined, model: ModelIdentity): FinishReason | undefined {
  if (reason === undefined || reason === 'FINISH_REASON_UNSPECIFIED') return undefined;
  if (reason === 'STOP') return 'stop';
  if (reason === 'MAX_TOKENS') return 'length';
  throw new ModelError({ kind: 'badRequest', model, detail: reason });
}

/** `models/{id}`; the list says what there is instead of a model that is missing. */
async function describe(
  spec: ModelSpec,
  connection: Connection,
  call: CallOptions,
): Promise<ModelDescription> {
  const server = new URL(spec.baseUrl).hostname.endsWith('googleapis.com') ? { server: 'Gemini' } : {};
  const root = joinUrl(spec.baseUrl, `/${API_VERSION}/models`);
  try {
    const info = await connection.json(joinUrl(root.href, `/${encodeURIComponent(spec.model)}`), call);
    const contextTokens = tokenCount(info['inputTokenLimit']);
    return {
      ...server,
      hasModel: true,
      ...(contextTokens !== undefined && { contextTokens }),
      ...readGeminiCapabilities(info),
    };
  } catch (error) {
    if (!ModelError.is(error) || error.kind !== 'modelNotFound') throw error;
  }
  const { models } = await connection.json(root, call);
  return { ...server, hasModel: false, models: namesOf(models) };
}

function namesOf(models: unknown): string[] {
  if (!Array.isArray(models)) return [];
  return models.flatMap((model: { readonly name?: unknown } | null) => {
    const name = textOf(model?.name)?.replace(/^models\//, '');
    return name === undefined ? [] : [name];
  });
}
