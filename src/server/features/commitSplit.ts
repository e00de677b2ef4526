import { splitChange } from '../../core/commit/around/splitChange';
import type { FileChange } from '../../core/commit/change';
import { readCommitInput } from '../../core/commit/commitInput';
import { plainDraft } from '../../core/commit/plainDraft';
import { type CommitStyle, subjectOf } from '../../core/commit/style';
import { openRepository } from '../../git/gitRepository';
import { type StagedBefore, restoreStaged, unstage } from '../../git/staging';
import type {
  CommitSplitParams,
  CommitSplitResult,
  CommitStagePartParams,
  CommitStagePartResult,
  CommitUndoStagePartResult,
} from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { throwIfAborted } from '../../util/abort';
import { serveRepository } from '../commitMessage/serveRepository';
import type { EngineContext } from '../engineContext';
import { nothingError } from './commitFailures';

/** Serves the split of what is staged: says its parts, keeps one of them staged when the person says so, and undoes it. */
export function registerCommitSplit(context: EngineContext): void {
  const before = new Map<string, StagedBefore>();
  serveRepository(context, Method.commitSplit, (_: CommitSplitParams, root, signal) => split(root, signal));
  serveRepository(
    context,
    Method.commitStagePart,
    async ({ paths }: CommitStagePartParams, root, signal): Promise<CommitStagePartResult> => {
      const kept = new Set(paths);
      const staged = await openRepository(root).changedFiles('staged', signal);
      throwIfAborted(signal);
      const others = staged.filter(({ path }) => !kept.has(path));
      // A part without a staged file would leave nothing to commit.
      if (others.length === 0 || others.length === staged.length) return { unstaged: 0 };
      before.set(root, await unstage(root, others, signal));
      return { unstaged: others.length };
    },
  );
  serveRepository(
    context,
    Method.commitUndoStagePart,
    async (_: CommitSplitParams, root, signal): Promise<CommitUndoStagePartResult> => {
      const known = before.get(root);
      const isUndone = known !== undefined && (await restoreStaged(root, known, signal));
      if (isUndone) before.delete(root);
      return { isUndone };
    },
  );
}

async function split(root: string, signal: AbortSignal): Promise<CommitSplitResult> {
  const git = openRepository(root);
  const reading = await readCommitInput(git, signal);
  throwIfAborted(signal);
  if (reading.kind !== 'change') throw nothingError(reading.state.name, false);
  const { source, files, style } = reading.input;
  if (source !== 'staged') return { parts: [] };
  const inWorkingTree = new Set((await git.changedFiles('workingTree', signal)).map(({ path }) => path));
  const parts = splitChange(files).map((part) => ({
    title: titleOf(part, style),
    paths: part.map(({ path }) => path),
    partlyStaged: part.map(({ path }) => path).filter((path) => inWorkingTree.has(path)),
  }));
  return { parts };
}

function titleOf(part: readonly FileChange[], style: CommitStyle): string {
  return subjectOf(plainDraft({ files: part, style, notes: '' }));
}
