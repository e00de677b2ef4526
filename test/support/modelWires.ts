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
