import * as vscode from 'vscode';
import { type BlockPart, splitByFile, withNamedPath } from '../../core/apply/answerBlocks';
import type { OffsetEdit } from '../../core/apply/placement';
import type {
  ApplyAskParams,
  ApplyAskResult,
  ApplyBlock,
  ApplyFile,
  ApplyPlaceParams,
  ApplyPlaceResult,
} from '../../protocol/apply';
import { Method } from '../../protocol/engine';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { ChangeSet } from './changeSet';
import type { Checkpoints } from './checkpoints';
import { PROPOSAL_SCHEME, ProposedFile } from './proposedFile';
import { type NoTarget, type Target, resolveTarget, targetOfDocument } from './resolveTarget';
import type { Review } from './review';

/** A block of an answer that is to be applied. */
export interface BlockToApply {
  readonly text: string;
  /** The language of its fence, in lower case; empty when none is named. */
  readonly language: string;
  /** The path as the model wrote it; the active editor's file is meant without one. */
  readonly path: string | undefined;
}

export interface ApplyOptions {
  /** Names the change set and its checkpoint. */
  readonly title: string;
  /** Called once everything that is shown is decided or given up, with how many changes were accepted. */
  readonly onEnd?: (accepted: number) => void;
}

/** What became of blocks. Nothing is changed yet: what is proposed waits for the person in a diff. */
export interface ApplyOutcome {
  /** Paths of the files whose changes are shown. */
  readonly proposed: readonly string[];
  /** Blocks that were not placed, with why, in words. */
  readonly refused: readonly Refusal[];
}

interface Refusal {
  readonly path: string;
  readonly message: string;
}

/** A file with the blocks that are for it. */
interface Work {
  readonly target: Target;
  readonly document: vscode.TextDocument | undefined;
  readonly blocks: BlockPart[];
}

export interface ApplyParts {
  readonly engine: EngineClient;
  readonly checkpoints: Checkpoints;
  readonly review: Review;
}

/** Finds the files that blocks are for, has the engine place them, and shows what would change. */
export class ApplyBlocks {
  constructor(private readonly parts: ApplyParts) {}

  async apply(blocks: readonly BlockToApply[], options: ApplyOptions): Promise<ApplyOutcome> {
    const refused: Refusal[] = [];
    const works = await this.#findFiles(blocks, refused);
    const result = works.length === 0 ? undefined : await this.#place(works, refused);
    const asked: { readonly work: Work; readonly block: BlockPart; readonly message: string }[] = [];
    const order = works.flatMap((work) => work.blocks.map((block) => ({ work, block })));
    for (const { block, reason, message } of result?.refused ?? []) {
      const one = order[block];
      if (!one) continue;
      refused.push({ path: one.work.target.path, message });
      if (reason !== 'alreadyApplied') asked.push({ ...one, message });
    }
    const files = works.flatMap((work) => {
      const edits = result?.files.find(({ uri }) => uri === work.target.uri.toString())?.edits ?? [];
      return edits.length === 0 ? [] : [{ work, edits }];
    });
    if (files.length > 0) await this.#show(options, files);
    void this.#tell(refused, asked);
    return { proposed: files.map(({ work }) => work.target.path), refused };
  }

  async #show(
    { title, onEnd }: ApplyOptions,
    files: readonly { readonly work: Work; readonly edits: readonly OffsetEdit[] }[],
  ): Promise<void> {
    const proposed = files.map(({ work, edits }) => new ProposedFile(work.target, work.document, edits));
    const placeAgain = async (file: ProposedFile) => {
      const work = files[proposed.indexOf(file)]?.work;
      const result = work && (await this.#place([work], []));
      return result?.files[0]?.edits;
    };
    const ports = { checkpoints: this.parts.checkpoints, placeAgain, warn, ...(onEnd && { onEnd }) };
    await this.parts.review.show(new ChangeSet(title, proposed, ports));
  }

  /** The files of blocks; what cannot be had goes into `refused`. */
  async #findFiles(blocks: readonly BlockToApply[], refused: Refusal[]): Promise<readonly Work[]> {
    const works = new Map<string, Work>();
    for (const block of blocks.flatMap((one) => splitByFile(withNamedPath(one)))) {
      const found = await findFile(block);
      if ('problem' in found) {
        refused.push({ path: block.path ?? '', message: found.problem });
        continue;
      }
      const key = found.target.uri.toString();
      const work = works.get(key);
      if (work) work.blocks.push(block);
      else works.set(key, { ...found, blocks: [block] });
    }
    return [...works.values()];
  }

  async #place(works: readonly Work[], refused: Refusal[]): Promise<ApplyPlaceResult | undefined> {
    const params: ApplyPlaceParams = {
      files: works.map(fileOf),
      blocks: works.flatMap((work) => work.blocks.map((block) => blockOf(work, block))),
    };
    try {
      return await this.parts.engine.request<ApplyPlaceResult>(Method.applyPlace, params);
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      for (const { target } of works) refused.push({ path: target.path, message: error.message });
      return undefined;
    }
  }

  /** Tells what was not placed; where the model may know better, offers to ask it. */
  async #tell(
    refused: readonly Refusal[],
    asked: readonly { readonly work: Work; readonly block: BlockPart }[],
  ): Promise<void> {
    const [first] = refused;
    if (!first) return;
    const message =
      refused.length === 1
        ? first.message
        : vscode.l10n.t('{0} pieces of code were not applied. The first: {1}', refused.length, first.message);
    const ask = vscode.l10n.t('Ask the Model to Place It');
    const [one] = asked;
    const answer = await vscode.window.showWarningMessage(message, ...(one ? [ask] : []));
    if (answer === ask && one) await this.#askModel(one.work, one.block);
  }

  async #askModel(work: Work, block: BlockPart): Promise<void> {
    const params: ApplyAskParams = { file: fileOf(work), block: blockOf(work, block) };
    const options: vscode.ProgressOptions = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking the model where the code belongs in {0}', work.target.path),
      cancellable: true,
    };
    try {
      const result = await vscode.window.withProgress(options, (_, token) =>
        this.parts.engine.request<ApplyAskResult>(Method.applyAsk, params, { token }),
      );
      if (result.refused) warn(result.refused.message);
      else await this.#show({ title: work.target.path }, [{ work, edits: result.edits }]);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      if (!(error instanceof EngineRequestError)) throw error;
      warn(error.message);
    }
  }
}

function fileOf({ target, document }: Work): ApplyFile {
  return {
    uri: target.uri.toString(),
    path: target.path,
    languageId: document?.languageId ?? '',
    text: document?.getText() ?? '',
  };
}

function blockOf({ target }: Work, { text, language }: BlockPart): ApplyBlock {
  return { uri: target.uri.toString(), text, language };
}

async function findFile(
  block: BlockPart,
): Promise<{ readonly target: Target; readonly document: vscode.TextDocument | undefined } | NoTarget> {
  const target = block.path === undefined ? await activeFile() : await resolveTarget(block.path);
  if ('problem' in target) return target;
  if (block.isDeleted)
    return {
      problem: vscode.l10n.t('The answer deletes {0}. Delete it yourself if you want it gone.', target.path),
    };
  if (target.path.endsWith('.ipynb') || target.uri.scheme === 'vscode-notebook-cell')
    return { problem: vscode.l10n.t('{0} is a notebook. Copy the code into a cell instead.', target.path) };
  if (target.isNew) return { target, document: undefined };
  if (vscode.workspace.fs.isWritableFileSystem(target.uri.scheme) === false || (await isReadonly(target.uri)))
    return { problem: vscode.l10n.t('{0} is read-only, so the code cannot be applied to it.', target.path) };
  try {
    return { target, document: await vscode.workspace.openTextDocument(target.uri) };
  } catch {
    return {
      problem: vscode.l10n.t(
        '{0} cannot be opened as text, so the code cannot be applied to it.',
        target.path,
      ),
    };
  }
}

async function isReadonly(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return false;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    return (permissions & vscode.FilePermission.Readonly) !== 0;
  } catch {
    return false;
  }
}

/** Documents that the active editor may show while something else is meant. */
const OTHER_SCHEMES = new Set([PROPOSAL_SCHEME, 'output', 'git', 'vscode', 'debug']);

async function activeFile(): Promise<Target | NoTarget> {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor = editors.find((one) => one && !OTHER_SCHEMES.has(one.document.uri.scheme));
  if (editor) return targetOfDocument(editor.document);
  return {
    problem: vscode.l10n.t(
      'The code names no file and none is open. Open the file that it is for, and apply it again.',
    ),
  };
}

function warn(message: string): void {
  void vscode.window.showWarningMessage(message);
}
