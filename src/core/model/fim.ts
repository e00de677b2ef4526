import { findFimWire } from './fimWire';
import { FIM_TEMPLATES, type FileHeaders, type FimTemplate } from './fimTemplates';
import type { CompletionRequest } from './languageModel';
import { defuseMarkers } from './specialTokens';

/** What of a request stands in a prompt. */
export type FimTexts = Pick<CompletionRequest, 'prefix' | 'suffix' | 'path'> &
  Partial<Pick<CompletionRequest, 'extra'>>;

/**
 * The template for a model: the family that the settings entry names; where it names none, the first whose names match.
 * Undefined when the model is not known to fill in the middle.
 */
export function findFimTemplate(spec: {
  readonly fim?: string;
  readonly model: string;
}): FimTemplate | undefined {
  if (spec.fim !== undefined && findFimWire(spec.fim) === undefined)
    return FIM_TEMPLATES.find((template) => template.family === spec.fim);
  return FIM_TEMPLATES.find((template) => template.names.test(spec.model));
}

/**
 * Renders a raw FIM prompt. Special tokens that stand in the person's own text are defused first, so none can act.
 * Pieces of other files are left out where the family was not trained to see any.
 */
export function renderFimPrompt(template: FimTemplate, request: FimTexts): string {
  const { start = '', inPrefix = '' } = renderHeaders(template, request);
  const prefix = template.prefix + inPrefix + defuseMarkers(request.prefix);
  const suffix = template.suffix + defuseMarkers(request.suffix);
  return start + (template.order === 'PSM' ? prefix + suffix : suffix + prefix) + template.middle;
}

/** The prefix alone, behind other files where the family sees them there: for wires that take it as a field. */
export function renderPrefix(template: FimTemplate | undefined, request: FimTexts): string {
  const inPrefix = template ? renderHeaders(template, request).inPrefix : undefined;
  return (inPrefix ?? '') + defuseMarkers(request.prefix);
}

function renderHeaders({ files }: FimTemplate, { path, extra = [] }: FimTexts): FileHeaders {
  if (!files) return {};
  const others = extra.map((piece) => ({ path: defuseMarkers(piece.path), text: defuseMarkers(piece.text) }));
  return files(defuseMarkers(path), others);
}
