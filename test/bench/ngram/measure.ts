/** What the workspace model answers at many places, and how fast. */
import { type WorkspaceModel, createWorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import type { Repository, SourceFile } from './corpus';
import { type CutKind, choosePoints } from './cutPoints';
import { type Below, MAX_MEMORY_BYTES, charactersOf, withCut } from './repositoryModel';

/** One answer, judged against what really stood there. */
export interface Answer {
  readonly repository: string;
  readonly language: string;
  readonly isRight: boolean;
  /** Claimed probability; 0 when there was no answer. */
  readonly probability: number;
  /** UTF-16 units of the rest of the line. */
  readonly restLength: number;
  readonly milliseconds: number;
}

export interface Indexing {
  readonly repository: string;
  readonly files: number;
  readonly tokens: number;
  readonly tokensPerSecond: number;
  readonly bytesPerToken: number;
  /** The longest slice, when documents are read 5,000 tokens at a time. */
  readonly longestSliceMs: number;
}

export interface IndexedRepository {
  readonly repository: Repository;
  readonly model: WorkspaceModel;
  readonly indexing: Indexing;
}

const SLICE_TOKENS = 5_000;

export function indexAndMeasure(repository: Repository): IndexedRepository {
  const model = createWorkspaceModel({
    maxMemoryBytes: MAX_MEMORY_BYTES,
    expectedCharacters: charactersOf(repository),
  });
  let longestSliceMs = 0;
  const start = performance.now();
  for (const { path, text, language } of repository.files) model.setDocument(path, text, language ?? 'other');
  for (let waiting = 1, from = performance.now(); waiting > 0; from = performance.now()) {
    waiting = model.indexSlice(SLICE_TOKENS);
    longestSliceMs = Math.max(longestSliceMs, performance.now() - from);
  }
  const seconds = (performance.now() - start) / 1000;
  const { tokens, memoryBytes, documents } = model.stats();
  return {
    repository,
    model,
    indexing: {
      repository: repository.name,
      files: documents,
      tokens,
      tokensPerSecond: tokens / seconds,
      bytesPerToken: memoryBytes / tokens,
      longestSliceMs,
    },
  };
}

/** Asks for the most probable rest of the line at random places, whatever its probability. */
export function askAtPoints(
  { repository, model }: IndexedRepository,
  { count, kind, below, seed }: { count: number; kind: CutKind; below: Below; seed: number },
): Answer[] {
  return choosePoints(repository, { count, kind, seed }).map((point) => {
    const documentId = point.file.path;
    open(model, point.file);
    return withCut(
      (edit) => model.updateDocument(documentId, edit),
      point,
      below,
      () => {
        const start = performance.now();
        const result = model.predict(
          { documentId, line: point.line, linePrefix: point.prefix, lineSuffix: '' },
          { threshold: 0 },
        );
        const milliseconds = performance.now() - start;
        const isShown = result.kind === 'prediction';
        return {
          repository: repository.name,
          language: point.file.language ?? 'other',
          isRight: isShown && result.text === point.rest,
          probability: isShown ? result.probability : 0,
          restLength: point.rest.length,
          milliseconds,
        };
      },
    );
  });
}

/** A file that found no place in memory is opened before it is edited, as a person would do. */
function open(model: WorkspaceModel, { path, text, language }: SourceFile): void {
  if (model.has(path)) return;
  model.setDocument(path, text, language ?? 'other');
  model.touch(path);
}

/** Milliseconds of single-character edits, each followed by nothing else, in a file of `lineCount` lines. */
export function measureKeystrokes({ repository, model }: IndexedRepository, lineCount: number): number[] {
  const lines = repository.files
    .filter(({ language }) => language !== undefined)
    .flatMap(({ text }) => text.split('\n'))
    .slice(0, lineCount);
  const id = 'bench/long-file';
  model.setDocument(id, lines.join('\n'), 'other');
  while (model.indexSlice(100_000) > 0);
  const typed = 'const value = compute(first, second);';
  const times: number[] = [];
  for (let stroke = 0; stroke < 2_000; stroke++) {
    const line = (stroke * 7919) % lines.length;
    const end = 1 + (stroke % typed.length);
    const isNewLine = stroke % 10 === 0;
    const start = performance.now();
    model.updateDocument(id, {
      startLine: line,
      removedLines: isNewLine ? 0 : 1,
      lines: [typed.slice(0, end)],
    });
    times.push(performance.now() - start);
  }
  model.removeDocument(id);
  return times;
}
