import { defuseMarkers } from './specialTokens';

/** A part of a prompt in a model's own format: tokens and words of the format, or the person's text. */
export type PromptPart = { readonly format: string } | { readonly text: string };

/**
 * Renders a raw prompt. Special tokens that stand in the person's own text are defused, so none can act; neighbouring
 * texts are looked at as one, since a token may be spread over them.
 */
export function renderRawPrompt(parts: readonly PromptPart[]): string {
  let prompt = '';
  let text = '';
  for (const part of parts) {
    if ('text' in part) text += part.text;
    else {
      prompt += defuseMarkers(text) + part.format;
      text = '';
    }
  }
  return prompt + defuseMarkers(text);
}
