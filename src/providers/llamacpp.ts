import { findFimTemplate } from '../core/model/fim';
import { type FimWire, allowedFimWires } from '../core/model/fimWire';
import type {
  CallOptions,
  CompletionRequest,
  ModelDescription,
  ModelEvent,
  ModelSpec,
} from '../core/model/languageModel';
import { joinUrl, withoutV1 } from './address';
import {
  type Adapter,
  type AnswerPiece,
  emitAnswer,
  finishOf,
  parseRecord,
  sumLogprobs,
  textOf,
  tokenCount,
  usageOf,
} from './answer';
import { streamCompletions } from './completions';
import { readLlamaCppCapabilities } from './capabilities';
import type { Answer, Connection } from './connection';
import { readEvents } from './eventStream';
import { streamOpenAIChat } from './openaiChat';
import { LLAMACPP_CHAT } from './openaiServers';
import { OPENAI_PARAMETERS, parameterFields } from './parameters';

/** The fields of each record that are read; without the list the last one would repeat the whole prompt. */
const RESPONSE_FIELDS = ['content', 'stop', 'stop_type', 'tokens_evaluated', 'tokens_predicted'];
const PROBABILITIES = 'completion_probabilities';

/**
 * A llama.cpp server. Completion is `/infill`: the server knows its model's FIM tokens, and reads markers that stand in
 * the person's own text as plain text. A model file without those tokens gets a raw prompt. Chat is the server's
 * OpenAI-compatible API.
 */
export function createLlamaCppAdapter(spec: ModelSpec, connection: Connection): Adapter {
  const root = `${withoutV1(spec.baseUrl)}/v1`;
  const server = LLAMACPP_CHAT;
  const wires: readonly FimWire[] = findFimTemplate(spec)
    ? ['infill', 'template', 'chat']
    : ['infill', 'chat'];
  let slotTokens = spec.contextTokens ?? Infinity;
  return {
    fimWires: allowedFimWires(spec.fim, wires),
    canContinue: true,
    parameters: () => OPENAI_PARAMETERS,
    chat: (request, call) => streamOpenAIChat({ connection, root, model: spec.model, server }, request, call),
    complete: (request, wire, call) =>
      wire === 'infill'
        ? infill({ spec, connection, slotTokens }, request, call)
        : streamCompletions({ spec, connection, root, wire, knowsLogprobs: true }, request, call),
    async describe(call) {
      const description = await describe(spec, connection, call);
      slotTokens = description.contextTokens ?? slotTokens;
      return description;
    },
  };
}

/**
 * The batch that llama.cpp works with unless it is told, in tokens. A slot that has no room for one and for two answers
 * gets no other files: the server drops them without a word (`format_prompt_infill` in its source).
 */
const BATCH_TOKENS = 2_048;

interface InfillTarget {
  readonly spec: ModelSpec;
  readonly connection: Connection;
  /** The context of one slot, as far as is known. */
  readonly slotTokens: number;
}

async function* infill(
  { spec, connection, slotTokens }: InfillTarget,
  request: CompletionRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const hasRoom = slotTokens > BATCH_TOKENS + 2 * request.maxTokens;
  const wantsProbabilities = request.leastProbability !== undefined;
  const body = JSON.stringify({
    // Only a server with several models (router mode) needs a name.
    ...(spec.model !== '' && { model: spec.model }),
    input_prefix: request.prefix,
    input_suffix: request.suffix,
    input_extra: (hasRoom ? request.extra : []).map(({ path, text }) => ({ filename: path, text })),
    n_predict: request.maxTokens,
    stop: request.stop,
    temperature: request.temperature ?? 0,
    ...parameterFields(request, { topP: 'top_p', seed: 'seed' }),
    cache_prompt: true,
    // For a draft model's tokens llama.cpp says 1, whatever their probability is: then nothing is cut.
    ...(wantsProbabilities && { n_probs: 1 }),
    response_fields: wantsProbabilities ? [...RESPONSE_FIELDS, PROBABILITIES] : RESPONSE_FIELDS,
    stream: true,
  });
  const answer = await connection.post(joinUrl(withoutV1(spec.baseUrl), '/infill'), body, call);
  yield* emitAnswer(infillPieces(answer), answer.context);
}

/** `/infill` ends with a record that has `stop: true`; there is no `[DONE]`. */
async function* infillPieces({ body, context }: Answer): AsyncGenerator<AnswerPiece, void, undefined> {
  for await (const data of readEvents(body)) yield readRecord(parseRecord(data, context));
}

function readRecord(record: Record<string, unknown>): AnswerPiece {
  const { content, stop, stop_type, tokens_evaluated, tokens_predicted } = record;
  return stop === true
    ? {
        text: textOf(content),
        finish: finishOf(stop_type) ?? 'stop',
        usage: usageOf(tokens_evaluated, tokens_predicted),
      }
    : { text: textOf(content), logprob: sumLogprobs(record[PROBABILITIES]) };
}

/** `/props`: the one model that the server runs, whatever the settings call it, and the context of a slot. */
async function describe(
  spec: ModelSpec,
  connection: Connection,
  call: CallOptions,
): Promise<ModelDescription> {
  const props = await connection.json(joinUrl(withoutV1(spec.baseUrl), '/props'), call);
  const build = textOf(props['build_info']);
  const path = textOf(props['model_path']);
  const settings = props['default_generation_settings'] as { readonly n_ctx?: unknown } | undefined;
  const contextTokens = tokenCount(settings?.n_ctx);
  return {
    server: build === undefined ? 'llama.cpp' : `llama.cpp ${build}`,
    // A server with several models (router mode) names none here.
    ...(path !== undefined && path !== '' && { hasModel: true, models: [baseName(path)] }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...readLlamaCppCapabilities(props),
  };
}

/** The file's name: the folders it is in are nobody's business but the server's. */
function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
