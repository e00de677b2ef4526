import { CompletionContext } from '../../../src/core/completion/context/completionContext';
import { cutWindow } from '../../../src/core/completion/cursorWindow';
import { closestByJaccard } from './jaccard';
import type { ProjectFile } from './projects';
import { WINDOW_BUDGET } from './quality';

const KEYS_TYPED = 1_500;
const REQUESTS_OF_BASELINE = 40;
const JACCARD_LINES = 60;

/** Milliseconds per key of each way; one entry for each request. */
export interface Cost {
  /** Reading all the files when they are opened, once. */
  readonly openingMs: number;
  readonly edits: readonly number[];
  readonly queries: readonly number[];
  readonly keys: readonly number[];
  readonly jaccard: readonly number[];
  /** How often the pieces differed from those of the key before. */
  readonly changes: number;
}

/** Types lines into the middle of the first file, with a request for each key. */
export function measureCost(files: readonly ProjectFile[], typed: readonly string[], budget: number): Cost {
  const [file] = files;
  if (!file) throw new Error('There is no file to type in.');
  const context = new CompletionContext();
  const openingStarted = performance.now();
  for (const open of files) context.open(open, open.lines);
  const openingMs = performance.now() - openingStarted;
  const edits: number[] = [];
  const queries: number[] = [];
  const jaccard: number[] = [];
  let changes = 0;
  let last = '';
  const typing = new Typing(file);
  for (const key of keysOf(typed)) {
    if (queries.length === KEYS_TYPED) break;
    const edit = typing.type(key);
    const window = typing.window();
    const { cursor, lines } = typing;
    const started = performance.now();
    context.edit(file.uri, edit);
    const edited = performance.now();
    const { uri, languageId } = file;
    const pieces = context.piecesFor({ uri, languageId, cursor, window, budget });
    const ended = performance.now();
    edits.push(edited - started);
    queries.push(ended - edited);
    const packed = JSON.stringify(pieces);
    if (packed !== last) changes++;
    last = packed;
    if (queries.length % Math.ceil(KEYS_TYPED / REQUESTS_OF_BASELINE) !== 0) continue;
    const near = lines.slice(Math.max(0, cursor.line - JACCARD_LINES), cursor.line + 1);
    const jaccardStarted = performance.now();
    closestByJaccard({ files: files.slice(1), near, windowLines: JACCARD_LINES, budget });
    jaccard.push(performance.now() - jaccardStarted);
  }
  return {
    openingMs,
    edits,
    queries,
    keys: edits.map((ms, at) => ms + (queries[at] ?? 0)),
    jaccard,
    changes,
  };
}

/** A document in which somebody types from its middle on. */
export class Typing {
  readonly lines: string[];
  cursor: { line: number; character: number };

  constructor(file: ProjectFile) {
    const middle = Math.floor(file.lines.length / 2);
    this.lines = file.lines.toSpliced(middle, 0, '');
    this.lines.splice(middle, 1);
    this.cursor = { line: middle, character: 0 };
  }

  /** Puts in one character and returns the lines that changed. */
  type(key: string) {
    const { line, character } = this.cursor;
    const before = this.lines[line] ?? '';
    const lines = (before.slice(0, character) + key + before.slice(character)).split('\n');
    this.lines.splice(line, 1, ...lines);
    this.cursor =
      key === '\n' ? { line: line + 1, character: 0 } : { line, character: character + key.length };
    return { startLine: line, removedLines: 1, lines };
  }

  window() {
    const text = this.lines.join('\n');
    const { line, character } = this.cursor;
    const offset = this.lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
    return cutWindow(text, offset, line, WINDOW_BUDGET);
  }
}

function keysOf(lines: readonly string[]): string[] {
  return Array.from(`${lines.join('\n')}\n`);
}
