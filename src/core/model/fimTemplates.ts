import type { ContextPiece } from './languageModel';

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
  /** How the family was trained to see file names and other files; absent where it was not. */
  readonly files?: FileLayout;
  /** Texts that end the answer although the server may pass them on. */
  readonly stops: readonly string[];
  /** Matches the model names of this family. */
  readonly names: RegExp;
}

/** Writes the current file's path and the pieces of other files; their texts hold no tokens any more. */
type FileLayout = (path: string, others: readonly ContextPiece[]) => FileHeaders;

export interface FileHeaders {
  /** Stands before everything else. */
  readonly start?: string;
  /** Stands before the current file's own text, behind the token that begins it. */
  readonly inPrefix?: string;
}

const QWEN_FIM = { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' } as const;
const STARCODER_FIM = { prefix: '<fim_prefix>', suffix: '<fim_suffix>', middle: '<fim_middle>' } as const;

/** Every file behind its path, the current one too; `repository` comes once, before several files. */
function withHeaders(header: (path: string) => string, repository = ''): FileLayout {
  return (path, others) => ({
    start:
      (others.length > 0 ? repository : '') +
      others.map((piece) => `${header(piece.path)}${piece.text}\n`).join('') +
      header(path),
  });
}

/** The table, most specific names first. */
export const FIM_TEMPLATES: readonly FimTemplate[] = [
  {
    family: 'qwen',
    order: 'PSM',
    ...QWEN_FIM,
    files: withHeaders((path) => `<|file_sep|>${path}\n`, '<|repo_name|>workspace\n'),
    stops: ['<|endoftext|>', '<|fim_pad|>', '<|repo_name|>', '<|file_sep|>', '<|im_start|>', '<|im_end|>'],
    names: /qwen|sweep-next-edit/i,
  },
  {
    family: 'mellum',
    order: 'SPM',
    ...STARCODER_FIM,
    files: withHeaders((path) => `<filename>${path}\n`),
    stops: ['<|endoftext|>', '<filename>'],
    names: /mellum/i,
  },
  {
    family: 'granite',
    order: 'PSM',
    ...QWEN_FIM,
    stops: ['<|end_of_text|>', '<|fim_pad|>'],
    names: /granite-?[4-9]/i,
  },
  {
    family: 'starcoder2',
    order: 'PSM',
    ...STARCODER_FIM,
    // Lozhkov et al., "StarCoder 2 and The Stack v2", 2024, 5.1: the path stands behind the token.
    files: (path, others) =>
      others.length === 0
        ? {}
        : {
            start: `<repo_name>workspace${others.map((piece) => `<file_sep>${piece.path}\n${piece.text}\n`).join('')}<file_sep>`,
            inPrefix: `${path}\n`,
          },
    stops: ['<|endoftext|>', '<file_sep>', '<repo_name>'],
    names: /starcoder-?2/i,
  },
  {
    family: 'starcoder',
    order: 'PSM',
    ...STARCODER_FIM,
    stops: ['<|endoftext|>', '<file_sep>', '<reponame>', '<filename>'],
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
    files: (_path, others) => ({ start: others.map(({ text }) => `${text}<|file_separator|>`).join('') }),
    stops: ['<|file_separator|>', '<end_of_turn>', '<eos>'],
    names: /codegemma/i,
  },
  {
    family: 'codestral',
    order: 'SPM',
    prefix: '[PREFIX]',
    suffix: '[SUFFIX]',
    middle: '',
    files: (path, others) =>
      others.length === 0
        ? {}
        : {
            inPrefix: `${others.map((piece) => `+++++ ${piece.path}\n${piece.text}\n\n`).join('')}+++++ ${path}\n`,
          },
    stops: ['</s>', '\n+++++ '],
    names: /codestral/i,
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
  {
    family: 'falcon',
    order: 'PSM',
    prefix: '<|prefix|>',
    suffix: '<|suffix|>',
    middle: '<|middle|>',
    stops: ['<|end_of_text|>', '<|im_end|>'],
    names: /falcon.*coder/i,
  },
  {
    family: 'glm',
    order: 'PSM',
    prefix: '<|code_prefix|>',
    suffix: '<|code_suffix|>',
    middle: '<|code_middle|>',
    stops: ['<|endoftext|>', '<|user|>', '<|observation|>'],
    names: /\bglm-?[4-9]/i,
  },
];
