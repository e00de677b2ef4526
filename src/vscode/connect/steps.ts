import * as vscode from 'vscode';

/** What a step of the flow came to: `back` when the person left it with Escape or the Back button. */
export type Step<T> = T | 'back';

export interface PickOptions {
  readonly title: string;
  readonly placeholder?: string;
  /** The first step has no Back button; Escape ends the flow there. */
  readonly isFirst?: boolean;
}

/** An item that was chosen, and the button on it that was clicked, if it was one. */
export interface Picked<T> {
  readonly item: T;
  readonly button?: vscode.QuickInputButton;
}

/**
 * Asks for one item. It stays open when the window loses the focus: people look up names and keys elsewhere.
 * @throws what `items` rejects with
 */
export function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[] | Promise<readonly T[]>,
  { title, placeholder, isFirst = false }: PickOptions,
): Promise<Step<Picked<T>>> {
  const input = vscode.window.createQuickPick<T>();
  input.title = title;
  input.placeholder = placeholder;
  input.ignoreFocusOut = true;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  if (!isFirst) input.buttons = [vscode.QuickInputButtons.Back];
  return show(input, (finish, fail) => {
    input.busy = true;
    Promise.resolve(items).then((known) => {
      input.items = known;
      input.busy = false;
    }, fail);
    input.onDidAccept(() => {
      const [item] = input.selectedItems;
      if (item) finish({ item });
    });
    input.onDidTriggerItemButton(({ item, button }) => finish({ item, button }));
    input.onDidTriggerButton(() => finish('back'));
  });
}

/** Asks for any number of items; those with `picked` are chosen from the beginning. */
export function pickMany<T extends vscode.QuickPickItem>(
  items: readonly T[],
  { title, placeholder }: PickOptions,
): Promise<Step<readonly T[]>> {
  const input = vscode.window.createQuickPick<T>();
  input.title = title;
  input.placeholder = placeholder;
  input.ignoreFocusOut = true;
  input.canSelectMany = true;
  input.items = items;
  input.selectedItems = items.filter(({ picked }) => picked === true);
  input.buttons = [vscode.QuickInputButtons.Back];
  return show(input, (finish) => {
    input.onDidAccept(() => finish(input.selectedItems));
    input.onDidTriggerButton(() => finish('back'));
  });
}

export interface TextOptions {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Shows dots in place of the text. */
  readonly isSecret?: boolean;
  /** A page where the person finds what is asked for. */
  readonly page?: string;
  /** Why it is asked again, in words. */
  readonly problem?: string;
  /** What is wrong with a text, in words; undefined when nothing is. */
  readonly validate: (text: string) => string | undefined;
}

/** Asks for a text, without the white space around it. What is wrong is said only once it is confirmed. */
export function askText(options: TextOptions): Promise<Step<string>> {
  const input = vscode.window.createInputBox();
  input.title = options.title;
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.value = options.value ?? '';
  input.password = options.isSecret ?? false;
  input.validationMessage = options.problem;
  input.ignoreFocusOut = true;
  const openPage: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: options.page ?? '',
  };
  input.buttons = [vscode.QuickInputButtons.Back, ...(options.page === undefined ? [] : [openPage])];
  return show(input, (finish) => {
    input.onDidChangeValue(() => {
      input.validationMessage = undefined;
    });
    input.onDidAccept(() => {
      const text = input.value.trim();
      const problem = options.validate(text);
      input.validationMessage = problem;
      if (problem === undefined) finish(text);
    });
    input.onDidTriggerButton((button) => {
      if (button === openPage && options.page !== undefined)
        void vscode.env.openExternal(vscode.Uri.parse(options.page, true));
      else finish('back');
    });
  });
}

/** Shows an input until it is finished or hidden; Escape hides it, which is one step back. */
function show<T>(
  input: vscode.QuickInput,
  listen: (finish: (result: Step<T>) => void, fail: (error: unknown) => void) => void,
): Promise<Step<T>> {
  return new Promise((resolve, reject) => {
    const finish = (result: Step<T>) => {
      resolve(result);
      input.hide();
    };
    const fail = (error: unknown) => {
      reject(error instanceof Error ? error : new Error(String(error)));
      input.hide();
    };
    listen(finish, fail);
    input.onDidHide(() => {
      resolve('back');
      input.dispose();
    });
    input.show();
  });
}

/** Runs a task with a notification that can cancel it. */
export function withProgress<T>(
  title: string,
  task: (report: (text: string) => void, token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, (progress, token) =>
      task((message) => progress.report({ message }), token),
    ),
  );
}
