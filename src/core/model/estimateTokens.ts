/**
 * Estimates how many tokens a text is, without a tokenizer. Errs on the high side: English and code are about four
 * ASCII characters a token, other scripts about one character a token.
 */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) other++;
  return Math.ceil((text.length - other) / 3.5) + other;
}
