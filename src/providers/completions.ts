import { findFimTemplate, renderFimPrompt, renderPrefix } from '../core/model/fim';
import { renderRawPrompt } from '../core/model/rawPrompt';
import { defuseMarkers } from '../core/model/specialTokens';
import { ModelError } from '../core/model/errors';
import type { CallOptions, CompletionRequest, ModelEvent, ModelSpec } from '../core/model/languageModel';
import {
  type AnswerPiece,
  emitAnswer,
  finishOf,
  parseRecord,
  sumLogprobs,
  textOf,
  usageOf,
  type OwnFimWire,
} from './answer';
import type { Answer, Connection } from './connection';
import { readEvents } from './eventStream';
import { parameterFields } from './parameters';

/** Where and of what kind the completions of an OpenAI-compatible server are. */
export interface CompletionsServer {
  readonly spec: ModelSpec;
  readonly connection: Connection;
  /** The root of the API; `/completions` or `/fim/completions` follows. */
  readonly root: string;
  readonly wire: Exclude<OwnFimWire, 'infill'>;
  /** False where the server refuses fields that it does not know. */
  readonly knowsLogprobs: boolean;
}

/**
 * Streams `/completions`, with the prompt raw or in two fields, or `/fim/completions`. It goes without the SDK, which
 * would cost every keystroke its time.
 */
export async function* streamCompletions(
  server: CompletionsServer,
  request: CompletionRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const { connection, root, wire } = server;
  const path = wire === 'fimCompletions' ? 'fim/completions' : 'completions';
  const answer = await connection.post(new URL(`${root}/${path}`), bodyOf(server, request), call);
  yield* emitAnswer(completionPieces(answer), answer.context);
}

function bodyOf(server: CompletionsServer, request: CompletionRequest): string {
  const { spec, wire, knowsLogprobs } = server;
  const { stop, ...prompt } = promptOf(server, request);
  return JSON.stringify({
    ...(spec.model !== '' && { model: spec.model }),
    ...prompt,
    max_tokens: request.maxTokens,
    temperature: request.temperature ?? 0,
    ...parameterFields(request, { topP: 'top_p', seed: wire === 'fimCompletions' ? 'random_seed' : 'seed' }),
    stop: [...request.stop, ...stop],
    stream: true,
    // Mistral refuses fields that it does not know, and tells the usage without being asked.
    ...(wire !== 'fimCompletions' && { stream_options: { include_usage: true } }),
    ...(request.leastProbability !== undefined && knowsLogprobs && { logprobs: 1 }),
  });
}

interface Prompt {
  readonly prompt: string;
  readonly suffix?: string;
  readonly stop: readonly string[];
}

function promptOf({ spec, connection, wire }: CompletionsServer, request: CompletionRequest): Prompt {
  if (request.rawPrompt) return { prompt: renderRawPrompt(request.rawPrompt), stop: [] };
  const template = findFimTemplate(spec);
  if (wire !== 'template') {
    // A server that puts the fields into a template of its own would be confused by the file headers of ours.
    const prompt = renderPrefix(wire === 'fimCompletions' ? template : undefined, request);
    return { prompt, suffix: defuseMarkers(request.suffix), stop: [] };
  }
  if (!template) throw new ModelError({ kind: 'fimUnsupported', model: connection.identity });
  return { prompt: renderFimPrompt(template, request), stop: template.stops };
}

async function* completionPieces({ body, context }: Answer): AsyncGenerator<AnswerPiece, void, undefined> {
  let isDone = false;
  for await (const data of readEvents(body)) {
    if (data === '[DONE]') isDone = true;
    else yield readChunk(parseRecord(data, context));
  }
  if (!isDone) throw new ModelError({ kind: 'streamCut', model: context.model });
}

/** `/completions` has `text`, `/fim/completions` the `delta` of a chat. Servers leave any of it out. */
interface CompletionChunk {
  readonly choices?: readonly {
    readonly text?: unknown;
    readonly delta?: { readonly content?: unknown } | null;
    readonly finish_reason?: unknown;
    readonly logprobs?: { readonly content?: unknown; readonly token_logprobs?: unknown } | null;
  }[];
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown } | null;
}

function readChunk({ choices, usage }: CompletionChunk): AnswerPiece {
  const choice = choices?.[0];
  return {
    text: textOf(choice?.text) ?? textOf(choice?.delta?.content),
    logprob: sumLogprobs(choice?.logprobs?.content) ?? sumLogprobs(choice?.logprobs?.token_logprobs),
    finish: finishOf(choice?.finish_reason),
    usage: usageOf(usage?.prompt_tokens, usage?.completion_tokens),
  };
}
