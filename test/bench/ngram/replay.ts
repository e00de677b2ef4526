/** Types whole files from start to end and counts the characters that suggestions save. */
import type { WorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import type { SourceFile } from './corpus';
import { seededRandom } from '../../../src/core/ngram/random';
import type { IndexedRepository } from './measure';

export interface Replay {
  readonly typed: number;
  readonly saved: number;
  /** Suggestions that were shown, and those of them that were right. */
  readonly shown: number;
  readonly accepted: number;
}

/** Lines of a file that are typed; longer files are typed as far as this. */
const MAX_LINES = 400;
/** A suggestion that adds fewer characters is not counted: pressing Tab costs a key too. */
const KEY_COST = 1;

/**
 * Types files that the model does not hold, into an empty document, and asks at every character at the default
 * threshold. A suggestion is accepted when all of it is what the file goes on with. Indentation is not counted.
 */
export function replayFiles(indexed: IndexedRepository, fileCount: number, seed: number): Replay {
  const random = seededRandom(seed);
  const files = indexed.repository.files.filter(
    ({ language, text }) => language !== undefined && text.split('\n').length >= 20,
  );
  const total = { typed: 0, saved: 0, shown: 0, accepted: 0 };
  for (let chosen = 0; chosen < fileCount; chosen++) {
    const file = files[Math.floor(random() * files.length)];
    if (file !== undefined) add(total, replayFile(indexed, file));
  }
  return total;
}

function replayFile({ model }: IndexedRepository, { path, text, language }: SourceFile): Replay {
  model.setDocument(path, '', language ?? 'other');
  const total = { typed: 0, saved: 0, shown: 0, accepted: 0 };
  const lines = text.split(/\r\n|\n|\r/).slice(0, MAX_LINES);
  for (let line = 0; line < lines.length; line++) {
    add(total, typeLine(model, path, lines, line));
  }
  model.setDocument(path, text, language ?? 'other');
  model.indexSlice(Infinity);
  return total;
}

/** Types one line at the end of the document. Further lines of a suggestion are not taken. */
function typeLine(model: WorkspaceModel, documentId: string, lines: readonly string[], line: number): Replay {
  const text = (lines[line] ?? '').trimEnd();
  const total = { typed: 0, saved: 0, shown: 0, accepted: 0 };
  let column = text.length - text.trimStart().length;
  let dismissed = '';
  while (column < text.length) {
    const linePrefix = text.slice(0, column);
    model.updateDocument(documentId, { startLine: line, removedLines: 1, lines: [linePrefix] });
    const result = model.predict({ documentId, line, linePrefix, lineSuffix: '' });
    const suggestion = result.kind === 'prediction' ? (result.text.split('\n')[0] ?? '') : '';
    const whole = linePrefix + suggestion;
    if (suggestion !== '' && whole !== dismissed) {
      total.shown++;
      dismissed = whole;
      if (text === whole) {
        total.accepted++;
        total.saved += Math.max(0, suggestion.length - KEY_COST);
        total.typed += suggestion.length;
        break;
      }
    }
    total.typed++;
    column++;
  }
  model.updateDocument(documentId, { startLine: line, removedLines: 1, lines: [text] });
  return total;
}

function add(total: { -readonly [K in keyof Replay]: number }, part: Replay): void {
  total.typed += part.typed;
  total.saved += part.saved;
  total.shown += part.shown;
  total.accepted += part.accepted;
}
