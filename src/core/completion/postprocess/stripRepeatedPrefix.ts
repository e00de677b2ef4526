import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** Lines before the cursor's own that an answer may repeat. */
const LINES_BACK = 60;
/** Letters and digits that a repeated piece must have before it counts as an echo. */
const ENOUGH_LETTERS = 2;

/** Drops what the answer repeats of the text left of the cursor: the current line, lines above it, a half-typed word. */
export const stripRepeatedPrefix: PostprocessRule = {
  name: 'stripRepeatedPrefix',
  whenEmpty: 'prefixRepeated',
  apply(text, place) {
    return stripLines(text, place) ?? stripCurrentLine(text, place.window.linePrefix) ?? text;
  },
};

/** An echo that begins some lines above: those lines in full, then the current line, then the answer. */
function stripLines(text: string, { window }: InsertionPlace): string | undefined {
  const start = text.trimStart();
  const firstLine = start.split('\n', 1)[0] ?? '';
  if (countLetters(firstLine) < 4 || !start.includes('\n')) return undefined;
  let lineStart = window.prefix.length - window.linePrefix.length;
  for (let back = 0; back < LINES_BACK && lineStart > 0; back++) {
    lineStart = window.prefix.lastIndexOf('\n', lineStart - 2) + 1;
    const echoed = window.prefix.slice(lineStart).trimStart();
    if (!echoed.startsWith(firstLine)) continue;
    const body = echoed.trimEnd();
    if (body.startsWith(start.trimEnd())) return '';
    if (body.includes('\n') || isWholeLine(start, body)) {
      if (start.startsWith(echoed)) return start.slice(echoed.length);
      if (start.startsWith(body)) return afterEcho(start.slice(body.length), window.linePrefix);
    }
  }
  return undefined;
}

function isWholeLine(text: string, body: string): boolean {
  return text.startsWith(`${body}\n`);
}

/** What follows an echo whose white space at the end differs from the document's. */
function afterEcho(rest: string, linePrefix: string): string {
  if (linePrefix.trim() !== '') return rest.trimStart();
  return rest.replace(/^[ \t]*\n/, '');
}

function stripCurrentLine(text: string, linePrefix: string): string | undefined {
  const line = linePrefix.trimStart();
  if (line === '') return undefined;
  const start = text.trimStart();
  if (countLetters(line) >= ENOUGH_LETTERS || line.length >= 4) {
    if (start.startsWith(line)) return start.slice(line.length);
    const bare = line.trimEnd();
    if (start.startsWith(bare) && bare !== line) return start.slice(bare.length).trimStart();
  }
  return stripHalfTypedWord(text, line);
}

/** The word being typed, written again from its start: `na` + `name` instead of `na` + `me`. */
function stripHalfTypedWord(text: string, line: string): string | undefined {
  const word = /[\w$]+$/.exec(line)?.[0] ?? '';
  if (word.length < 2 || !/^[A-Za-z_$]/.test(word)) return undefined;
  return text.startsWith(word) ? text.slice(word.length) : undefined;
}

function countLetters(text: string): number {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length;
}
