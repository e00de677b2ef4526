import { KEYWORDS } from '../text/keywords';
import { LONG_LINE } from './generated';

const MOST_DECLARATIONS = 40;
const MOST_NAMES = 24;

export interface OutlineOptions {
  readonly context: string;
  /** The hunk's lines with their marks. */
  readonly lines: readonly string[];
  /** Those changed lines that declare something. */
  readonly declared: readonly string[];
}

/** A hunk's declaration lines, and the names that it brings in; empty when it has neither. */
export function outlineOf({ context, lines, declared }: OutlineOptions): string {
  const shown = declared.slice(0, MOST_DECLARATIONS);
  const names = newNames(lines, shown).slice(0, MOST_NAMES);
  if (shown.length === 0 && names.length === 0) return '';
  const text = [`@@ ${context} (outline)`, ...shown];
  if (declared.length > shown.length) text.push(`… ${declared.length - shown.length} more declarations`);
  if (names.length > 0) text.push(`new names: ${names.join(', ')}`);
  return `${text.join('\n')}\n`;
}

/** Names in added lines that stand neither in the hunk's other lines nor in the lines shown, in their order. */
function newNames(lines: readonly string[], shown: readonly string[]): string[] {
  const added = new Set<string>();
  const known = new Set<string>(shown.flatMap(namesIn));
  for (const line of lines) {
    for (const name of namesIn(line)) (line.startsWith('+') ? added : known).add(name);
  }
  return [...added].filter((name) => !known.has(name) && !KEYWORDS.has(name));
}

function namesIn(line: string): string[] {
  return line.slice(1, LONG_LINE).match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
}
