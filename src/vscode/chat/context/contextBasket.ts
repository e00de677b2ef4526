import type { ChatContextItem } from '../../../protocol/chat';
import type { ContextChip } from '../../../protocol/webview';
import { viewChip } from '../viewEntries';

/** A piece of context that the person added. */
export interface AddedContext {
  /** Two with the same key are the same piece. */
  readonly key: string;
  readonly item: ChatContextItem;
  /** Reads it once more before it is sent; undefined where it is gone, then what was read first is sent. */
  readonly reload?: () => Promise<ChatContextItem | undefined>;
  /** Shows it in the editor. */
  readonly open?: () => void;
}

/** A piece that is offered without having been added. */
export interface SuggestedContext {
  readonly id: string;
  readonly item: ChatContextItem;
  /** Whether it goes along unless the person says otherwise. */
  readonly isIncluded: boolean;
  readonly open?: () => void;
}

export interface ContextPorts {
  /** What is offered now. */
  readonly suggested: () => readonly SuggestedContext[];
  /** Why nothing of each item will be sent, in words; in the items' order. */
  readonly problemsOf: (items: readonly ChatContextItem[]) => Promise<readonly (string | undefined)[]>;
  /** The chips have changed. */
  readonly onDidChange: () => void;
  readonly newId: () => string;
}

interface Added extends AddedContext {
  readonly id: string;
  item: ChatContextItem;
  included: boolean;
}

/** What goes along with the next message: what the person added, and what is offered by itself. */
export class ContextBasket {
  readonly #added: Added[] = [];
  /** What the person said of what is offered. */
  readonly #wanted = new Map<string, boolean>();
  readonly #problems = new Map<string, string>();

  constructor(private readonly ports: ContextPorts) {}

  get chips(): readonly ContextChip[] {
    const suggested = this.ports.suggested().map(({ id, item, isIncluded }) => {
      const included = this.#wanted.get(id) ?? isIncluded;
      return this.#chip(item, { id, isSuggested: true, included });
    });
    const added = this.#added.map(({ id, item, included }) =>
      this.#chip(item, { id, isSuggested: false, included }),
    );
    return [...suggested, ...added];
  }

  /** Switches a chip on or off. What is offered stays so until it is switched back. */
  include(id: string, included: boolean): void {
    const added = this.#added.find((candidate) => candidate.id === id);
    if (added) added.included = included;
    else this.#wanted.set(id, included);
    this.ports.onDidChange();
  }

  /** Takes a chip away; one that is offered is switched off. */
  remove(id: string): void {
    const index = this.#added.findIndex((candidate) => candidate.id === id);
    if (index === -1) this.#wanted.set(id, false);
    else this.#added.splice(index, 1);
    this.ports.onDidChange();
  }

  /** What the person said of these suggestions no longer counts: a setting has taken its place. */
  forgetWishes(ids: readonly string[]): void {
    for (const id of ids) this.#wanted.delete(id);
    this.ports.onDidChange();
  }

  /** Adds pieces; one that is there already is shown anew and goes along again. */
  async add(pieces: readonly AddedContext[]): Promise<void> {
    for (const piece of pieces) {
      const known = this.#added.find(({ key }) => key === piece.key);
      if (known) Object.assign(known, piece, { included: true });
      else this.#added.push({ ...piece, id: this.ports.newId(), included: true });
    }
    this.ports.onDidChange();
    await this.check();
  }

  /** Shows in the editor what a chip stands for; false where there is no such chip. */
  open(id: string): boolean {
    const piece = [...this.#added, ...this.ports.suggested()].find((candidate) => candidate.id === id);
    piece?.open?.();
    return piece !== undefined;
  }

  /** Looks up anew what of it may not be sent, and shows it. */
  async check(): Promise<void> {
    const items = [...this.ports.suggested(), ...this.#added].map(({ item }) => item);
    if (await this.#look(items)) this.ports.onDidChange();
  }

  /** Everything that goes along with the message that is being sent. What was added for it is then gone. */
  async take(): Promise<readonly ChatContextItem[]> {
    const chosen = this.#added.filter(({ included }) => included);
    const suggested = this.ports
      .suggested()
      .filter(({ id, isIncluded }) => this.#wanted.get(id) ?? isIncluded);
    const added = await Promise.all(
      chosen.map(async ({ item, reload }) => (await reload?.().catch(() => undefined)) ?? item),
    );
    const items = [...suggested.map(({ item }) => item), ...added];
    await this.#look(items);
    this.#added.splice(0);
    this.ports.onDidChange();
    return items.filter((item) => !this.#problems.has(keyOf(item)));
  }

  /** Whether anything has changed. */
  async #look(items: readonly ChatContextItem[]): Promise<boolean> {
    const problems = await this.ports.problemsOf(items);
    let hasChanged = false;
    items.forEach((item, index) => {
      const [key, problem] = [keyOf(item), problems[index]];
      hasChanged ||= this.#problems.get(key) !== problem;
      if (problem === undefined) this.#problems.delete(key);
      else this.#problems.set(key, problem);
    });
    return hasChanged;
  }

  #chip(
    item: ChatContextItem,
    about: { readonly id: string; readonly isSuggested: boolean; readonly included: boolean },
  ): ContextChip {
    const problem = this.#problems.get(keyOf(item));
    return viewChip(item, { ...about, ...(problem !== undefined && { problem }) });
  }
}

/** Problems belong to the files and the kind, not to the text, which changes as the person types and scrolls. */
function keyOf({ kind, files, label }: ChatContextItem): string {
  return JSON.stringify([kind === 'image', files.length === 0 ? label : files]);
}
