/**
 * The texts of special tokens that models know, over all families: a model may know more than its own family's. A server
 * that gets a raw prompt reads them wherever they stand. The bars and angles count in their full-width forms too, since
 * some tokenizers normalise text before they look for tokens (NFKC), and DeepSeek's tokens are written with those bars.
 */
const TOKEN_TEXTS: readonly RegExp[] = [
  // <|fim_prefix|>, <|im_start|>, <｜fim▁hole｜>, <｜User｜>, and whatever the next model adds in that style.
  /[<＜][|｜][^\s<>＜＞|｜]{1,60}[|｜][>＞]/,
  // Seed-Coder: <[fim-suffix]>, <[end▁of▁sentence]>.
  /[<＜]\[[^\s<>＜＞[\]]{1,60}\][>＞]/,
  // StarCoder and its descendants: <fim_prefix>, <fim-prefix>, <file_sep>, <gh_stars>, <issue_start>, <jupyter_code>.
  // No hyphen but in the old FIM tokens: elements of HTML that people name themselves have one.
  /[<＜](?:fim|file|repo|gh|issue|jupyter|commit|empty|intermediate|pr)_[a-z_]{1,40}[>＞]/,
  /[<＜]fim-(?:prefix|suffix|middle|pad)[>＞]/,
  /[<＜]\/?(?:filename|reponame|endoftext|tool_call|tool_response|think|s|pr)[>＞]/,
  // Sequence and turn tokens of SentencePiece vocabularies, Llama and Gemma.
  /[<＜](?:bos|eos|pad|unk|(?:start|end)_of_(?:turn|image|text)|unused\d+)[>＞]/,
  /[<＜](?:PRE|SUF|MID|EOT|END)[>＞]/,
  // Mistral: [PREFIX], [SUFFIX], [INST], [TOOL_CALLS], and the rest of its control tokens.
  /\[\/?(?:PREFIX|SUFFIX|MIDDLE|INST|IMG|IMG_BREAK|IMG_END|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|SYSTEM_PROMPT|THINK|ARGS|CALL_ID|control_\d+)\]/,
];

const ANY_TOKEN = new RegExp(TOKEN_TEXTS.map(({ source }) => `(?:${source})`).join('|'), 'g');

/**
 * Puts a space after every opening angle and bracket of each special token in `text`, so that a tokenizer reads it as
 * plain text; after every one, since a token may hold another. Raw prompts need it: servers parse special tokens
 * wherever they stand.
 */
export function defuseMarkers(text: string): string {
  return text.replace(ANY_TOKEN, (token) => token.replace(/[<＜[]/g, '$& '));
}
