import { writeGguf, type GgufTensor } from './ggufWriter';

/** What the tiny model says at temperature 0. The chat sentence would also do as a commit subject. */
export const TINY_MODEL_SAYS = {
  fim: 'return left + right;',
  chat: 'Add the two numbers and return their sum',
} as const;

/** The role that a token plays, as the file names it. */
const TokenType = { normal: 1, control: 3, unused: 5 } as const;

const NEWLINE = 0x0a;
const WEIGHT = 24;
const HEAD_SIZE = 32;
const CONTEXT_TOKENS = 32_768;
const CHAT_TEMPLATE =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/**
 * A llama model that is nothing but a table of which token follows which. It has Qwen's FIM and ChatML tokens, so a
 * FIM prompt (which ends with `<|fim_middle|>`) gets the one line and a chat prompt (which ends with a line break) the
 * one sentence, word by word. Every byte is a token, so prompts are as long in tokens as in bytes.
 */
export function tinyGguf(): Buffer {
  const vocabulary = new Vocabulary();
  const special = (text: string) => vocabulary.add(text, TokenType.control);
  const endOfText = special('<|endoftext|>');
  special('<|im_start|>');
  const endOfMessage = special('<|im_end|>');
  special('<|fim_prefix|>');
  special('<|fim_suffix|>');
  const middle = special('<|fim_middle|>');
  special('<|fim_pad|>');
  special('<|repo_name|>');
  special('<|file_sep|>');
  // Whatever has no follower ends the text.
  const followers = new Map<number, number>();
  const say = (after: number, text: string, end: number) => {
    const words = text.match(/ ?\S+/g) ?? [];
    const last = words.reduce((previous, word) => {
      const token = vocabulary.add(toGpt2Text(word), TokenType.normal);
      followers.set(previous, token);
      return token;
    }, after);
    followers.set(last, end);
  };
  say(middle, TINY_MODEL_SAYS.fim, endOfText);
  say(NEWLINE, TINY_MODEL_SAYS.chat, endOfMessage);
  vocabulary.padTo(HEAD_SIZE);
  return writeGguf(
    {
      'general.architecture': { text: 'llama' },
      'general.name': { text: 'fairwind-tiny-qwen' },
      'general.file_type': { uint32: 0 },
      'llama.context_length': { uint32: CONTEXT_TOKENS },
      'llama.embedding_length': { uint32: vocabulary.size },
      'llama.block_count': { uint32: 1 },
      'llama.feed_forward_length': { uint32: HEAD_SIZE },
      'llama.attention.head_count': { uint32: 1 },
      'llama.attention.head_count_kv': { uint32: 1 },
      'llama.attention.key_length': { uint32: HEAD_SIZE },
      'llama.attention.value_length': { uint32: HEAD_SIZE },
      'llama.attention.layer_norm_rms_epsilon': { float32: 1e-6 },
      'llama.rope.dimension_count': { uint32: HEAD_SIZE },
      'llama.vocab_size': { uint32: vocabulary.size },
      'tokenizer.ggml.model': { text: 'gpt2' },
      'tokenizer.ggml.pre': { text: 'qwen2' },
      'tokenizer.ggml.tokens': { texts: vocabulary.texts },
      'tokenizer.ggml.token_type': { int32s: vocabulary.types },
      'tokenizer.ggml.merges': { texts: ['Ġ Ġ'] },
      'tokenizer.ggml.bos_token_id': { uint32: endOfText },
      'tokenizer.ggml.eos_token_id': { uint32: endOfMessage },
      'tokenizer.ggml.padding_token_id': { uint32: endOfText },
      'tokenizer.ggml.add_bos_token': { bool: false },
      'tokenizer.chat_template': { text: CHAT_TEMPLATE },
    },
    makeTensors(vocabulary.size, (token) => followers.get(token) ?? endOfText),
  );
}

/**
 * One layer whose attention and feed-forward add nothing, so that the last token alone decides: its embedding is the
 * unit vector of its own number, and the output matrix gives the weight to its follower.
 */
function makeTensors(size: number, follower: (token: number) => number): GgufTensor[] {
  const zeros = (name: string, ...shape: number[]): GgufTensor => ({
    name,
    shape,
    values: new Float32Array(shape.reduce((product, length) => product * length, 1)),
  });
  const ones = (name: string): GgufTensor => ({
    name,
    shape: [size],
    values: new Float32Array(size).fill(1),
  });
  const embedding = zeros('token_embd.weight', size, size);
  const output = zeros('output.weight', size, size);
  for (let token = 0; token < size; token++) {
    embedding.values[token * size + token] = 1;
    // The norm before the output stretches a unit vector by the square root of its length.
    output.values[follower(token) * size + token] = WEIGHT / Math.sqrt(size);
  }
  return [
    embedding,
    output,
    ones('output_norm.weight'),
    ones('blk.0.attn_norm.weight'),
    zeros('blk.0.attn_q.weight', size, HEAD_SIZE),
    zeros('blk.0.attn_k.weight', size, HEAD_SIZE),
    zeros('blk.0.attn_v.weight', size, HEAD_SIZE),
    zeros('blk.0.attn_output.weight', HEAD_SIZE, size),
    ones('blk.0.ffn_norm.weight'),
    zeros('blk.0.ffn_gate.weight', size, HEAD_SIZE),
    zeros('blk.0.ffn_up.weight', size, HEAD_SIZE),
    zeros('blk.0.ffn_down.weight', HEAD_SIZE, size),
  ];
}

/** The tokens by number: the 256 bytes first, so that a byte is its own token. */
class Vocabulary {
  readonly texts: string[] = [];
  readonly types: number[] = [];

  constructor() {
    for (const text of BYTE_TEXTS) this.add(text, TokenType.normal);
    // llama.cpp wants at least one merge, and the token that it makes.
    this.add('ĠĠ', TokenType.normal);
  }

  get size(): number {
    return this.texts.length;
  }

  add(text: string, type: number): number {
    this.types.push(type);
    return this.texts.push(text) - 1;
  }

  padTo(multiple: number): void {
    while (this.size % multiple !== 0) this.add(`<unused${this.size}>`, TokenType.unused);
  }
}

/** GPT-2's printable stand-ins: printable Latin-1 stands for itself, other bytes for characters from U+0100 on. */
const BYTE_TEXTS: readonly string[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
    return String.fromCharCode(isPrintable ? byte : next++);
  });
})();

function toGpt2Text(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => BYTE_TEXTS[byte]).join('');
}
