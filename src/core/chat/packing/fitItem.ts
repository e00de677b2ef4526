import { estimateTokens } from '../../model/estimateTokens';
import { fenceFor, oneLine } from '../../model/promptText';
import { type ContextItem, contextBlock, introduceItem } from '../contextBlock';
import { type Chunk, chunksOf } from '../relevance/chunks';
import { rankTexts } from '../relevance/rank';

/** A context item as it is given to the model. */
export interface FittedItem {
  readonly text: string;
  readonly tokens: number;
  readonly share: 'all' | 'part' | 'none';
}

/** Tokens for what is said around the parts of an item. */
const TOKENS_AROUND_PARTS = 80;
/** The same around each part. */
const TOKENS_AROUND_PART = 16;

/**
 * Fits an item into so many tokens: whole, or the parts of it that say most about the question, with their line numbers
 * and what is missing told in place; where the question finds nothing in it, its start. The output of a terminal is
 * told from its end.
 */
export function fitItem(item: ContextItem, question: string, tokens: number): FittedItem {
  const whole = contextBlock(item);
  const wholeTokens = estimateTokens(whole);
  if (wholeTokens <= tokens) return { text: whole, tokens: wholeTokens, share: 'all' };
  const parts = chooseParts(item, question, tokens - TOKENS_AROUND_PARTS);
  const text = parts.length === 0 ? leftOut(item) : writeParts(item, parts);
  return { text, tokens: estimateTokens(text), share: parts.length === 0 ? 'none' : 'part' };
}

/** What stands in the place of an item that is not given. */
export function leftOut(item: ContextItem): string {
  return `(${introduceItem(item)}, was left out: it does not fit.)`;
}

function chooseParts(item: ContextItem, question: string, tokens: number): readonly Chunk[] {
  const chunks = chunksOf(item.text);
  const scores = rankTexts(
    chunks.map(({ text }) => text),
    question,
  );
  const isNewestLast = item.kind === 'terminal';
  const order = chunks
    .map((chunk, index) => ({ chunk, score: scores[index] ?? 0, index }))
    .sort((a, b) => b.score - a.score || (isNewestLast ? b.index - a.index : a.index - b.index));
  const chosen: Chunk[] = [];
  let left = tokens;
  for (const { chunk } of order) {
    const part = fitChunk(chunk, left - TOKENS_AROUND_PART, isNewestLast);
    if (!part) break;
    chosen.push(part);
    left -= estimateTokens(part.text) + TOKENS_AROUND_PART;
    if (part !== chunk) break;
  }
  return joinNeighbours(chosen.sort((a, b) => a.start - b.start));
}

/** The whole chunk, else as many of its lines as fit; undefined where none does. */
function fitChunk(chunk: Chunk, tokens: number, fromEnd: boolean): Chunk | undefined {
  if (estimateTokens(chunk.text) <= tokens) return chunk;
  const lines = chunk.text.split('\n');
  let count = 0;
  for (let used = 0; count < lines.length; count++) {
    const line = fromEnd ? lines[lines.length - 1 - count] : lines[count];
    used += estimateTokens(`${line ?? ''}\n`);
    if (used > tokens) break;
  }
  if (count === 0) return undefined;
  return fromEnd
    ? { start: chunk.end - count + 1, end: chunk.end, text: lines.slice(-count).join('\n') }
    : { start: chunk.start, end: chunk.start + count - 1, text: lines.slice(0, count).join('\n') };
}

function joinNeighbours(parts: readonly Chunk[]): readonly Chunk[] {
  const joined: Chunk[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.end !== part.start - 1) joined.push(part);
    else joined[joined.length - 1] = { ...last, end: part.end, text: `${last.text}\n${part.text}` };
  }
  return joined;
}

function writeParts(item: ContextItem, parts: readonly Chunk[]): string {
  const fence = fenceFor(item.text);
  const first = item.startLine ?? 1;
  const blocks = parts.map(
    ({ start, end, text }) =>
      `Lines ${first + start} to ${first + end}:\n${fence}${item.languageId}\n${text}\n${fence}`,
  );
  const note = item.note === undefined ? '' : ` ${oneLine(item.note)}`;
  return [
    `${introduceItem(item)}, in parts:`,
    ...blocks,
    `(The other lines were left out: they do not fit.${note})`,
  ].join('\n');
}
