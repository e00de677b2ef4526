import type { CompletionRequest } from './languageModel';

/** A hole whose filling is known. Its two names are in the prefix, its closing brace in the suffix. */
export const FIM_PROBE: CompletionRequest = {
  kind: 'completion',
  prefix: 'function add(left, right) {\n  ',
  suffix: '\n}\n',
  path: 'add.js',
  languageId: 'javascript',
  extra: [],
  maxTokens: 32,
  stop: [],
};

/** How a model dealt with {@link FIM_PROBE}. */
export type FimVerdict =
  /** It wrote what belongs into the hole. */
  | 'fills'
  | 'empty'
  /** It talked about the code, or put it into a Markdown fence. */
  | 'prose'
  /** It began the function anew. */
  | 'restatesPrefix'
  /** It went on past the brace that stands in the suffix: it continues, and does not fill in. */
  | 'ignoresSuffix'
  /** It wrote code that has nothing to do with the hole. */
  | 'unrelated';

const FENCE_OR_PROSE = /```|^\s*(?:here|sure|certainly|the|this function|to|you)\b/i;

/** UTF-16 units from the start of an answer in which both names must stand. */
const NEAR_START = 80;

/** Judges the answer to {@link FIM_PROBE}; the first rule that applies is the verdict. */
export function judgeFimProbe(answer: string): FimVerdict {
  if (answer.trim() === '') return 'empty';
  if (FENCE_OR_PROSE.test(answer)) return 'prose';
  if (/\bfunction\s+add\b/.test(answer)) return 'restatesPrefix';
  if (closesWhatItDidNotOpen(answer)) return 'ignoresSuffix';
  const start = answer.trimStart().slice(0, NEAR_START);
  return /\bleft\b/.test(start) && /\bright\b/.test(start) ? 'fills' : 'unrelated';
}

function closesWhatItDidNotOpen(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth++;
    if (character === '}' && --depth < 0) return true;
  }
  return false;
}
