import { defuseMarkers } from './specialTokens';

/** A part of a prompt in a model's own format: tokens and words of the format, or the person's text. */
export type PromptPart = { readonly format: string } | { readonly text: string };

/** Renders a raw prompt. Markers that stand in the person's own text are defused, so none can act. */
export function renderRawPrompt(parts: readonly PromptPart[]): string {
  return parts.map((part) => ('format' in part ? part.format : defuseMarkers(part.text))).join('');
}
