import { throwIfAborted } from '../../util/abort';
import { ModelError } from '../model/errors';
import { estimateTokens } from '../model/estimateTokens';
import type { GatedModel } from '../privacy/gate';
import type { FileChange } from './change';
import { fileKind, isSummarisedKind } from './fileKind';
import { looksGenerated } from './generated';
import { type PackedChange, packChange, packSummaries } from './packer';
import { readSummaries, summaryPrompt } from './summaryPrompt';

/** Requests that one change is summarised in at most: a local model takes up to a minute for each. */
export const MOST_SUMMARY_REQUESTS = 6;
/** Tokens of the change in one request. More makes a local model slow and its summaries vague. */
const REQUEST_TOKENS = 6_000;
/** Tokens of an answer for each file, and those that reasoning may take besides. */
const TOKENS_PER_FILE = 60;
const REASONING_TOKENS = 600;
/** Files that one request can speak of without losing some. */
const MOST_FILES_PER_REQUEST = 25;
/** Below this share of its lines a packed change tells too little. */
const LEAST_SHOWN_SHARE = 0.6;

/** How far the summaries are. */
export interface SummaryProgress {
  /** Requests that were answered, and how many there are. */
  readonly done: number;
  readonly total: number;
  /** Paths of the files that the next request is about; empty at the end. */
  readonly paths: readonly string[];
}

export interface SummariseOptions {
  readonly model: GatedModel;
  readonly files: readonly FileChange[];
  /** The URI of a changed file, for the gate. */
  readonly uriOf: (file: FileChange) => string;
  /** Tokens that the summarised change may have. */
  readonly budgetTokens: number;
  /** The language the summaries are in, in English, for example `Korean`; English when absent. */
  readonly language?: string;
  readonly onProgress?: (progress: SummaryProgress) => void;
}

export interface SummarisedChange extends PackedChange {
  /** All that the model was shown of the change: what names in its message can be from. */
  readonly seen: string;
  /** Files that have a summary. */
  readonly filesSummarised: number;
}

/** Whether so much of a change is left out of its packed text that summaries would tell more. */
export function needsSummaries({ shownShare }: PackedChange): boolean {
  return shownShare < LEAST_SHOWN_SHARE;
}

/**
 * Has the model say of each file what changed in it, several files a request and in at most
 * {@link MOST_SUMMARY_REQUESTS} requests, one after the other, and packs the summaries with the best hunks into the
 * budget. A change of any size is covered: each request packs its share of the files into what a request may hold.
 * When the model fails on the way, the files that are left are packed without summaries.
 * @throws GateRefusal, or an AbortError.
 */
export async function summariseChange(
  options: SummariseOptions,
  signal: AbortSignal,
): Promise<SummarisedChange> {
  const { model, files, uriOf, budgetTokens, language = 'English', onProgress } = options;
  const groups = groupFiles(files, requestTokens(model));
  const summaries = new Map<FileChange, string>();
  const seen: string[] = [];
  for (const [done, group] of groups.entries()) {
    onProgress?.({ done, total: groups.length, paths: group.map(({ path }) => path) });
    const { text } = packChange(group, requestTokens(model));
    try {
      const answer = await ask(
        {
          model,
          files: group.map(uriOf),
          messages: summaryPrompt(group, text, language),
          count: group.length,
        },
        signal,
      );
      seen.push(text);
      for (const [index, summary] of readSummaries(answer, group)) {
        const file = group[index];
        if (file) summaries.set(file, summary);
      }
    } catch (error) {
      // The message itself is asked for next; a model that cannot be asked says so there.
      if (ModelError.is(error)) break;
      throw error;
    }
  }
  onProgress?.({ done: groups.length, total: groups.length, paths: [] });
  const packed = packSummaries(files, summaries, budgetTokens);
  return { ...packed, seen: [...seen, packed.text].join('\n'), filesSummarised: summaries.size };
}

/** Tokens of the change in one request: a model with a small window gets as much as it can see. */
function requestTokens({ contextTokens }: GatedModel): number {
  return Math.max(1_000, Math.min(REQUEST_TOKENS, Math.floor(contextTokens / 2)));
}

interface Question {
  readonly model: GatedModel;
  readonly files: readonly string[];
  readonly messages: ReturnType<typeof summaryPrompt>;
  /** Files asked for. */
  readonly count: number;
}

async function ask({ model, files, messages, count }: Question, signal: AbortSignal): Promise<string> {
  const wanted = REASONING_TOKENS + TOKENS_PER_FILE * count;
  const maxTokens = Math.min(wanted, Math.floor(model.contextTokens / 3));
  let answer = '';
  const request = { kind: 'chat', messages, maxTokens, files, reasoning: 'least' } as const;
  for await (const event of model.stream('commit', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'text') answer += event.text;
  }
  return answer;
}

/**
 * The files whose text can be summarised, neighbours by path together, in groups of about the same size. With more
 * than the requests can hold, the groups grow and what is packed of each file shrinks.
 */
function groupFiles(files: readonly FileChange[], tokens: number): FileChange[][] {
  const written = files
    .filter(
      (file) => file.hunks.length > 0 && !isSummarisedKind(fileKind(file.path)) && !looksGenerated(file),
    )
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const sizes = written.map(sizeOf);
  const all = sizes.reduce((sum, size) => sum + Math.min(size, tokens), 0);
  const fewest = Math.max(Math.ceil(all / tokens), Math.ceil(written.length / MOST_FILES_PER_REQUEST));
  const count = Math.max(1, Math.min(MOST_SUMMARY_REQUESTS, fewest));
  const share = all / count;
  const groups: FileChange[][] = [];
  let filled = 0;
  for (const [index, file] of written.entries()) {
    const group = Math.min(count - 1, Math.floor((filled + Math.min(sizes[index] ?? 0, tokens) / 2) / share));
    (groups[group] ??= []).push(file);
    filled += Math.min(sizes[index] ?? 0, tokens);
  }
  return groups.filter((group) => group.length > 0);
}

/** Tokens of a file's hunks, estimated by their length, since there may be many. */
function sizeOf(file: FileChange): number {
  const first = file.hunks[0]?.lines.slice(0, 40).join('\n') ?? '';
  const perCharacter = first === '' ? 0.3 : estimateTokens(first) / first.length;
  const characters = file.hunks.reduce(
    (sum, { lines }) => sum + lines.reduce((length, line) => length + line.length + 1, 0),
    0,
  );
  return Math.max(1, characters * perCharacter);
}
