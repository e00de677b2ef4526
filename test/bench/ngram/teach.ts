/** Turns cut points into examples to learn from. */
import { searchLine } from '../../../src/core/ngram/beam';
import { describeSearch } from '../../../src/core/ngram/confidence';
import { readCursor } from '../../../src/core/ngram/cursor';
import type { DocumentStore } from '../../../src/core/ngram/documentStore';
import { FEATURE_COUNT } from '../../../src/core/ngram/features';
import { piecesOf } from '../../../src/core/ngram/predictText';
import { type StepPredictor, newPath } from '../../../src/core/ngram/predictor';
import { lineStartToken } from '../../../src/core/ngram/vocabulary';
import type { CutPoint } from './cutPoints';

/** One step for the mixer: feature rows, the last for "none of them", and the row that was right. */
export interface StepExample {
  readonly rows: Float32Array;
  readonly count: number;
  readonly right: number;
}

/** One finished search for the confidence, and whether it was exactly right. */
export interface SearchExample {
  readonly features: readonly number[];
  readonly isRight: boolean;
}

/** Tokens of one line that are learned from. */
const MAX_STEPS = 24;

/** Walks the true rest of the line token by token. The document must stand cut in the store. */
export function stepExamples(store: DocumentStore, predictor: StepPredictor, point: CutPoint): StepExample[] {
  const cursor = cursorAt(store, point);
  predictor.start(cursor);
  const path = newPath(cursor);
  const isWordTyped = cursor.partial.trim() !== '';
  const complete = store.reader.peek(point.prefix).length - (isWordTyped ? 1 : 0);
  const whole = store.reader.peek(point.prefix + point.rest);
  const truth = [...whole.tokens.subarray(Math.max(1, complete), whole.length)].slice(0, MAX_STEPS);
  if (truth.length < MAX_STEPS) truth.push(nextLineStart(store, point));
  return truth.map((token, step) => {
    const features = predictor.describe(cursor, path, step === 0 ? cursor.partial : '');
    const found = features.tokens.subarray(0, features.count).indexOf(token);
    path.tokens[path.length++] = token;
    return {
      rows: features.rows.slice(0, (features.count + 1) * FEATURE_COUNT),
      count: features.count,
      right: found < 0 ? features.count : found,
    };
  });
}

/** The line start that follows the line in the file, whether or not the model may see it. */
function nextLineStart({ reader }: DocumentStore, { lines, line }: CutPoint): number {
  const indent = reader.peek(lines[line] ?? '').indent;
  for (let next = line + 1; next < lines.length; next++) {
    const read = reader.peek(lines[next] ?? '');
    if (read.length > 0) return lineStartToken(read.indent - indent, next > line + 1);
  }
  return lineStartToken(0, false);
}

/** Searches the line as a prediction would. Undefined when nothing is found. */
export function searchExample(
  store: DocumentStore,
  predictor: StepPredictor,
  point: CutPoint,
): SearchExample | undefined {
  const cursor = cursorAt(store, point);
  predictor.start(cursor);
  const found = searchLine(predictor, cursor, { minimumLogProbability: -20 });
  if (found === undefined) return undefined;
  const text = piecesOf(store.vocabulary, cursor, found.best).join('');
  return text === '' ? undefined : { features: describeSearch(found, cursor), isRight: text === point.rest };
}

function cursorAt(store: DocumentStore, { file, line, prefix }: CutPoint) {
  const document = store.get(file.path);
  if (document === undefined) throw new Error(`${file.path} is not indexed`);
  return readCursor(store, document, { line, linePrefix: prefix });
}
