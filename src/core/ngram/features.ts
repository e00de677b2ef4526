import { type CandidateTable, Stat } from './candidateTable';
import { FAMILIES } from './contexts';
import type { Cursor } from './cursor';
import type { Path } from './candidates';
import type { NearNames } from './nearNames';
import { LexemeKind } from './tokenizer';
import { UNKNOWN_LEXEME, type Vocabulary, isLineStart } from './vocabulary';

/** Candidates that are weighed at each step: the most promising of those that were collected. */
export const MAX_WEIGHED = 10;

/** How many numbers describe one candidate. */
export const FEATURE_COUNT = 2 * FAMILIES.length + 35;

/** How much one family's share says before anything is learned; only used to choose which candidates are weighed. */
const ROUGH_WEIGHTS = [6, 4, 2, 1, 5, 1.5, 2, 1];

/** The candidates of one step, described by numbers. Row `count` stands for "none of them". */
export interface CandidateFeatures {
  readonly tokens: Int32Array;
  readonly rows: Float32Array;
  count: number;
}

export function newCandidateFeatures(): CandidateFeatures {
  return {
    tokens: new Int32Array(MAX_WEIGHED),
    rows: new Float32Array((MAX_WEIGHED + 1) * FEATURE_COUNT),
    count: 0,
  };
}

/** What every candidate of a step shares. */
interface StepFacts {
  readonly table: CandidateTable;
  readonly vocabulary: Vocabulary;
  readonly near: NearNames;
  readonly cursor: Cursor;
  readonly path: Path;
  readonly partial: string;
}

/** Chooses the most promising candidates and describes them in `target`. */
export function describeCandidates(facts: StepFacts, target: CandidateFeatures): void {
  const { table } = facts;
  const slots = chooseSlots(table);
  const shared = sharedFacts(facts);
  target.count = slots.length;
  for (let row = 0; row < slots.length; row++) {
    const slot = slots[row] ?? 0;
    target.tokens[row] = table.tokens[slot] ?? 0;
    describe(facts, shared, slot, target.rows.subarray(row * FEATURE_COUNT, (row + 1) * FEATURE_COUNT));
  }
  describe(
    facts,
    shared,
    -1,
    target.rows.subarray(slots.length * FEATURE_COUNT, (slots.length + 1) * FEATURE_COUNT),
  );
}

function chooseSlots(table: CandidateTable): number[] {
  const scored: { slot: number; score: number }[] = [];
  for (let slot = 0; slot < table.size; slot++) {
    let score = 0.02 * table.get(slot, Stat.added) + 0.2 * table.get(slot, Stat.renamed);
    for (let family = 0; family < FAMILIES.length; family++) {
      const total = table.totals[family] ?? 0;
      if (total > 0) score += ((ROUGH_WEIGHTS[family] ?? 0) * table.get(slot, family)) / (total + 0.5);
    }
    scored.push({ slot, score });
  }
  scored.sort((a, b) => b.score - a.score);
  return scored.slice(0, MAX_WEIGHED).map(({ slot }) => slot);
}

interface SharedFacts {
  readonly bestMatch: number;
  readonly bestFollowing: number;
  readonly openBrackets: number;
  readonly lineTokens: number;
  readonly nextLineStart: number;
}

function sharedFacts({ table, vocabulary, cursor, path }: StepFacts): SharedFacts {
  let bestMatch = 0;
  let bestFollowing = 0;
  for (let slot = 0; slot < table.size; slot++) {
    bestMatch = Math.max(
      bestMatch,
      table.get(slot, Stat.documentMatch),
      table.get(slot, Stat.workspaceMatch),
    );
    bestFollowing = Math.max(bestFollowing, table.get(slot, Stat.followingMatch));
  }
  let openBrackets = 0;
  let lineTokens = 0;
  for (let at = path.length - 1; at >= 0 && !isLineStart(path.tokens[at] ?? 0); at--) {
    lineTokens++;
    openBrackets += bracketChange(vocabulary.text((path.tokens[at] ?? 0) >> 1));
  }
  return { bestMatch, bestFollowing, openBrackets, lineTokens, nextLineStart: cursor.following[0] ?? 0 };
}

/** +1 for a lexeme that opens a bracket, -1 for one that closes it. */
export function bracketChange(lexeme: string): number {
  if (lexeme === '(' || lexeme === '[' || lexeme === '{') return 1;
  return lexeme === ')' || lexeme === ']' || lexeme === '}' ? -1 : 0;
}

const flag = (value: boolean): number => (value ? 1 : 0);
const match = (tokens: number): number => Math.log2(1 + tokens) / 4.64;
const closeness = (distance: number, scale: number): number =>
  distance === 0 ? 0 : 1 / (1 + distance / scale);

/** Writes the numbers of one candidate into `row`; slot -1 is "none of the candidates". */
function describe(facts: StepFacts, shared: SharedFacts, slot: number, row: Float32Array): void {
  const { table, vocabulary, near, partial } = facts;
  const isNone = slot < 0;
  const stat = (column: number): number => (isNone ? 0 : table.get(slot, column));
  let at = 0;
  let occurrences = 0;
  for (let family = 0; family < FAMILIES.length; family++) {
    const total = table.totals[family] ?? 0;
    const count = stat(family);
    occurrences += count;
    row[at++] = count / (total + 0.4);
    row[at++] = isNone ? Math.log(total + 1) / 4 : Math.log((count + 0.05) / (total + 0.5)) / 5;
  }
  const token = isNone ? -1 : (table.tokens[slot] ?? 0);
  const lexeme = token >> 1;
  const best = Math.max(stat(Stat.documentMatch), stat(Stat.workspaceMatch));
  const line = !isNone && isLineStart(token);
  const kind = isNone ? -1 : vocabulary.kind(lexeme);
  const word = kind === LexemeKind.Word;
  const name = word && vocabulary.isName(lexeme);
  const above = isNone || line ? 0 : near.above(lexeme);
  const below = isNone || line ? 0 : near.below(lexeme);
  row[at++] = 1;
  row[at++] = flag(isNone);
  row[at++] = match(stat(Stat.documentMatch));
  row[at++] = match(stat(Stat.workspaceMatch));
  row[at++] = isNone ? 0 : match(shared.bestMatch) - match(best);
  row[at++] = match(shared.bestMatch);
  row[at++] = stat(Stat.followingMatch) / 6;
  row[at++] = isNone ? 0 : (shared.bestFollowing - stat(Stat.followingMatch)) / 6;
  row[at++] = stat(Stat.followingCount) / (occurrences + 1);
  row[at++] = stat(Stat.nearCount) / (occurrences + 1);
  row[at++] = closeness(stat(Stat.lineDistance), 10);
  row[at++] = Math.min(stat(Stat.renamed), 8) / 8;
  row[at++] = flag(stat(Stat.renamed) > 0);
  row[at++] = stat(Stat.renamed) / (table.bindable + 0.5);
  row[at++] = match(stat(Stat.renamedMatch));
  row[at++] = stat(Stat.rebound) / (table.bindable + 0.5);
  row[at++] = flag(!isNone && occurrences === 0);
  row[at++] = closeness(above, 10);
  row[at++] = closeness(above, 200);
  row[at++] = closeness(below, 30);
  row[at++] = flag(below > 0 && above === 0);
  row[at++] = flag(name && above === 0 && below === 0);
  row[at++] = flag(line);
  row[at++] = flag(name);
  row[at++] = flag(word && !name);
  row[at++] = flag(kind === LexemeKind.Punctuation);
  row[at++] = flag(!isNone && lexeme === UNKNOWN_LEXEME);
  row[at++] = line && shared.nextLineStart !== 0 ? (token === shared.nextLineStart ? 1 : -1) : 0;
  row[at++] = flag(line && shared.openBrackets > 0);
  const bracket = kind === LexemeKind.Punctuation ? bracketChange(vocabulary.text(lexeme)) : 0;
  row[at++] = bracket < 0 ? (shared.openBrackets > 0 ? 1 : -1) : 0;
  row[at++] = flag(partial !== '');
  row[at++] = Math.min(partial.length, 12) / 12;
  const rest = isNone || partial === '' ? 0 : vocabulary.tokenText(token).length - partial.length;
  row[at++] = flag(partial !== '' && !isNone && rest <= 0);
  row[at++] = Math.min(Math.max(rest, 0), 12) / 12;
  row[at] = isNone ? 0 : Math.log(1 + vocabulary.count(lexeme)) / 12;
}
