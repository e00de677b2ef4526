/** Characters of ASCII text per token, on the low side of what code has with today's tokenizers (3 to 4). */
const ASCII_CHARACTERS_PER_TOKEN = 3;

/** About how many tokens a text has; errs on the high side. Other scripts than ASCII count one token a UTF-16 unit. */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) other += 1;
  return Math.ceil((text.length - other) / ASCII_CHARACTERS_PER_TOKEN) + other;
}
