/** What each server behind OpenAI's API is asked, by the table of what is known of them. */
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/model/languageModel';
import { chatBody } from '../../src/providers/openaiChat';
import {
  type OpenAIServer,
  UNKNOWN_SERVER,
  betaRoot,
  findServerByHost,
  findServerByOwner,
  wiresOf,
} from '../../src/providers/openaiServers';

const at = (baseUrl: string) => findServerByHost(baseUrl) ?? UNKNOWN_SERVER;
const of = (owner: string) => findServerByOwner(owner) ?? UNKNOWN_SERVER;

describe('the FIM wires', () => {
  it.each([
    ['https://api.openai.com/v1', 'gpt-6-mini', ['chat']],
    ['https://api.openai.com/v1', 'gpt-3.5-turbo-instruct', ['suffix']],
    ['https://us.api.openai.com/v1', 'gpt-5.1', ['chat']],
    ['https://api.mistral.ai/v1', 'codestral-latest', ['fimCompletions', 'chat']],
    ['https://codestral.mistral.ai/v1', 'codestral-2508', ['fimCompletions', 'chat']],
    ['https://api.mistral.ai/v1', 'mistral-small-latest', ['chat']],
    ['https://api.inceptionlabs.ai/v1', 'mercury-edit-2', ['fimCompletions', 'chat']],
    ['https://api.deepseek.com', 'deepseek-chat', ['suffix', 'chat']],
    ['https://api.siliconflow.cn/v1', 'Qwen/Qwen2.5-Coder-7B-Instruct', ['suffix', 'chat']],
    ['https://openrouter.ai/api/v1', 'qwen/qwen3-coder-next', ['template', 'chat']],
    ['https://openrouter.ai/api/v1', 'anthropic/claude-sonnet-5', ['chat']],
    ['https://router.huggingface.co/v1', 'Qwen/Qwen3-Coder-30B-A3B-Instruct', ['chat']],
    ['http://models.example/v1', 'Qwen2.5-Coder-7B', ['template', 'suffix', 'chat']],
    ['http://models.example/v1', 'our-own-model', ['chat', 'suffix']],
    ['https://openai.com.example/v1', 'gpt-6-mini', ['chat', 'suffix']],
  ])('of %s for %s', (baseUrl, model, wires) => {
    expect(wiresOf(at(baseUrl), { id: 'm', provider: 'openai', baseUrl, model })).toEqual(wires);
  });

  it.each([
    ['vllm', 'Qwen2.5-Coder-7B', ['template', 'chat']],
    ['vllm', 'our-own-model', ['chat']],
    ['organization_owner', 'qwen2.5-coder-7b', ['template', 'chat']],
  ])('of a server whose models belong to %s', (owner, model, wires) => {
    expect(wiresOf(of(owner), { id: 'm', provider: 'openai', baseUrl: 'http://h', model })).toEqual(wires);
  });
});

describe('the address', () => {
  it.each([
    ['https://api.deepseek.com', 'https://api.deepseek.com/beta'],
    ['https://api.deepseek.com/v1', 'https://api.deepseek.com/beta'],
    ['https://api.deepseek.com/beta', 'https://api.deepseek.com/beta'],
    ['https://api.siliconflow.cn/v1', 'https://api.siliconflow.cn/v1'],
    ['http://models.example:8000', 'http://models.example:8000/v1'],
  ])('of what %s calls beta is on the same server', (baseUrl, expected) => {
    expect(betaRoot(at(baseUrl), baseUrl)).toBe(expected);
  });
});

describe('the body of a chat', () => {
  const request: ChatRequest = {
    kind: 'chat',
    messages: [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
    ],
    maxTokens: 10,
    temperature: 0,
    stop: ['x'],
    reasoning: 'least',
    continuesLast: true,
  };
  const body = (server: OpenAIServer, model: string) => chatBody({ server, model }, request);

  it.each([
    ['gpt-4.1', { max_completion_tokens: 10, temperature: 0, stop: ['x'] }],
    ['gpt-5-mini', { max_completion_tokens: 10, reasoning_effort: 'minimal' }],
    ['gpt-5.1', { max_completion_tokens: 10, reasoning_effort: 'none' }],
    ['gpt-6-mini', { max_completion_tokens: 10, reasoning_effort: 'none' }],
    ['o4-mini', { max_completion_tokens: 10, reasoning_effort: 'low' }],
  ])('for OpenAI’s %s has what that model takes, and little reasoning', (model, expected) => {
    const {
      messages,
      model: sent,
      stream,
      stream_options,
      ...fields
    } = body(at('https://api.openai.com/v1'), model);
    expect(fields).toEqual(expected);
    expect(messages).toEqual(request.messages);
    expect([sent, stream, stream_options]).toEqual([model, true, { include_usage: true }]);
  });

  it.each([
    ['Mistral', at('https://api.mistral.ai/v1'), { messages: [{}, { prefix: true }] }],
    [
      'DeepSeek',
      at('https://api.deepseek.com'),
      { messages: [{}, { prefix: true }], thinking: { type: 'disabled' } },
    ],
    [
      'vLLM',
      of('vllm'),
      {
        continue_final_message: true,
        add_generation_prompt: false,
        chat_template_kwargs: { enable_thinking: false },
      },
    ],
  ])('for %s goes on with the last message', (_, server, expected) => {
    expect(body(server, 'm')).toMatchObject({ max_tokens: 10, temperature: 0, stop: ['x'], ...expected });
  });

  it('of a whole conversation has none of that', () => {
    const { kind, messages, maxTokens = 0, temperature = 0, stop = [] } = request;
    const whole: ChatRequest = { kind, messages, maxTokens, temperature, stop };
    const plain = { messages: request.messages, max_tokens: 10, temperature: 0, stop: ['x'] };
    for (const server of [at('https://api.mistral.ai/v1'), of('vllm'), UNKNOWN_SERVER])
      expect(chatBody({ server, model: 'm' }, whole)).toEqual({
        ...plain,
        model: 'm',
        stream: true,
        stream_options: { include_usage: true },
      });
  });
});
