/** The messages about commits between an editor and the engine: types only, as all of the wire. */
import type { RewordChange } from '../core/commit/reword/rewordMessage';
import type { RewordTask } from '../core/commit/reword/rewordPrompt';
import type { ModelIdentity } from '../core/model/languageModel';
import type { TextDelta } from './engine';

export interface CommitDraftParams {
  readonly partialResultToken: string | number;
  /** The root folder of the repository that was clicked, as a `file:` URI. */
  readonly repositoryUri: string;
  /** What the person has already typed into the box; kept as notes for the draft. */
  readonly notes: string;
  /** How it is to differ from the last of `others`, or from a usual one. */
  readonly wish?: 'shorter' | 'longer' | 'withBody';
  /** Messages that were drafted for the same change, the latest last; this one is to be another. */
  readonly others?: readonly string[];
  /** A new message for the last commit, together with what is staged. */
  readonly amend?: boolean;
  /** The index that the commit is made from, where it is not the repository's own (`git commit -a`): an absolute path in its git folder. */
  readonly indexFile?: string;
}

/** Progress of a draft: text to append, or what is being done now, in words for the person. */
export interface CommitDraftProgress extends TextDelta {
  readonly stage?: string;
}

export interface CommitDraftResult {
  readonly message: string;
  /** Which change the message describes. `amend`: the last commit's, with what is staged. */
  readonly source: 'staged' | 'workingTree' | 'amend';
  /**
   * Who wrote it. `rules`: no model is connected, so it was made from the diff alone. `git`: git's own message for the
   * merge, cherry-pick or revert in progress.
   */
  readonly writtenBy: 'model' | 'rules' | 'git';
  /** The model that wrote it; only when `writtenBy` is `model`. */
  readonly model?: ModelIdentity;
  /** Files whose changes did not fit and were only named. */
  readonly filesNamedOnly: number;
  /** Files that the model was told nothing of, because nothing of them may be sent. */
  readonly filesExcluded: number;
  /** What is still wrong with the message, each in a sentence for the person. */
  readonly remarks: readonly string[];
}

export interface CommitRewordParams {
  /** The message, without comments. */
  readonly text: string;
  readonly task: RewordTask;
  /** The language to translate to: a BCP 47 tag, or its name; `en` without it. */
  readonly language?: string;
}

export interface CommitRewordResult {
  /** The message with all changes. */
  readonly message: string;
  /** Each can be taken alone; `start` and `end` are UTF-16 offsets in `text`. None when there is nothing to better. */
  readonly changes: readonly RewordChange[];
  readonly model: ModelIdentity;
}

export interface CommitExplainParams {
  readonly partialResultToken: string | number;
  readonly repositoryUri: string;
  readonly source: 'staged' | 'workingTree' | 'commit';
  /** The commit's name; only with the source `commit`. */
  readonly commit?: string;
}

export interface CommitExplainResult {
  /** Markdown: a heading, and the explanation that was streamed. */
  readonly text: string;
  /** Absent where no model is connected: then the change is listed. */
  readonly model?: ModelIdentity;
  readonly filesExcluded: number;
}

export interface CommitBranchNamesParams {
  readonly repositoryUri: string;
}

export interface CommitBranchNamesResult {
  /** Names that git takes and that no branch has, the best first. */
  readonly names: readonly string[];
  /** Absent where no model had a part in it. */
  readonly model?: ModelIdentity;
}

export interface CommitPullRequestParams {
  readonly repositoryUri: string;
  /** The branch that it is to go to; chosen when absent. */
  readonly base?: string;
}

export interface CommitPullRequestResult {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly base: string;
  readonly branch: string;
  readonly commits: number;
  /** The path of the project's template that was filled in. */
  readonly template?: string;
  readonly model?: ModelIdentity;
}

export interface CommitSplitParams {
  readonly repositoryUri: string;
}

export interface CommitSplitResult {
  /** The largest first; one or none when what is staged is one thing. */
  readonly parts: readonly CommitPart[];
}

/** Staged files that belong together. */
export interface CommitPart {
  /** What the part does, in the repository's style. */
  readonly title: string;
  /** Paths in the repository after the change, with forward slashes. */
  readonly paths: readonly string[];
  /** Those of the paths of which only some lines are staged: what is taken out of them comes back by undo alone. */
  readonly partlyStaged: readonly string[];
}

export interface CommitStagePartParams {
  readonly repositoryUri: string;
  /** The paths of the part that stays staged. */
  readonly paths: readonly string[];
}

export interface CommitStagePartResult {
  /** How many files were taken out of what is staged. */
  readonly unstaged: number;
}

export interface CommitUndoStagePartResult {
  /** False, with nothing changed, when there is nothing to undo or something else is staged meanwhile. */
  readonly isUndone: boolean;
}

export interface CommitHookParams {
  readonly repositoryUri: string;
  readonly action: 'look' | 'install' | 'remove';
}

/** How it stands with the hook in a repository. */
export interface CommitHookState {
  /** `edited`: somebody has changed it since it was written; it is neither replaced nor removed. */
  readonly state: 'absent' | 'installed' | 'edited';
  /** The folder whose hooks git runs. */
  readonly folder: string;
  /** True when that folder is part of the project, where others may get the hook with their next pull. */
  readonly isInProject: boolean;
  /** The value of `core.hooksPath`, where it is set. */
  readonly hooksPath?: string;
  /** True when another hook is there: it stays, and is called first. */
  readonly hasOther: boolean;
}
