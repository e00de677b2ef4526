/** What the workspace model answers at many places, and how fast. */
import { type WorkspaceModel, createWorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import type { LineEdit } from '../../../src/core/ngram/documents';
import type { Repository, SourceFile } from './corpus';
import { type CutKind, type CutPoint, choosePoints, closersOf } from './cutPoints';
import { type Below, MAX_MEMORY_BYTES, withCut } from './repositoryModel';

/** One answer, judged against what really stood there. */
export interface Answer {
  readonly repository: string;
  readonly language: string;
  readonly isRight: boolean;
  /** Claimed probability; 0 when there was no answer. */
  readonly probability: number;
  /** Lines of the suggestion at medium eagerness, 0 when none is shown, and whether all of them were right. */
  readonly shownLines: number;
  readonly areLinesRight: boolean;
  /** UTF-16 units of the rest of the line. */
  readonly restLength: number;
  /** Milliseconds for the most probable text, however unsure: the first answer at this place. */
  readonly searchMs: number;
  /** Milliseconds for what an editor asks for, a suggestion at medium eagerness: the fastest of three answers. */
  readonly suggestMs: number;
}

export interface Indexing {
  readonly repository: string;
  readonly files: number;
  readonly tokens: number;
  /** Of this thread's processor time, which other work on the machine does not change. */
  readonly tokensPerSecond: number;
  readonly bytesPerToken: number;
  /** The longest slice, when documents are read 5,000 tokens at a time. */
  readonly longestSliceMs: number;
  /** What a warm start reads, and the time of writing it. */
  readonly snapshotBytes: number;
  readonly snapshotMs: number;
  /** One trial of the self-calibration. */
  readonly trialMs: number;
}

export interface IndexedRepository {
  readonly repository: Repository;
  readonly model: WorkspaceModel;
  readonly indexing: Indexing;
}

function processorSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** Lines on which the model calibrates itself, as the engine has it do after indexing. */
const TRIALS = 300;
const SLICE_TOKENS = 5_000;

export function indexAndMeasure(repository: Repository): IndexedRepository {
  const model = createWorkspaceModel({ maxMemoryBytes: MAX_MEMORY_BYTES });
  let longestSliceMs = 0;
  const start = processorSeconds();
  for (const { path, text, language } of repository.files) model.setDocument(path, text, language ?? 'other');
  for (let waiting = 1, from = performance.now(); waiting > 0; from = performance.now()) {
    waiting = model.indexSlice(SLICE_TOKENS);
    longestSliceMs = Math.max(longestSliceMs, performance.now() - from);
  }
  const seconds = processorSeconds() - start;
  const { tokens, memoryBytes, documents } = model.stats();
  const calibrationStart = performance.now();
  model.calibrate(TRIALS);
  const trialMs = (performance.now() - calibrationStart) / TRIALS;
  const snapshotStart = performance.now();
  const snapshotBytes = [...model.serialize()].reduce((sum, piece) => sum + piece.length, 0);
  const snapshotMs = performance.now() - snapshotStart;
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
      snapshotBytes,
      snapshotMs,
      trialMs,
    },
  };
}

/** Asks for the most probable rest of the line at random places, whatever its probability. */
export function askAtPoints(
  { repository, model }: IndexedRepository,
  { count, kind, below, seed }: { count: number; kind: CutKind; below: Below; seed: number },
): Answer[] {
  return choosePoints(repository, { count, kind, seed }).map((point) => {
    const { path } = point.file;
    open(model, point.file);
    const edit = (change: LineEdit) => model.updateDocument(path, change);
    return withCut(edit, point, { below }, () => askOnce(model, repository.name, point));
  });
}

function askOnce(model: WorkspaceModel, repository: string, point: CutPoint): Answer {
  const { file, line, prefix, rest } = point;
  const request = { documentId: file.path, line, linePrefix: prefix, lineSuffix: '' };
  const start = performance.now();
  const result = model.predict(request, { threshold: 0 });
  const searchMs = performance.now() - start;
  const suggestMs = Math.min(...[1, 2, 3].map(() => timed(() => model.predict(request))));
  const isShown = result.kind === 'prediction';
  const shown = model.predict(request);
  return {
    repository,
    language: file.language ?? 'other',
    isRight: isShown && result.text === rest,
    probability: isShown ? result.probability : 0,
    shownLines: shown.kind === 'prediction' ? shown.lineCount : 0,
    areLinesRight:
      shown.kind === 'prediction' && shown.text === textFrom(point, shown.text.split('\n').length),
    restLength: rest.length,
    searchMs,
    suggestMs,
  };
}

/** The file from the cut on, `count` lines of it, without blanks at their ends. */
function textFrom({ lines, line, rest }: CutPoint, count: number): string {
  return [rest, ...lines.slice(line + 1, line + count)].map((text) => text.trimEnd()).join('\n');
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Asks where the editor has closed brackets right of the cursor. Right is what, with these, stands in the file: what
 * comes after the brackets is still to be typed. Returns one verdict per point that has open brackets.
 */
export function askBeforeClosers(
  { repository, model }: IndexedRepository,
  { count, seed }: { count: number; seed: number },
): boolean[] {
  return choosePoints(repository, { count, kind: 'inside', seed }).flatMap((point) => {
    const { file, line, prefix, rest } = point;
    const lineSuffix = closersOf(prefix);
    if (lineSuffix === '') return [];
    open(model, file);
    const edit = (change: LineEdit) => model.updateDocument(file.path, change);
    const result = withCut(edit, point, { below: 'suffix', lineSuffix }, () =>
      model.predict({ documentId: file.path, line, linePrefix: prefix, lineSuffix }, { threshold: 0 }),
    );
    return result.kind === 'prediction' && rest.startsWith(result.text + lineSuffix);
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
