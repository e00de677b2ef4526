import type * as vscode from 'vscode';

const KEY = 'fairwind.usedLentModels';

/**
 * The models of VS Code that have answered a request of the person's own, over restarts. Only these are asked for
 * completions, so that no keystroke makes VS Code ask for consent.
 */
export class UsedModels {
  constructor(private readonly memento: Pick<vscode.Memento, 'get' | 'update'>) {}

  has(model: LentModel): boolean {
    return this.#names.includes(nameOf(model));
  }

  add(model: LentModel): void {
    if (!this.has(model)) void this.memento.update(KEY, [...this.#names, nameOf(model)]);
  }

  delete(model: LentModel): void {
    if (this.has(model))
      void this.memento.update(
        KEY,
        this.#names.filter((name) => name !== nameOf(model)),
      );
  }

  get #names(): readonly string[] {
    return this.memento.get<readonly string[]>(KEY, []);
  }
}

type LentModel = Pick<vscode.LanguageModelChat, 'vendor' | 'id'>;

function nameOf({ vendor, id }: LentModel): string {
  return `${vendor}/${id}`;
}
