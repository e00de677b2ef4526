import { type Hypothesis, type SearchResult, searchLine } from './beam';
import { confidenceOf, describeSearch } from './confidence';
import { type Cursor, HISTORY, NOTHING } from './cursor';
import { joinSuffix } from './joinSuffix';
import type { StepPredictor } from './predictor';
import { UNKNOWN_LEXEME, type Vocabulary, indentChangeOf, isAfterBlank, isLineStart } from './vocabulary';

/** Lines one suggestion may hold. */
const MAX_LINES = 8;
/** A line after the first is only added when it is this probable by itself. */
const NEXT_LINE_PROBABILITY = 0.8;
/** Lines that nobody would be shown are not searched to their end. */
const HOPELESS_FACTOR = 0.05;

/** A suggestion: what to insert at the cursor. */
export interface Prediction {
  readonly kind: 'prediction';
  /** Text for the cursor, its lines joined by `\n`; never empty. */
  readonly text: string;
  /** Calibrated probability that the whole text is exactly what the person would write. */
  readonly probability: number;
  /** That of the first line alone. */
  readonly firstLineProbability: number;
  readonly lineCount: number;
  /** The token that it begins with, to ask for a text that begins otherwise. */
  readonly firstToken: number;
}

/** Why there is no suggestion. */
export type NoPredictionReason =
  /** The document is not indexed. */
  | 'unknownDocument'
  /** Much of the document is still to be read. */
  | 'unreadDocument'
  /** The line is too long to be code, or the cursor stands inside a surrogate pair. */
  | 'unreadableLine'
  /** Nothing in the workspace leads from here to the end of the line. */
  | 'noEvidence'
  /** The line seems to be complete. */
  | 'nothingToAdd'
  /** The most probable text does not fit what stands right of the cursor. */
  | 'contradictsSuffix'
  /** There is a suggestion, but not a sure enough one. */
  | 'belowThreshold';

export interface NoPrediction {
  readonly kind: 'none';
  readonly reason: NoPredictionReason;
}

export interface TextRequest {
  readonly cursor: Cursor;
  /** What stands between the cursor and the end of the line. */
  readonly lineSuffix: string;
  readonly threshold: number;
  /** Tokens that the text may not begin with. */
  readonly avoid?: ReadonlySet<number>;
  /** The text of the line as far as it indents, to indent further lines alike. */
  readonly indentation: string;
}

/** The parts of the model that a prediction reads. */
interface Parts {
  readonly predictor: StepPredictor;
  readonly vocabulary: Vocabulary;
  readonly confidenceWeights: readonly number[];
  /** The claimed probability as this workspace has borne it out. */
  readonly correct: (claimed: number) => number;
}

/** Predicts the rest of the line, and the lines after it while they are nearly certain. */
export function predictText(parts: Parts, request: TextRequest): Prediction | NoPrediction {
  const { cursor, threshold, avoid } = request;
  const minimumLogProbability = Math.log(Math.max(1e-9, threshold * HOPELESS_FACTOR));
  const found = searchLine(parts.predictor, cursor, {
    minimumLogProbability,
    ...(avoid && { avoid }),
  });
  if (found === undefined) return none(threshold > 0 ? 'belowThreshold' : 'noEvidence');
  const pieces = piecesOf(parts.vocabulary, cursor, found.best);
  if (pieces.join('') === '') return none('nothingToAdd');
  const first = joinSuffix(pieces, request.lineSuffix);
  if (first === undefined) return none('contradictsSuffix');
  if (first === '') return none('nothingToAdd');
  const probability = confidence(parts, found, cursor);
  if (probability < threshold) return none('belowThreshold');
  const more =
    request.lineSuffix.trim() === '' && threshold > 0
      ? furtherLines(parts, request, found.best, probability)
      : [];
  return {
    kind: 'prediction',
    text: [first, ...more.map(({ text }) => text)].join('\n'),
    probability: more.at(-1)?.probability ?? probability,
    firstLineProbability: probability,
    lineCount: 1 + more.length,
    firstToken: found.best.tokens[cursor.history.length] ?? 0,
  };
}

export function none(reason: NoPredictionReason): NoPrediction {
  return { kind: 'none', reason };
}

function confidence({ confidenceWeights, correct }: Parts, found: SearchResult, cursor: Cursor): number {
  return correct(confidenceOf(describeSearch(found, cursor), confidenceWeights));
}

/** The predicted tokens of a line as text, without what is already typed of the first. */
export function piecesOf(vocabulary: Vocabulary, cursor: Cursor, hypothesis: Hypothesis): string[] {
  const pieces: string[] = [];
  for (let at = cursor.history.length; at < hypothesis.length; at++) {
    const token = hypothesis.tokens[at] ?? 0;
    if (isLineStart(token)) break;
    const typed = pieces.length === 0 ? cursor.partial.length : 0;
    pieces.push(token >> 1 === UNKNOWN_LEXEME ? '' : vocabulary.tokenText(token).slice(typed));
  }
  return pieces;
}

interface FurtherLine {
  /** The line with its indentation, blank lines before it included. */
  readonly text: string;
  /** Probability of everything up to and with this line. */
  readonly probability: number;
}

/** Lines after the first one, each nearly certain, and none that already stands below the cursor. */
function furtherLines(
  parts: Parts,
  { cursor, threshold, indentation }: TextRequest,
  first: Hypothesis,
  firstProbability: number,
): FurtherLine[] {
  const lines: FurtherLine[] = [];
  let probability = firstProbability;
  let width = cursor.indent;
  let last = first;
  while (lines.length + 1 < MAX_LINES) {
    const lineStart = last.tokens[last.length - 1] ?? 0;
    width += indentChangeOf(lineStart);
    if (width < 0) break;
    const next = cursorAfter(cursor, last);
    const found = searchLine(parts.predictor, next, {
      minimumLogProbability: Math.log(NEXT_LINE_PROBABILITY / 2),
    });
    if (found === undefined) break;
    const own = confidence(parts, found, next);
    if (own < NEXT_LINE_PROBABILITY || probability * own < threshold) break;
    if (repeatsFollowing(cursor, last, found.best, next.history.length)) break;
    probability *= own;
    const text = piecesOf(parts.vocabulary, next, found.best).join('');
    lines.push({
      text: `${isAfterBlank(lineStart) ? '\n' : ''}${indent(width, indentation)}${text}`,
      probability,
    });
    last = found.best;
  }
  return lines;
}

/** The cursor as it stands after the line of a hypothesis has been written. */
function cursorAfter(cursor: Cursor, { tokens, length }: Hypothesis): Cursor {
  return {
    ...cursor,
    history: tokens.slice(Math.max(0, length - HISTORY), length),
    partial: '',
    hidden: [NOTHING, NOTHING],
  };
}

/** Whether a predicted line is the one that stands below the cursor already. */
function repeatsFollowing(cursor: Cursor, last: Hypothesis, line: Hypothesis, start: number): boolean {
  const { following } = cursor;
  if (following.length === 0) return false;
  if (last.tokens[last.length - 1] !== following[0]) return false;
  for (let at = 1; at < following.length; at++)
    if (line.tokens[start + at - 1] !== following[at]) return false;
  return true;
}

/** Indentation of `width` columns in the style of an existing one. */
function indent(width: number, like: string): string {
  return like.includes('\t') ? '\t'.repeat(Math.round(width / 4)) : ' '.repeat(width);
}
