import type { FimTemplate } from './fimTemplates';
import type { FimTexts } from './fim';
import type { PromptPart } from './rawPrompt';

/** Stands for a text while a format is laid out around it. Private-use characters: no format has a meaning for them. */
const MARK = /\uE000(\d+)\uE001/;

/**
 * Lays out a format around texts without ever mixing the two, so that a tokenizer can be told which is which and no text
 * can act as a token of the format.
 * @param layOut gets `hide`, gives each text to it, and puts what comes back where the text is to stand
 */
export function layOutParts(layOut: (hide: (text: string) => string) => string): PromptPart[] {
  const texts: string[] = [];
  const laidOut = layOut((text) => `\uE000${texts.push(text) - 1}\uE001`);
  // `split` with a group gives format, number, format, number, … format.
  return laidOut.split(MARK).flatMap((piece, index): PromptPart[] => {
    const isText = index % 2 === 1;
    const content = isText ? (texts[Number(piece)] ?? '') : piece;
    if (content === '') return [];
    return [isText ? { text: content } : { format: content }];
  });
}

/** A FIM prompt of a family, for a tokenizer that is told what is format; see `renderFimPrompt` for one that is not. */
export function fimPromptParts(
  template: FimTemplate,
  { prefix, suffix, path, extra = [] }: FimTexts,
): PromptPart[] {
  return layOutParts((hide) => {
    const others = extra.map((piece) => ({ path: hide(piece.path), text: hide(piece.text) }));
    const { start = '', inPrefix = '' } = template.files?.(hide(path), others) ?? {};
    const before = template.prefix + inPrefix + hide(prefix);
    const after = template.suffix + hide(suffix);
    return start + (template.order === 'PSM' ? before + after : after + before) + template.middle;
  });
}
