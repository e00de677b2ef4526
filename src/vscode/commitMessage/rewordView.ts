import * as vscode from 'vscode';
import type { RewordChange } from '../../core/commit/reword/rewordMessage';
import type { RewordTask } from '../../core/commit/reword/rewordPrompt';
import { modelLabel } from '../../core/model/languageModel';
import type { CommitRewordResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { type MessageTarget, findTarget } from './messageTarget';
import { changeWords, rewordSides } from './rewordPage';
import { runShown } from './runShown';

const SCHEME = 'fairwind-reword';
/** Not the name of a commit message: VS Code's git extension would put its button to commit on the comparison. */
const SIDES = {
  before: vscode.Uri.from({ scheme: SCHEME, path: '/before/message.txt' }),
  after: vscode.Uri.from({ scheme: SCHEME, path: '/after/message.txt' }),
};

/** What is on offer until the person takes it, or closes the diff. */
interface Offer {
  readonly target: MessageTarget;
  readonly changes: readonly RewordChange[];
}

/** Betters commit messages: shows what would change and why as a diff, and changes what the person accepts of it. */
export function registerRewording(engine: EngineClient): vscode.Disposable {
  const view = new RewordView(engine);
  return vscode.Disposable.from(
    view,
    vscode.commands.registerCommand(CommandId.rewordCommit, (argument: unknown) => view.start(argument)),
    vscode.commands.registerCommand(CommandId.acceptRewording, () => view.accept()),
    vscode.commands.registerCommand(CommandId.chooseRewording, () => view.choose()),
  );
}

class RewordView implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;
  #sides = { before: '', after: '' };
  #offer: Offer | undefined;

  constructor(private readonly engine: EngineClient) {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: ({ path }) =>
        path.startsWith('/before') ? this.#sides.before : this.#sides.after,
    });
  }

  /** @param argument of a code action `{uri, task, language?}`, of a menu the clicked thing, of the palette nothing */
  async start(argument: unknown): Promise<void> {
    const given = readArgument(argument);
    const target = await findTarget(given ? undefined : argument, given?.uri);
    const order = target && (given ?? (await askTask()));
    if (!order) return;
    const title = vscode.l10n.t('Looking for better words in the commit message of {0}', target.name);
    const { task, language } = order;
    const result = await runShown(title, (token) =>
      this.engine.request<CommitRewordResult>(
        Method.commitReword,
        { text: target.text, task, ...(language !== undefined && { language }) },
        { token },
      ),
    );
    if (!result) return;
    const model = modelLabel(result.model);
    if (result.changes.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} found nothing to change.', model));
      return;
    }
    this.#offer = { target, changes: result.changes };
    this.#show(model);
    await this.#ask(model);
  }

  async accept(changes = this.#offer?.changes ?? []): Promise<void> {
    const offer = this.#offer;
    if (!offer) return;
    this.#offer = undefined;
    await closeDiff();
    if (await offer.target.apply(changes)) return;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The message has changed meanwhile, so it was left as it is.'),
    );
  }

  /** Lets the person choose among the changes, each with its reason. */
  async choose(): Promise<void> {
    const offer = this.#offer;
    if (!offer) return;
    const items = offer.changes.map((change) => ({
      label: changeWords(offer.target.text, change),
      detail: change.reason,
      picked: true,
      change,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      matchOnDetail: true,
      placeHolder: vscode.l10n.t('Which changes do you take?'),
    });
    if (chosen) await this.accept(chosen.map(({ change }) => change));
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }

  #show(model: string): void {
    if (!this.#offer) return;
    const { target, changes } = this.#offer;
    const heading = vscode.l10n.t('{0} would change this, and why:', model);
    this.#sides = rewordSides({ text: target.text, changes, heading });
    for (const uri of Object.values(SIDES)) this.#changed.fire(uri);
    const title = vscode.l10n.t('Commit message of {0}: yours ↔ better words', target.name);
    void vscode.commands.executeCommand('vscode.diff', SIDES.before, SIDES.after, title, { preview: true });
  }

  /** The buttons that go with the diff; closing them leaves the message as it is. */
  async #ask(model: string): Promise<void> {
    const offer = this.#offer;
    const count = offer?.changes.length ?? 0;
    const accept = vscode.l10n.t('Accept');
    const choose = vscode.l10n.t('Choose…');
    const keep = vscode.l10n.t('Keep mine');
    const question =
      count === 1
        ? vscode.l10n.t('{0} proposes one change of your commit message.', model)
        : vscode.l10n.t('{0} proposes {1} changes of your commit message.', model, count);
    const buttons = count > 1 ? [accept, choose, keep] : [accept, keep];
    const choice = await vscode.window.showInformationMessage(question, ...buttons);
    if (this.#offer !== offer) return;
    if (choice === accept) await this.accept();
    else if (choice === choose) await this.choose();
    else if (choice === keep) {
      this.#offer = undefined;
      await closeDiff();
    }
  }
}

interface RewordOrder {
  readonly task: RewordTask;
  readonly language?: string;
}

/** What a code action says; undefined for what menus hand over. */
function readArgument(argument: unknown): (RewordOrder & { readonly uri: string }) | undefined {
  if (typeof argument !== 'object' || argument === null || !('task' in argument) || !('uri' in argument))
    return undefined;
  const { uri, task, language } = argument as { uri: unknown; task: unknown; language?: unknown };
  const known = (['grammar', 'wording', 'translate', 'shorten'] as const).find((each) => each === task);
  if (typeof uri !== 'string' || known === undefined) return undefined;
  return { uri, task: known, ...(typeof language === 'string' && { language }) };
}

async function askTask(): Promise<RewordOrder | undefined> {
  const items: (vscode.QuickPickItem & { readonly task: RewordTask })[] = [
    { task: 'grammar', label: vscode.l10n.t('Check the grammar') },
    { task: 'wording', label: vscode.l10n.t('Put it in better words') },
    { task: 'translate', label: vscode.l10n.t('Translate it…') },
    { task: 'shorten', label: vscode.l10n.t('Shorten it') },
  ];
  const placeHolder = vscode.l10n.t(
    'What is to be done to the commit message? You see each change and its reason first.',
  );
  const task = (await vscode.window.showQuickPick(items, { placeHolder }))?.task;
  if (task !== 'translate') return task && { task };
  const language = await askLanguage();
  return language === undefined ? undefined : { task, language };
}

const LANGUAGES = ['en', 'ko', 'ja', 'zh', 'ru', 'de', 'fr', 'es', 'pt', 'it', 'vi', 'id'];

interface LanguageItem extends vscode.QuickPickItem {
  readonly language?: string;
}

/** A language of the list, the editor's own among the first, or any other by its name. */
async function askLanguage(): Promise<string | undefined> {
  const own = vscode.env.language.split('-')[0] ?? 'en';
  const items: LanguageItem[] = [...new Set(['en', own, ...LANGUAGES])].map((language) => ({
    language,
    label: new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language,
    description: new Intl.DisplayNames([vscode.env.language], { type: 'language' }).of(language) ?? '',
  }));
  const other: LanguageItem = { label: vscode.l10n.t('Another language…') };
  const placeHolder = vscode.l10n.t('Translate the commit message to which language?');
  const chosen = await vscode.window.showQuickPick([...items, other], {
    placeHolder,
    matchOnDescription: true,
  });
  if (!chosen || chosen.language !== undefined) return chosen?.language;
  return vscode.window.showInputBox({ prompt: vscode.l10n.t('The language’s name, such as Swedish') });
}

async function closeDiff(): Promise<void> {
  const isOurs = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME;
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isOurs)));
}
