import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileChange } from '../../../src/core/commit/change';
import { readCommitInput } from '../../../src/core/commit/commitInput';
import { packChange } from '../../../src/core/commit/packer';
import { estimateTokens } from '../../../src/core/model/estimateTokens';
import { openRepository } from '../../../src/git/gitRepository';
import { patchReader } from '../../../src/git/patchReader';
import { createRepository } from '../../support/gitRepository';
import { median } from '../report';

const PROCESSES = 7;
const WARM_RUNS = 15;
const REAL_FILES = 300;
const PIECE_BYTES = 64 * 1024;

export interface LargeDiffCost {
  readonly name: string;
  readonly bytes: number;
  readonly lines: number;
  /** Milliseconds of the first run of each process. */
  readonly cold: readonly number[];
  /** Milliseconds of the processor in those first runs. */
  readonly coldCpu: readonly number[];
  /** Milliseconds, median of later runs in one process, by the clock and of the processor. */
  readonly warm: number;
  readonly warmCpu: number;
  /** Median and most over the processes, each beside a process that only reads the same bytes. */
  readonly memoryMB: readonly number[];
  readonly tokens: number;
}

/** Reads and packs large diffs, each run in a process of its own beside one that only reads the bytes. */
export function measureLargeDiffs(budget: number): {
  readonly load: string;
  readonly rows: readonly LargeDiffCost[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'fairwind-bench-'));
  try {
    const code = readCode();
    const rows = [
      measurePatch('100,000 lines: a lock file, generated code, 300 files', folder, budget, mixedDiff(code)),
      measurePatch('50 MB of 300 files', folder, budget, realFiles(code, 50e6 / 38)),
      measureRepository('staged in git: 300 files, 100,000 lines', budget, code),
    ];
    return {
      load: loadavg()
        .map((value) => value.toFixed(1))
        .join(', '),
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measurePatch(
  name: string,
  folder: string,
  budget: number,
  parts: readonly DiffPart[],
): LargeDiffCost {
  const patch = parts.map((part) => part.patch).join('');
  writeFileSync(join(folder, 'patch'), patch);
  writeFileSync(join(folder, 'files'), JSON.stringify(parts.map(({ file }) => file)));
  return {
    name,
    bytes: Buffer.byteLength(patch),
    lines: patch.split('\n').length,
    ...measureChildren(['patch', folder, String(budget)]),
  };
}

/** The whole way from git: every file has lines that changed, staged. */
function measureRepository(name: string, budget: number, code: readonly string[]): LargeDiffCost {
  const repository = createRepository();
  try {
    const lines = 220;
    for (const version of [0, 1]) {
      for (let file = 0; file < REAL_FILES; file += 1) {
        const text = Array.from({ length: lines }, (_, line) => {
          const at = code[(file * lines + line) % code.length] ?? '';
          return version === 1 && line % 4 !== 3 ? `${at} // ${line}` : at;
        });
        repository.write(`src/part${file % 20}/file${file}.ts`, `${text.join('\n')}\n`);
      }
      if (version === 0) repository.commit('First');
    }
    repository.git('add', '--all');
    const patch = execFileSync('git', ['diff', '--cached'], {
      cwd: repository.root,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    return {
      name,
      bytes: Buffer.byteLength(patch),
      lines: patch.split('\n').length,
      ...measureChildren(['repository', repository.root, String(budget)]),
    };
  } finally {
    repository.dispose();
  }
}

interface ChildReport {
  readonly ms: readonly number[];
  /** Time of a processor, its compiler and garbage collector in other threads included. */
  readonly cpuMs: readonly number[];
  readonly peakKB: number;
  readonly tokens: number;
}

function measureChildren(
  work: readonly string[],
): Pick<LargeDiffCost, 'cold' | 'coldCpu' | 'warm' | 'warmCpu' | 'memoryMB' | 'tokens'> {
  const cold: number[] = [];
  const coldCpu: number[] = [];
  const memoryMB: number[] = [];
  let tokens = 0;
  for (let index = 0; index < PROCESSES; index += 1) {
    const floor = child(['read', ...work], 1);
    const report = child(['pack', ...work], 1);
    cold.push(...report.ms);
    coldCpu.push(...report.cpuMs);
    memoryMB.push((report.peakKB - floor.peakKB) / 1024);
    tokens = report.tokens;
  }
  const later = child(['pack', ...work], WARM_RUNS);
  return {
    cold,
    coldCpu,
    warm: median(later.ms.slice(1)),
    warmCpu: median(later.cpuMs.slice(1)),
    memoryMB: [median(memoryMB), Math.max(...memoryMB)],
    tokens,
  };
}

const CHILD = '--child';

function child(work: readonly string[], runs: number): ChildReport {
  const script = process.argv[1] ?? '';
  const output = execFileSync(process.execPath, [script, CHILD, ...work, String(runs)], { encoding: 'utf8' });
  return JSON.parse(output) as ChildReport;
}

export function isLargeDiffChild(args: readonly string[]): boolean {
  return args[0] === CHILD;
}

/** The work of one process: `read` or `pack`, of a patch in a folder or of a repository. */
export async function runLargeDiffChild([
  ,
  what,
  kind,
  folder = '',
  budget,
  runs,
]: readonly string[]): Promise<void> {
  const ms: number[] = [];
  const cpuMs: number[] = [];
  let tokens = 0;
  for (let run = 0; run < Number(runs); run += 1) {
    const started = process.cpuUsage();
    const from = performance.now();
    const files =
      kind === 'patch' ? readPatch(folder, what === 'pack') : await readStaged(folder, what === 'pack');
    const text = what === 'pack' ? packChange(files, Number(budget)).text : '';
    ms.push(performance.now() - from);
    const { user, system } = process.cpuUsage(started);
    cpuMs.push((user + system) / 1_000);
    tokens = estimateTokens(text);
  }
  process.stdout.write(JSON.stringify({ ms, cpuMs, peakKB: process.resourceUsage().maxRSS, tokens }));
}

function readPatch(folder: string, isParsed: boolean): readonly FileChange[] {
  const reader = patchReader(REAL_FILES);
  const descriptor = openSync(join(folder, 'patch'), 'r');
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let count = readSync(descriptor, piece); count > 0; count = readSync(descriptor, piece))
    if (isParsed) reader.push(piece.subarray(0, count));
  closeSync(descriptor);
  if (!isParsed) return [];
  const hunks = new Map(reader.end().map((file) => [file.path, file.hunks]));
  const files = JSON.parse(readFileSync(join(folder, 'files'), 'utf8')) as FileChange[];
  return files.map((file) => ({ ...file, hunks: hunks.get(file.path) ?? [] }));
}

async function readStaged(root: string, isPacked: boolean): Promise<readonly FileChange[]> {
  const { signal } = new AbortController();
  if (!isPacked) {
    await openRepository(root).state(signal);
    return [];
  }
  const reading = await readCommitInput(openRepository(root), signal);
  return reading.kind === 'change' ? reading.input.files : [];
}

interface DiffPart {
  readonly patch: string;
  readonly file: FileChange;
}

const ALL_LINES = 100_000;

/** A diff made of this project's own code: half a lock file and generated code, half real files. */
function mixedDiff(code: readonly string[]): DiffPart[] {
  return [
    addedFile('package-lock.json', ALL_LINES * 0.4, (line) => `    "integrity": "sha512-${line * 7919}",`),
    addedFile(
      'src/api.pb.go',
      ALL_LINES * 0.1,
      (line) => `func (x *Message${line}) Reset() { *x = Message${line}{} }`,
    ),
    ...realFiles(code, ALL_LINES * 0.5),
  ];
}

function realFiles(code: readonly string[], lines: number): DiffPart[] {
  const linesOfFile = Math.floor(lines / REAL_FILES) - 6;
  return Array.from({ length: REAL_FILES }, (_, index) =>
    changedFile(`src/part${index % 20}/file${index}.ts`, code, index * linesOfFile, linesOfFile),
  );
}

function readCode(): string[] {
  // As seen from the bench that this is bundled into.
  const folder = join(import.meta.dirname, '../../src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
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
