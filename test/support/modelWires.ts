/**
 * The streams of the model servers that Fairwind speaks to, made from pieces of text. The shapes are those of llama.cpp
 * (recorded, see test/providers/fixtures) and of Ollama's and OpenAI's documentation.
 */

export interface WireEnd {
  readonly reason?: 'stop' | 'length';
  readonly reasoning?: readonly string[];
}

const USAGE = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 };

function events(records: readonly object[], done: boolean): string {
  return (
    records.map((record) => `data: ${JSON.stringify(record)}\n\n`).join('') + (done ? 'data: [DONE]\n\n' : '')
  );
}

/** llama.cpp `/infill`. */
export function infillWire(pieces: readonly string[], { reason = 'stop' }: WireEnd = {}): string {
  return events(
    [
      ...pieces.map((content) => ({ index: 0, content, tokens: [7], stop: false })),
      {
        content: '',
        stop: true,
        stop_type: reason === 'stop' ? 'eos' : 'limit',
        tokens_evaluated: 12,
        tokens_predicted: 5,
      },
    ],
    false,
  );
}

/** `/v1/completions`. */
export function completionsWire(pieces: readonly string[], { reason = 'stop' }: WireEnd = {}): string {
  const choice = (text: string, finish_reason: string | null) => ({
    object: 'text_completion',
    choices: [{ text, index: 0, logprobs: null, finish_reason }],
  });
  return events([...pieces.map((text) => choice(text, null)), { ...choice('', reason), usage: USAGE }], true);
}

/** `/v1/chat/completions`. */
export function chatCompletionsWire(
  pieces: readonly string[],
  { reason = 'stop', reasoning = [] }: WireEnd = {},
): string {
  const choice = (delta: object, finish_reason: string | null = null) => ({
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason }],
  });
  return events(
    [
      choice({ role: 'assistant', content: null }),
      ...reasoning.map((reasoning_content) => choice({ reasoning_content })),
      ...pieces.map((content) => choice({ content })),
      choice({}, reason),
      { object: 'chat.completion.chunk', choices: [], usage: USAGE },
    ],
    true,
  );
}

function lines(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify({ model: 'm', ...record })}\n`).join('');
}

const OLLAMA_COUNTS = { prompt_eval_count: 12, eval_count: 5 };

/** Ollama `/api/generate`. */
export function ollamaGenerateWire(pieces: readonly string[], { reason = 'stop' }: WireEnd = {}): string {
  return lines([
    ...pieces.map((response) => ({ response, done: false })),
    { response: '', done: true, done_reason: reason, ...OLLAMA_COUNTS },
  ]);
}

/** Ollama `/api/chat`. */
export function ollamaChatWire(
  pieces: readonly string[],
  { reason = 'stop', reasoning = [] }: WireEnd = {},
): string {
  const message = (fields: object) => ({ role: 'assistant', content: '', ...fields });
  return lines([
    ...reasoning.map((thinking) => ({ message: message({ thinking }), done: false })),
    ...pieces.map((content) => ({ message: message({ content }), done: false })),
    { message: message({}), done: true, done_reason: reason, ...OLLAMA_COUNTS },
  ]);
}

/** Anthropic `/v1/messages`. */
export function anthropicWire(
  pieces: readonly string[],
  { reason = 'stop', reasoning = [] }: WireEnd = {},
): string {
  const thinking =
    reasoning.length === 0
      ? []
      : anthropicBlock(
          0,
          { type: 'thinking', thinking: '', signature: '' },
          reasoning.map((part) => ({ type: 'thinking_delta', thinking: part })),
        );
  return namedEvents([
    {
      type: 'message_start',
      message: { id: 'msg_1', role: 'assistant', content: [], usage: { input_tokens: 12, output_tokens: 1 } },
    },
    ...thinking,
    { type: 'ping' },
    ...anthropicBlock(
      1,
      { type: 'text', text: '' },
      pieces.map((text) => ({ type: 'text_delta', text })),
    ),
    {
      type: 'message_delta',
      delta: { stop_reason: reason === 'stop' ? 'end_turn' : 'max_tokens', stop_sequence: null },
      usage: { output_tokens: 5 },
    },
    { type: 'message_stop' },
  ]);
}

function anthropicBlock(index: number, content_block: object, deltas: readonly object[]): AnthropicEvent[] {
  return [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

interface AnthropicEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Server-sent events whose names stand in them too. */
export function namedEvents(records: readonly AnthropicEvent[]): string {
  return records.map((record) => `event: ${record.type}\ndata: ${JSON.stringify(record)}\n\n`).join('');
}

/** Gemini `:streamGenerateContent?alt=sse`. */
export function geminiWire(
  pieces: readonly string[],
  { reason = 'stop', reasoning = [] }: WireEnd = {},
): string {
  const answer = (part: object, finishReason?: string) => ({
    candidates: [
      { content: { parts: [part], role: 'model' }, ...(finishReason && { finishReason }), index: 0 },
    ],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 3, thoughtsTokenCount: 2 },
    modelVersion: 'm',
  });
  return events(
    [
      ...reasoning.map((text) => answer({ text, thought: true })),
      ...pieces.map((text) => answer({ text })),
      answer({ text: '' }, reason === 'stop' ? 'STOP' : 'MAX_TOKENS'),
    ],
    false,
  );
}
