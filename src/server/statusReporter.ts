import type { ModelError } from '../core/model/errors';
import type { ModelIdentity, ModelRole } from '../core/model/languageModel';
import type { StatusParams } from '../protocol/engine';
import { describeModelError } from './errorMessages';
import { WORKSPACE_MODEL } from './workspaceSuggestions';

/** One piece of work that the status shows until it is finished, exactly once. */
export interface StatusWork {
  succeed(): void;
  /** Ends the work without a word: it says nothing about the model. */
  cancel(): void;
  /** Shows the failure until the next success of the same model. */
  fail(error: ModelError): void;
  /** Shows why the model is not asked, until the next success of the same model. */
  hold(reason: string): void;
}

/** Milliseconds that work must last before it is told, so that quick suggestions neither flicker nor cost a message. */
const TELL_BUSY_AFTER_MS = 200;

/** Says what the engine is doing and with which model: what the editor's status item shows. */
export class StatusReporter {
  readonly #busy: { readonly role: ModelRole; readonly model: ModelIdentity; readonly message?: string }[] =
    [];
  readonly #failures = new Map<
    string,
    { readonly role: ModelRole; readonly model: ModelIdentity; readonly message: string }
  >();
  #resting: ModelIdentity = WORKSPACE_MODEL;
  #last = '';
  #pending: NodeJS.Timeout | undefined;

  constructor(private readonly send: (status: StatusParams) => void) {}

  /** Sets the model that is named while nothing is done: the one that answers completions. */
  setResting(model: ModelIdentity): void {
    this.#resting = model;
    this.#report();
  }

  /** Forgets failures, for example because the settings have changed. */
  clearFailures(): void {
    this.#failures.clear();
    this.#report();
  }

  /** @param message what is being done, where the role does not say it */
  begin(role: ModelRole, model: ModelIdentity, message?: string): StatusWork {
    const work = { role, model, ...(message !== undefined && { message }) };
    this.#busy.push(work);
    this.#report();
    let finished = false;
    const finish = (update: () => void) => {
      if (finished) return;
      finished = true;
      this.#busy.splice(this.#busy.indexOf(work), 1);
      update();
      this.#report();
    };
    const show = (message: string) => finish(() => this.#failures.set(model.id, { role, model, message }));
    return {
      succeed: () => finish(() => this.#failures.delete(model.id)),
      cancel: () => finish(() => {}),
      fail: (error) => show(describeModelError(error)),
      hold: show,
    };
  }

  dispose(): void {
    clearTimeout(this.#pending);
  }

  #report(): void {
    clearTimeout(this.#pending);
    if (this.#busy.length > 0) this.#pending = setTimeout(() => this.#send(), TELL_BUSY_AFTER_MS);
    else this.#send();
  }

  #send(): void {
    const status = this.#current();
    const text = JSON.stringify(status);
    if (text === this.#last) return;
    this.#last = text;
    this.send(status);
  }

  #current(): StatusParams {
    const busy = this.#busy.at(-1);
    if (busy) return { state: 'busy', ...busy };
    const failure = [...this.#failures.values()].at(-1);
    if (failure) return { state: 'error', ...failure };
    return { state: 'idle', model: this.#resting };
  }
}
