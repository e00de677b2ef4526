import { JinjaRenderer, type Llama, type LlamaModel } from 'node-llama-cpp';
import type { ChatMessage } from '../core/model/chatMessages';
import { layOutParts } from '../core/model/promptParts';
import type { PromptPart } from '../core/model/rawPrompt';

/** The chat template of a model file; undefined when it has none. */
export function chatTemplateOf(model: LlamaModel): string | undefined {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  return typeof template === 'string' && template !== '' ? template : undefined;
}

/**
 * Lays out a conversation by the model file's own Jinja template. What the messages say never goes through the template,
 * so nothing in it can act as a token; messages of tools and pictures are not part of it.
 * @param continuesLast the last message is the beginning of the answer
 * @throws Error what the template says when it cannot lay out such a conversation
 */
export function layOutChat(
  {
    llama,
    model,
    template,
  }: { readonly llama: Llama; readonly model: LlamaModel; readonly template: string },
  messages: readonly ChatMessage[],
  continuesLast: boolean,
): PromptPart[] {
  const last = messages.at(-1);
  const begun = continuesLast && last?.role === 'assistant' ? last.content : '';
  const asked = begun === '' ? messages : messages.slice(0, -1);
  const parts = layOutParts((hide) =>
    new JinjaRenderer(llama, template).render({
      messages: asked.map(({ role, content }) => ({ role, content: hide(content) })),
      add_generation_prompt: true,
      // The beginning token is put before every prompt, where the model wants one.
      bos_token: model.tokens.shouldPrependBosToken ? '' : (model.tokens.bosString ?? ''),
      eos_token: model.tokens.eosString ?? '',
    }),
  );
  return begun === '' ? parts : [...parts, { text: begun }];
}
