import {
  type Llama,
  LlamaGrammarEvaluationState,
  LlamaJsonSchemaGrammar,
  type LlamaContextSequence,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import type {
  LlamaFailure,
  LlamaModelFile,
  LlamaModelInfo,
  LlamaPrompt,
  LlamaRequest,
} from '../core/model/llamaMessages';
import type { PromptPart } from '../core/model/rawPrompt';
import { throwIfAborted } from '../util/abort';
import { chatTemplateOf, layOutChat } from './chatPrompt';
import { type GenerateOptions, generate } from './generate';
import { Turns } from './turns';

/** Tokens that are evaluated in one go. */
const BATCH_TOKENS = 512;
/** What node-llama-cpp's JSON grammar lets follow the JSON. */
const AFTER_JSON = '\n\n\n\n';

/** A request that this model cannot answer. */
export class RequestFailure extends Error {
  constructor(
    readonly failure: LlamaFailure,
    message: string,
  ) {
    super(message);
  }
}

/**
 * One model, shared by completion and chat. Each has a sequence of its own, so that one's prompt stays evaluated while
 * the other is used.
 */
export class LoadedModel {
  readonly #turns = new Turns();
  readonly #template: string | undefined;

  private constructor(
    private readonly llama: Llama,
    private readonly model: LlamaModel,
    private readonly sequences: Readonly<Record<'completion' | 'chat', LlamaContextSequence>>,
  ) {
    this.#template = chatTemplateOf(model);
  }

  /** @throws Error in llama.cpp's words when the file is no model, or too large for the memory */
  static async load(llama: Llama, file: LlamaModelFile): Promise<LoadedModel> {
    const model = await llama.loadModel({ modelPath: file.path });
    const context = await model.createContext({
      contextSize: Math.min(file.contextTokens, model.trainContextSize),
      sequences: 2,
      threads: file.threads,
      batchSize: BATCH_TOKENS,
    });
    return new LoadedModel(llama, model, { completion: context.getSequence(), chat: context.getSequence() });
  }

  get info(): LlamaModelInfo {
    const { prefix, suffix } = this.model.tokens.infill;
    return {
      contextTokens: this.sequences.completion.contextSize,
      trainedContextTokens: this.model.trainContextSize,
      hasFimTokens: prefix !== null && suffix !== null,
      hasChatTemplate: this.#template !== undefined,
    };
  }

  /** @throws RequestFailure, or an AbortError soon after the signal is aborted */
  answer(request: LlamaRequest, onText: GenerateOptions['onText'], signal: AbortSignal) {
    const kind = request.prompt.kind === 'chat' ? 'chat' : 'completion';
    return this.#turns.take(kind, async () => {
      throwIfAborted(signal);
      const sequence = this.sequences[kind];
      const prompt = this.#tokenize(request.prompt);
      if (prompt.length >= sequence.contextSize)
        throw new RequestFailure('contextTooLong', `${prompt.length} of ${sequence.contextSize} tokens`);
      const grammar = this.#grammarOf(request);
      return generate(
        {
          model: this.model,
          sequence,
          prompt,
          request: grammar ? { ...request, stop: [...request.stop, AFTER_JSON] } : request,
          ...(grammar && { grammar }),
          onText,
          beforeStep: () => (kind === 'chat' ? this.#turns.untilCompletionsRest() : Promise.resolve()),
        },
        signal,
      );
    });
  }

  #tokenize(prompt: LlamaPrompt): Token[] {
    const { bos, shouldPrependBosToken } = this.model.tokens;
    const start = shouldPrependBosToken && bos !== null ? [bos] : [];
    if (prompt.kind === 'infill') return [...start, ...this.#infillTokens(prompt.prefix, prompt.suffix)];
    const parts = prompt.kind === 'parts' ? prompt.parts : this.#chatParts(prompt);
    return [...start, ...parts.flatMap((part) => this.#partTokens(part))];
  }

  /** Special tokens stand in the format alone: the person's text is never looked at for them. */
  #partTokens(part: PromptPart): Token[] {
    return 'format' in part ? this.model.tokenize(part.format, true) : this.model.tokenize(part.text, false);
  }

  #chatParts({ messages, continuesLast }: Extract<LlamaPrompt, { kind: 'chat' }>): PromptPart[] {
    if (this.#template === undefined)
      throw new RequestFailure('chatUnsupported', 'the model file has no chat template');
    const { llama, model } = this;
    return layOutChat({ llama, model, template: this.#template }, messages, continuesLast);
  }

  /** PSM where the file names a middle token, else SPM without one, as node-llama-cpp has it. */
  #infillTokens(prefix: string, suffix: string): Token[] {
    const tokens = this.model.tokens.infill;
    if (tokens.prefix === null || tokens.suffix === null)
      throw new RequestFailure('fimUnsupported', 'the model file names no FIM tokens');
    const before = [tokens.prefix, ...this.model.tokenize(prefix, false)];
    const after = [tokens.suffix, ...this.model.tokenize(suffix, false)];
    return tokens.middle === null ? [...after, ...before] : [...before, ...after, tokens.middle];
  }

  #grammarOf({ answerSchema }: LlamaRequest): LlamaGrammarEvaluationState | undefined {
    if (answerSchema === undefined) return undefined;
    const grammar = new LlamaJsonSchemaGrammar(this.llama, answerSchema);
    return new LlamaGrammarEvaluationState({ model: this.model, grammar });
  }
}
