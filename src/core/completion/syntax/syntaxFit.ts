import { indentColumns } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import { countTakenOver } from '../postprocess/countTakenOver';
import type { SyntaxParser } from './syntaxParser';
import { type SyntaxRegion, cutSyntaxRegion } from './syntaxRegion';

/**
 * Whether the code around the cursor has no syntax error with a text inserted; undefined where that cannot be told.
 * A new text costs about 0.2 ms, one that was asked for before nothing.
 */
export type SyntaxFit = (text: string) => boolean | undefined;

/** A longer text (UTF-16 units) takes too long to parse. */
const LONGEST_TEXT = 4_000;
/** Where this many texts were parsed nothing more is told, so that no answer can make its own reading slow. */
const MOST_PARSES = 16;

/** Makes the question for one place. */
export function createSyntaxFit(parser: SyntaxParser, place: InsertionPlace): SyntaxFit {
  const known = new Map<string, boolean>();
  const regionAt = rememberLast((indent) => cutSyntaxRegion(place.window, place.syntax, indent));
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    if (text.length > LONGEST_TEXT || known.size >= MOST_PARSES) return undefined;
    const region = regionAt(indentColumns(place.window.linePrefix + (text.split('\n', 1)[0] ?? '')));
    if (!region) return undefined;
    const [open, close] = frameOf(region, place.languageId);
    const code = open + region.before + text + region.after.slice(countTakenOver(text, place));
    const fits =
      parser.accepts(code + region.unclosed + close) ||
      (region.reachesEnd && region.unclosed !== '' && parser.accepts(code + close));
    known.set(text, fits);
    return fits;
  };
}

/** What a member of a class has to stand in to be parsed. */
const CLASS_FRAMES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  python: ['class A:\n', ''],
  rust: ['impl A {\n', '}\n'],
};

/** What has to stand around a region for it to be code of its language. */
function frameOf({ isNested, before }: SyntaxRegion, languageId: string): readonly [string, string] {
  const [open, close] = isNested ? (CLASS_FRAMES[languageId] ?? ['class A {\n', '}\n']) : ['', ''];
  return [languageId === 'php' && !before.includes('<?') ? `<?php\n${open}` : open, close];
}

function rememberLast<T>(make: (key: number) => T): (key: number) => T {
  let last: { readonly key: number; readonly value: T } | undefined;
  return (key) => (last?.key === key ? last : (last = { key, value: make(key) })).value;
}
