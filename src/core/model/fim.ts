import { findFimWire } from './fimWire';
import type { CompletionRequest, ContextPiece } from './languageModel';

/**
 * FIM (fill in the middle) prompt templates by model family. Order and token texts are those of the models' own
 * documentation: Bavarian et al., "Efficient Training of Language Models to Fill in the Middle", 2022 for PSM and SPM.
 */
export interface FimTemplate {
  readonly family: string;
  /** PSM: prefix, suffix, middle. SPM: suffix, prefix, middle. */
  readonly order: 'PSM' | 'SPM';
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
  /** Written before the current file when the family was trained with file names. */
  readonly fileHeader?: (path: string) => string;
  /** Written once before several files when the family was trained on repositories. */
  readonly repositoryHeader?: string;
  /** Texts that end the answer although the server may pass them on. */
  readonly stops: readonly string[];
  /** Matches the model names of this family. */
  readonly names: RegExp;
}

const QWEN_FIM = { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' } as const;
const STARCODER_FIM = { prefix: '<fim_prefix>', suffix: '<fim_suffix>', middle: '<fim_middle>' } as const;

/** The table, most specific names first. */
export const FIM_TEMPLATES: readonly FimTemplate[] = [
  {
    family: 'qwen',
    order: 'PSM',
    ...QWEN_FIM,
    fileHeader: (path) => `<|file_sep|>${path}\n`,
    repositoryHeader: '<|repo_name|>workspace\n',
    stops: ['<|endoftext|>', '<|fim_pad|>', '<|repo_name|>', '<|file_sep|>', '<|im_start|>', '<|im_end|>'],
    names: /qwen|sweep-next-edit/i,
  },
  {
    family: 'mellum',
    order: 'SPM',
    ...STARCODER_FIM,
    fileHeader: (path) => `<filename>${path}\n`,
    stops: ['<|endoftext|>', '<filename>'],
    names: /mellum/i,
  },
  {
    family: 'granite',
    order: 'PSM',
    ...QWEN_FIM,
    stops: ['<|end_of_text|>', '<|fim_pad|>'],
    names: /granite-?4/i,
  },
  {
    family: 'starcoder',
    order: 'PSM',
    ...STARCODER_FIM,
    stops: ['<|endoftext|>', '<file_sep>', '<repo_name>'],
    names: /starcoder|granite|stable-code|replit/i,
  },
  {
    family: 'seed',
    order: 'SPM',
    prefix: '<[fim-prefix]>',
    suffix: '<[fim-suffix]>',
    middle: '<[fim-middle]>',
    stops: ['<[end▁of▁sentence]>'],
    names: /seed-?coder|zeta/i,
  },
  {
    family: 'deepseek',
    order: 'PSM',
    prefix: '<｜fim▁begin｜>',
    suffix: '<｜fim▁hole｜>',
    middle: '<｜fim▁end｜>',
    stops: ['<｜end▁of▁sentence｜>', '<｜EOT｜>'],
    names: /deepseek/i,
  },
  {
    family: 'codegemma',
    order: 'PSM',
    ...QWEN_FIM,
    stops: ['<|file_separator|>', '<end_of_turn>', '<eos>'],
    names: /codegemma/i,
  },
  {
    family: 'codestral',
    order: 'SPM',
    prefix: '[PREFIX]',
    suffix: '[SUFFIX]',
    middle: '',
    stops: ['</s>'],
    names: /codestral|mistral/i,
  },
  {
    family: 'codellama',
    order: 'PSM',
    prefix: '<PRE> ',
    suffix: ' <SUF>',
    middle: ' <MID>',
    stops: ['<EOT>'],
    names: /codellama|code-llama/i,
  },
];

/**
 * The template for a model: the family that the settings entry names; where it names none, the first whose names match.
 * Undefined when the model is not known to fill in the middle.
 */
export function findFimTemplate(spec: {
  readonly fim?: string;
  readonly model: string;
}): FimTemplate | undefined {
  if (spec.fim !== undefined && findFimWire(spec.fim) === undefined) return FIM_TEMPLATES.find((template) => template.family === spec.fim);
  return FIM_TEMPLATES.find((template) => template.names.test(spec.model));
}

/**
 * Renders a raw FIM prompt. Markers that stand in the person's own text are defused first, so none can act.
 * Pieces of other files go before the current one when the family was trained with file names; else they are left out.
 */
export function renderFimPrompt(
  template: FimTemplate,
  request: Pick<CompletionRequest, 'prefix' | 'suffix' | 'path'> & Partial<Pick<CompletionRequest, 'extra'>>,
): string {
  const prefix = defuseMarkers(request.prefix);
  const suffix = defuseMarkers(request.suffix);
  const header = renderFileHeaders(template, request.path, request.extra ?? []);
  return template.order === 'PSM'
    ? `${header}${template.prefix}${prefix}${template.suffix}${suffix}${template.middle}`
    : `${header}${template.suffix}${suffix}${template.prefix}${prefix}${template.middle}`;
}

function renderFileHeaders(
  { fileHeader, repositoryHeader }: FimTemplate,
  path: string,
  extra: readonly ContextPiece[],
): string {
  if (!fileHeader) return '';
  const files = extra.map(
    (piece) => `${fileHeader(defuseMarkers(piece.path))}${defuseMarkers(piece.text)}\n`,
  );
  const repository = files.length > 0 ? (repositoryHeader ?? '') : '';
  return repository + files.join('') + fileHeader(defuseMarkers(path));
}

/** Every marker text of every family, since a model may know more tokens than its own family's. */
const MARKERS = [
  ...new Set(
    FIM_TEMPLATES.flatMap((t) => [t.prefix, t.suffix, t.middle, ...t.stops].map((text) => text.trim())),
  ),
].filter((text) => text.length > 0);
const MARKER_PATTERN = new RegExp(
  MARKERS.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
  'g',
);

/**
 * Puts a space after the first character of every model marker in `text`, so that a tokenizer reads it as plain text.
 * Raw prompts need it: servers parse special tokens wherever they stand.
 */
export function defuseMarkers(text: string): string {
  return text.replace(MARKER_PATTERN, (marker) => `${marker.charAt(0)} ${marker.slice(1)}`);
}
