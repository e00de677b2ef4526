import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from '../../../src/core/commit/change';
import { parsePatch } from '../../../src/core/commit/diffParser';
import { packChange } from '../../../src/core/commit/packer';
import { estimateTokens } from '../../../src/core/model/estimateTokens';

const RUNS = 15;
const REAL_FILES = 300;
const ALL_LINES = 100_000;

export interface LargeDiffCost {
  readonly lines: number;
  readonly bytes: number;
  /** Milliseconds of each run. */
  readonly runs: readonly number[];
  readonly splitRuns: readonly number[];
  readonly memoryMB: number;
  readonly tokens: number;
}

/** Parses and packs one diff again and again, in turn with a floor that every parser has. */
export function measureLargeDiff(budget: number): LargeDiffCost {
  const { patch, files } = largeDiff();
  const runs: number[] = [];
  const splitRuns: number[] = [];
  let memory = 0;
  let text = '';
  for (let run = 0; run < RUNS; run++) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    const hunks = new Map(parsePatch(patch).map((file) => [file.path, file.hunks]));
    text = packChange(
      files.map((file) => ({ ...file, hunks: hunks.get(file.path) ?? [] })),
      budget,
    ).text;
    runs.push(performance.now() - started);
    memory = Math.max(memory, process.memoryUsage().heapUsed - before);
    const splitting = performance.now();
    if (patch.split('\n').length === 0) throw new Error('not a diff');
    splitRuns.push(performance.now() - splitting);
  }
  return {
    lines: patch.split('\n').length,
    bytes: Buffer.byteLength(patch),
    runs,
    splitRuns,
    memoryMB: memory / 1e6,
    tokens: estimateTokens(text),
  };
}

/** A diff made of this project's own code: half a lock file and generated code, half real files. */
function largeDiff(): { patch: string; files: readonly FileChange[] } {
  const code = readCode();
  const linesOfFile = Math.floor((ALL_LINES * 0.5) / REAL_FILES) - 6;
  const parts = [
    addedFile('package-lock.json', ALL_LINES * 0.4, (line) => `    "integrity": "sha512-${line * 7919}",`),
    addedFile(
      'src/api.pb.go',
      ALL_LINES * 0.1,
      (line) => `func (x *Message${line}) Reset() { *x = Message${line}{} }`,
    ),
    ...Array.from({ length: REAL_FILES }, (_, index) =>
      changedFile(`src/part${index % 20}/file${index}.ts`, code, index * linesOfFile, linesOfFile),
    ),
  ];
  return { patch: parts.map(({ patch }) => patch).join(''), files: parts.map(({ file }) => file) };
}

function readCode(): string[] {
  // As seen from the bench that this is bundled into.
  const folder = join(import.meta.dirname, '../../src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
}

interface DiffPart {
  readonly patch: string;
  readonly file: FileChange;
}

function addedFile(path: string, count: number, lineAt: (line: number) => string): DiffPart {
  const lines = Array.from({ length: count }, (_, line) => `+${lineAt(line)}\n`).join('');
  return part(path, `@@ -0,0 +1,${count} @@\n${lines}`, count, 0);
}

/** Every file is changed in hunks of three lines of context, two taken away and four put in. */
function changedFile(path: string, code: readonly string[], from: number, count: number): DiffPart {
  const hunks: string[] = [];
  let added = 0;
  for (let line = 0; line + 12 <= count; line += 12) {
    const at = (offset: number) => code[(from + line + offset) % code.length] ?? '';
    const marks = '   --++++   ';
    const body = Array.from(marks, (mark, offset) => `${mark}${at(offset)}\n`).join('');
    hunks.push(`@@ -${line + 1},8 +${line + 1},10 @@ ${at(0).trim().slice(0, 40)}\n${body}`);
    added += 4;
  }
  return part(path, hunks.join(''), added, added / 2);
}

function part(path: string, hunks: string, addedLines: number, deletedLines: number): DiffPart {
  const file: FileChange = {
    path,
    status: 'modified',
    oldMode: '100644',
    newMode: '100644',
    isBinary: false,
    addedLines,
    deletedLines,
    hunks: [],
  };
  const header = `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n`;
  return { patch: header + hunks, file };
}
