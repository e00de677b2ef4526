import type { Anthropic } from '@anthropic-ai/sdk';
import { ModelError } from '../core/model/errors';
import type { FinishReason, ModelIdentity, TokenUsage } from '../core/model/languageModel';
import type { AnswerPiece } from './answer';
import { ToolCallReader } from './toolCalls';

/** Reads the events of one answer of the Messages API. The answer is whole with `message_stop`, not before. */
export class AnthropicReader {
  readonly #calls = new ToolCallReader();
  /** Stretches of reasoning that are not over, by their index. */
  readonly #thinking = new Map<number, { text: string; signature: string }>();
  #finish: FinishReason = 'stop';
  #usage: Partial<Anthropic.Usage> = {};

  constructor(private readonly model: ModelIdentity) {}

  read(event: Anthropic.RawMessageStreamEvent): AnswerPiece {
    switch (event.type) {
      case 'message_start':
        this.#addUsage(event.message.usage);
        return {};
      case 'content_block_start':
        return this.#start(event.index, event.content_block);
      case 'content_block_delta':
        return this.#add(event.index, event.delta);
      case 'content_block_stop':
        return this.#endThinking(event.index);
      case 'message_delta':
        this.#finish = this.#readStop(event.delta.stop_reason);
        this.#addUsage(event.usage);
        return {};
      case 'message_stop':
        return { toolCalls: this.#calls.take(), finish: this.#finish, usage: this.#readUsage() };
      default:
        // Events of the future.
        return {};
    }
  }

  #start(index: number, block: Anthropic.ContentBlock): AnswerPiece {
    switch (block.type) {
      case 'text':
        return { text: block.text };
      case 'tool_use':
        this.#calls.add({ index, id: block.id, name: block.name });
        return {};
      case 'thinking':
        this.#thinking.set(index, { text: block.thinking, signature: block.signature });
        return { reasoning: block.thinking };
      case 'redacted_thinking':
        return { reasoningEnd: { text: '', signature: block.data, isRedacted: true } };
      default:
        return {};
    }
  }

  #add(index: number, delta: Anthropic.RawContentBlockDelta): AnswerPiece {
    const thinking = this.#thinking.get(index);
    switch (delta.type) {
      case 'text_delta':
        return { text: delta.text };
      case 'input_json_delta':
        this.#calls.add({ index, arguments: delta.partial_json });
        return {};
      case 'thinking_delta':
        if (thinking) thinking.text += delta.thinking;
        return { reasoning: delta.thinking };
      case 'signature_delta':
        if (thinking) thinking.signature += delta.signature;
        return {};
      default:
        return {};
    }
  }

  /** A stretch without a signature, as other servers of this API send it, need not go back. */
  #endThinking(index: number): AnswerPiece {
    const block = this.#thinking.get(index);
    this.#thinking.delete(index);
    return block === undefined || block.signature === '' ? {} : { reasoningEnd: block };
  }

  #readStop(reason: Anthropic.StopReason | null): FinishReason {
    if (reason === 'refusal') throw new ModelError({ kind: 'badRequest', model: this.model, detail: reason });
    return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'length' : 'stop';
  }

  /** Later counts replace earlier ones; those that are not told again stay. */
  #addUsage(usage: Partial<Anthropic.Usage | Anthropic.MessageDeltaUsage> | undefined): void {
    const told = Object.entries(usage ?? {}).filter(([, count]) => typeof count === 'number');
    this.#usage = { ...this.#usage, ...Object.fromEntries(told) };
  }

  /** Here the tokens of the cache stand beside those of the prompt, not among them. */
  #readUsage(): TokenUsage | undefined {
    const { input_tokens, output_tokens } = this.#usage;
    if (input_tokens === undefined || output_tokens === undefined) return undefined;
    const cachedPromptTokens = this.#usage.cache_read_input_tokens ?? 0;
    const written = this.#usage.cache_creation_input_tokens ?? 0;
    return {
      promptTokens: input_tokens + cachedPromptTokens + written,
      answerTokens: output_tokens,
      ...(cachedPromptTokens > 0 && { cachedPromptTokens }),
    };
  }
}
