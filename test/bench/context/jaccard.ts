/** The peers' way, to compare with: every window of every open file is compared anew for each request. */
import { estimateTokens } from '../../../src/core/model/estimateTokens';
import type { ContextPiece } from '../../../src/core/model/languageModel';
import { forEachName } from '../../../src/core/completion/context/names';
import type { ProjectFile } from './projects';

export interface JaccardQuery {
  readonly files: readonly Pick<ProjectFile, 'path' | 'lines'>[];
  /** The lines above the cursor, as many as a window has. */
  readonly near: readonly string[];
  readonly windowLines: number;
  readonly budget: number;
}

/** The most similar windows by shared names over all names, one after another while they fit and do not overlap. */
export function closestByJaccard({ files, near, windowLines, budget }: JaccardQuery): ContextPiece[] {
  const wanted = namesOf(near);
  const windows = files.flatMap((file) => {
    const starts = [];
    for (let start = 0; start < file.lines.length; start += windowLines / 2) {
      const lines = file.lines.slice(start, start + windowLines);
      starts.push({ file, start, lines, score: jaccard(wanted, namesOf(lines)) });
    }
    return starts;
  });
  windows.sort((a, b) => b.score - a.score);
  const chosen: typeof windows = [];
  let left = budget;
  for (const window of windows) {
    if (left < 40 || window.score === 0) break;
    const isTaken = chosen.some(
      (other) => other.file === window.file && Math.abs(other.start - window.start) < windowLines,
    );
    const tokens = estimateTokens(window.lines.join('\n')) + estimateTokens(window.file.path) + 4;
    if (isTaken || tokens > left) continue;
    left -= tokens;
    chosen.push(window);
  }
  return chosen.map(({ file, lines }) => ({ path: file.path, text: lines.join('\n') }));
}

function namesOf(lines: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const line of lines) forEachName(line, (name) => names.add(name));
  return names;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const name of b) if (a.has(name)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
