import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { FileChange } from '../../core/commit/change';
import { packChange, MINIMUM_PACK_TOKENS } from '../../core/commit/packer';
import { estimateTokens } from '../../core/model/estimateTokens';
import { ModelError } from '../../core/model/errors';
import type { ChatMessage } from '../../core/model/languageModel';
import { type GatedModel, GateRefusal } from '../../core/privacy/gate';
import { throwIfAborted } from '../../util/abort';
import { describeRefusal } from '../errorMessages';
import type { EngineContext } from '../engineContext';
import { allowedChanges } from '../privacy/allowedChanges';
import { EngineError } from '../expectedError';
import { restrictedError } from '../features/commitFailures';

/** The folder of a repository that git may be run in. @throws EngineError in Restricted Mode, and for other addresses */
export function repositoryRoot({ workspace }: Pick<EngineContext, 'workspace'>, uri: string): string {
  if (workspace.isRestricted()) throw restrictedError();
  try {
    return fileURLToPath(uri);
  } catch {
    throw new EngineError(
      'noRepository',
      l10n.t('{0} is not a folder on this machine, so git cannot read it.', uri),
    );
  }
}

export interface AllowedFiles {
  readonly files: readonly FileChange[];
  /** URIs for the gate. */
  readonly uris: readonly string[];
}

/** The files of a change that may be sent, under their old names too. */
export async function allowedFiles(
  { findExclusion }: Pick<EngineContext, 'findExclusion'>,
  root: string,
  files: readonly FileChange[],
): Promise<AllowedFiles> {
  const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
  const kept = await allowedChanges(files, root, findExclusion);
  return { files: kept, uris: kept.map(({ path }) => uriOf(path)) };
}

export interface Question {
  readonly model: GatedModel;
  /** Makes the conversation from the packed change. */
  readonly prompt: (change: string) => readonly ChatMessage[];
  readonly allowed: AllowedFiles;
  /** Receives text as it comes. */
  readonly onText?: (text: string) => void;
}

const ANSWER_TOKENS = 2_000;
const MOST_CHANGE_TOKENS = 8_000;

/** Asks the model for commit messages about a change, packed into its window. @throws ModelError, GateRefusal, AbortError */
export async function askAboutChange(
  { status }: Pick<EngineContext, 'status'>,
  { model, prompt, allowed, onText }: Question,
  signal: AbortSignal,
): Promise<string> {
  const maxTokens = Math.min(ANSWER_TOKENS, Math.floor(model.contextTokens / 4));
  const overhead = prompt('').reduce((sum, { content }) => sum + estimateTokens(content) + 8, 0);
  const room = Math.min(MOST_CHANGE_TOKENS, model.contextTokens - maxTokens - overhead);
  const { text: change } = packChange(allowed.files, Math.max(MINIMUM_PACK_TOKENS, room));
  const work = status.begin('commit', model.identity);
  try {
    let answer = '';
    const request = { kind: 'chat', messages: prompt(change), maxTokens, files: allowed.uris } as const;
    for await (const event of model.stream('commit', request, signal)) {
      throwIfAborted(signal);
      if (event.type !== 'text') continue;
      answer += event.text;
      onText?.(event.text);
    }
    work.succeed();
    return answer;
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else if (error instanceof GateRefusal) work.hold(describeRefusal(error));
    else work.cancel();
    throw error;
  }
}
