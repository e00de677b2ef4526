import { ModelError, type ModelErrorKind } from '../core/model/errors';
import { findFimTemplate } from '../core/model/fim';
import { type FimWire, allowedFimWires } from '../core/model/fimWire';
import type {
  CallOptions,
  ChatRequest,
  CompletionRequest,
  ModelDescription,
  ModelIdentity,
} from '../core/model/languageModel';
import type { EmbeddedModels, EmbeddedSpec } from '../core/model/embeddedModels';
import type { LlamaFailure, LlamaPrompt, LlamaRequest } from '../core/model/llamaMessages';
import { fimPromptParts } from '../core/model/promptParts';
import { type Adapter, type AnswerPiece, type OwnFimWire, emitAnswer } from './answer';
import { OPENAI_PARAMETERS } from './parameters';

/**
 * A model in llama.cpp on this machine. It has no address: requests go to a process of Fairwind's own, whose tokenizer is
 * told what is format and what is text, so nothing in a person's text acts as a token.
 */
export function createEmbeddedAdapter(
  spec: EmbeddedSpec,
  identity: ModelIdentity,
  models: EmbeddedModels,
): Adapter {
  const template = findFimTemplate({ ...spec, model: embeddedModelName(spec.model) });
  const wires: readonly FimWire[] = template ? ['template'] : ['infill', 'chat'];
  const ask = (prompt: LlamaPrompt, request: CompletionRequest | ChatRequest, call: CallOptions) =>
    emitAnswer(answerPieces({ spec, identity, models }, toLlamaRequest(prompt, request), call), {
      model: identity,
    });
  return {
    fimWires: allowedFimWires(spec.fim, wires),
    canContinue: true,
    parameters: () => OPENAI_PARAMETERS,
    chat: (request, call) => {
      const { messages, continuesLast = false } = request;
      return ask({ kind: 'chat', messages, continuesLast }, request, call);
    },
    complete: (request, wire, call) => {
      const prompt = promptOf(request, wire);
      if (prompt === undefined) throw new ModelError({ kind: 'fimUnsupported', model: identity });
      return ask(prompt, { ...request, stop: [...request.stop, ...(template?.stops ?? [])] }, call);
    },
    async describe({ signal }): Promise<ModelDescription> {
      const { info } = await models.load(identity, spec, false, signal);
      return {
        server: 'llama.cpp',
        hasModel: true,
        contextTokens: info.contextTokens,
        trainedContextTokens: info.trainedContextTokens,
        capabilities: { tools: false, images: false, structuredOutput: true },
      };
    },
  };

  function promptOf(request: CompletionRequest, wire: OwnFimWire): LlamaPrompt | undefined {
    if (request.rawPrompt) return { kind: 'parts', parts: request.rawPrompt };
    if (wire === 'infill') return { kind: 'infill', prefix: request.prefix, suffix: request.suffix };
    return wire === 'template' && template
      ? { kind: 'parts', parts: fimPromptParts(template, request) }
      : undefined;
  }
}

function toLlamaRequest(prompt: LlamaPrompt, request: CompletionRequest | ChatRequest): LlamaRequest {
  const { temperature, topP, seed, maxTokens, stop = [] } = request;
  return {
    prompt,
    stop,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(request.kind === 'chat' && request.answerSchema && { answerSchema: request.answerSchema }),
    ...(request.kind === 'completion' &&
      request.leastProbability !== undefined && { wantsProbabilities: true }),
  };
}

interface AskedModel {
  readonly spec: EmbeddedSpec;
  readonly identity: ModelIdentity;
  readonly models: EmbeddedModels;
}

async function* answerPieces(
  { spec, identity, models }: AskedModel,
  request: LlamaRequest,
  { signal, onWire }: CallOptions,
): AsyncGenerator<AnswerPiece, void, undefined> {
  const model = await models.load(identity, spec, request.prompt.kind === 'chat', signal);
  onWire({ method: 'IPC', url: 'llama.cpp', body: JSON.stringify(request) });
  for await (const event of model.ask(request, signal)) {
    if (event.type === 'text') yield { text: event.text, logprob: event.logprob };
    else if (event.type === 'finish') yield { finish: event.reason, usage: event.usage };
    else throw new ModelError({ kind: FAILURES[event.failure], model: identity, detail: event.detail });
  }
}

const FAILURES: Readonly<Record<LlamaFailure, ModelErrorKind>> = {
  contextTooLong: 'contextTooLong',
  fimUnsupported: 'fimUnsupported',
  chatUnsupported: 'badRequest',
  failed: 'badRequest',
};

/** The last part of a path or `hf:` address: what people know a model by, and the only sign of its family. */
export function embeddedModelName(model: string): string {
  return model.split(/[/\\]/).at(-1) ?? model;
}
