import type { CommitInput } from '../../core/commit/commitInput';
import type { MessageDraft } from '../../core/commit/editor/continueMessage';
import { draftWithModel } from '../../core/commit/modelDraft';
import { plainDraft } from '../../core/commit/plainDraft';
import { ModelError } from '../../core/model/errors';
import type { ModelIdentity } from '../../core/model/languageModel';
import { GateRefusal } from '../../core/privacy/gate';
import { isAbortError, throwIfAborted } from '../../util/abort';
import { LruMap } from '../../util/lru';
import { describeRefusal } from '../errorMessages';
import type { EngineContext } from '../engineContext';
import { WORKSPACE_MODEL } from '../workspaceSuggestions';
import { allowedInput } from './allowedInput';
import type { MessageChange } from './messageChange';

/** A draft that stands ready for a change. */
export interface ReadyDraft extends MessageDraft {
  readonly model: ModelIdentity;
  /** True where a model was asked and failed: the rules wrote it instead, and an explicit request asks again. */
  readonly isFallback: boolean;
}

interface Drafting {
  readonly draft: Promise<ReadyDraft | undefined>;
  /** Whether a model was allowed to write it. */
  readonly byModel: boolean;
  result?: ReadyDraft | undefined;
}

export interface DraftOptions {
  /** False where the person did not ask and need not expect that anything is sent: then the rules write. */
  readonly mayAsk: boolean;
  /** True when the person asked for a suggestion by hand. */
  readonly isInvoked: boolean;
  /** The beginning of the subject in the person's own words, where the draft is to keep it. */
  readonly begun?: string;
}

const MOST_DRAFTS = 20;

/** Drafts for open commit messages: one for each change, by the model once, and kept for as long as people type along. */
export class MessageDrafts {
  readonly #drafts = new LruMap<string, Drafting>(MOST_DRAFTS);
  readonly #running = new Set<AbortController>();

  constructor(
    private readonly context: Pick<
      EngineContext,
      'models' | 'settings' | 'findExclusion' | 'status' | 'logger'
    >,
  ) {}

  /** The draft for a change; a request that is broken off leaves the drafting alone, for the next one waits for it. */
  async find(
    change: MessageChange,
    options: DraftOptions,
    signal: AbortSignal,
  ): Promise<ReadyDraft | undefined> {
    const { mayAsk, isInvoked, begun = '' } = options;
    const language = this.context.settings()['fairwind.commit.language'];
    const model = this.context.models.forRole('commit');
    const key = [model?.identity.id ?? '', language, begun, change.key].join('\0');
    const known = this.#drafts.get(key);
    const isTriedAgain = isInvoked && known?.result?.isFallback === true;
    const isEnough = known !== undefined && (known.byModel || !mayAsk) && !isTriedAgain;
    const drafting = isEnough ? known : this.#begin(key, change, options);
    const draft = await untilAborted(drafting.draft, signal);
    throwIfAborted(signal);
    return draft;
  }

  /** Ends what is being drafted: the messages were closed. */
  stop(): void {
    for (const controller of this.#running) controller.abort();
  }

  clear(): void {
    this.stop();
    this.#drafts.clear();
  }

  dispose(): void {
    this.clear();
  }

  #begin(key: string, change: MessageChange, options: DraftOptions): Drafting {
    const controller = new AbortController();
    this.#running.add(controller);
    const drafting: Drafting = {
      byModel: options.mayAsk,
      draft: this.#draft(change, options, controller.signal)
        .then((draft) => (drafting.result = draft))
        .catch((error: unknown) => {
          this.#drafts.delete(key);
          if (!isAbortError(error)) this.context.logger.error('Drafting for an open message failed', error);
          return undefined;
        })
        .finally(() => this.#running.delete(controller)),
    };
    this.#drafts.set(key, drafting);
    return drafting;
  }

  async #draft(
    change: MessageChange,
    { mayAsk, begun = '' }: DraftOptions,
    signal: AbortSignal,
  ): Promise<ReadyDraft | undefined> {
    const read = await change.read(signal);
    throwIfAborted(signal);
    if (!read) return undefined;
    const { settings, models } = this.context;
    const language = settings()['fairwind.commit.language'];
    const input = language === 'auto' ? read : { ...read, style: { ...read.style, language } };
    const model = mayAsk ? models.forRole('commit') : undefined;
    const written = model && (await this.#writtenBy({ input, root: change.root, begun }, signal));
    throwIfAborted(signal);
    const message = written ?? byRules(input);
    return {
      message,
      hasBody: input.style.bodyShare >= 0.5,
      model: written === undefined ? WORKSPACE_MODEL : (model?.identity ?? WORKSPACE_MODEL),
      isFallback: model !== undefined && written === undefined,
    };
  }

  /** The model's message with a body, shown where it is wanted; undefined when the model could not write it. */
  async #writtenBy(
    { input, root, begun }: { input: CommitInput; root: string; begun: string },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { models, findExclusion, status } = this.context;
    const model = models.forRole('commit');
    const { input: allowed, uris, uriOf } = await allowedInput(input, root, findExclusion);
    throwIfAborted(signal);
    if (!model || allowed.files.length === 0) return undefined;
    const work = status.begin('commit', model.identity);
    try {
      const withBody = { ...allowed, style: { ...allowed.style, bodyShare: 1 } };
      const request = { notes: begun, others: [] };
      const options = { model, input: withBody, files: uris, uriOf, request, onText: () => {} };
      const { message } = await draftWithModel(options, signal);
      work.succeed();
      return message === '' ? undefined : message;
    } catch (error) {
      if (ModelError.is(error)) work.fail(error);
      else if (error instanceof GateRefusal) work.hold(describeRefusal(error));
      else work.cancel();
      if (ModelError.is(error) || error instanceof GateRefusal) return undefined;
      throw error;
    }
  }
}

/** With a body, so that there is one for who wants it. */
function byRules({ files, style, state }: CommitInput): string {
  const branch = state.branch === undefined ? {} : { branch: state.branch };
  return plainDraft({ files, style: { ...style, bodyShare: 1 }, notes: '', ...branch });
}

/** Waits for a promise no longer than until the signal is aborted; the promise itself goes on. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let stop = () => {};
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
