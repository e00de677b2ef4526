import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ChatViewState, FromWebview } from '../../protocol/webview';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { onDidChangeHostSettings } from '../hostSettings';
import type { Apply } from '../apply/registerApply';
import { AnswerChanges } from './actions/applyCode';
import { ActiveContext } from './activeContext';
import { ChatController } from './chatController';
import { ChatModels } from './chatModels';
import { chatStrings } from './chatStrings';
import { ChatView } from './chatView';
import { ContextBasket } from './context/contextBasket';
import { ContextPicker } from './context/contextPicker';
import { problemsOf } from './context/exclusions';
import { TerminalCommands } from './context/terminalContext';
import { ContextSuggestions } from './contextSuggestions';
import { ConversationShelf } from './conversationShelf';
import { describeFailure, describeResult, runTurn } from './engineTurn';
import { ConversationCommands } from './history/conversationCommands';
import { ConversationFiles } from './history/conversationFiles';
import { sharedStorage } from './history/sharedStorage';
import { type PageHandlers, pageHandlers } from './pageHandlers';
import { SlashCommands } from './slashCommands';

/** Milliseconds that pass before a moved selection or scroll position is shown in the chips. */
const CHIPS_DELAY_MS = 100;
/** Where the workspace's state names the conversation that was shown last. */
const LAST_SHOWN = 'fairwind.chat.lastShown';

/** The chat: the conversation that is shown, what goes along with its next message, and the page that shows both. */
export class Chat implements vscode.Disposable {
  readonly view: ChatView;
  readonly controller: ChatController;
  readonly conversations: ConversationCommands;
  readonly basket: ContextBasket;
  readonly picker: ContextPicker;
  readonly models: ChatModels;
  readonly changes: AnswerChanges;
  readonly active = new ActiveContext();
  readonly slash: SlashCommands;
  readonly suggestions: ContextSuggestions;
  readonly #shelf: ConversationShelf;
  readonly #handlers: PageHandlers;
  readonly #disposables: vscode.Disposable;
  #restored: Promise<void> | undefined;
  #chipsTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly engine: EngineClient,
    apply: Apply,
  ) {
    this.view = new ChatView(context.extensionUri);
    this.changes = new AnswerChanges(apply);
    this.models = new ChatModels(engine);
    this.slash = new SlashCommands(engine, this.active);
    this.suggestions = new ContextSuggestions(engine, this.active);
    const terminals = new TerminalCommands();
    const post = this.view.post.bind(this.view);
    const storage = sharedStorage((context.storageUri ?? context.globalStorageUri).fsPath);
    const files = new ConversationFiles(join(storage, 'conversations'));
    void files.purgeOld(Date.now());
    this.#shelf = makeShelf(files);
    this.basket = new ContextBasket({
      suggested: () => this.suggestions.items,
      problemsOf: (items) =>
        problemsOf(engine, items, this.models.blindModel(this.controller.conversation.modelId)),
      onDidChange: () => post({ type: 'context', chips: this.basket.chips }),
      newId,
    });
    this.controller = new ChatController({
      post,
      shelf: this.#shelf,
      runTurn: ({ modelId, ...params }, onDelta, signal) =>
        runTurn(engine, { ...params, ...this.models.known(modelId) }, onDelta, signal),
      describeFailure,
      describeResult,
      prepare: (text) => this.slash.prepare(text),
      takeContext: async ({ context: items = [] }) => [...(await this.basket.take()), ...items],
      canRestore: (id) => this.changes.canRestore(id),
      onDidShow: ({ id }) => {
        this.#keepAsLast(id);
        post({ type: 'state', state: this.#state() });
      },
      onDidBegin: ({ id }) => this.#keepAsLast(id),
      now: () => Date.now(),
      newId,
    });
    this.conversations = new ConversationCommands({
      files,
      shelf: this.#shelf,
      controller: this.controller,
      post,
      newId,
    });
    this.picker = new ContextPicker({ engine, active: this.active, terminals, basket: this.basket, post });
    this.#handlers = pageHandlers(this);
    this.#disposables = vscode.Disposable.from(
      this.active,
      terminals,
      this.conversations,
      this.models,
      this.slash,
      this.view,
      this.view.onDidReceive((message) => void this.#receive(message)),
      this.view.onDidShow(() => this.#chipsSoon()),
      this.active.onDidChange(() => this.#chipsSoon()),
      this.models.onDidChange(() => this.postModel()),
      this.slash.onDidChange(() => post({ type: 'commands', commands: this.slash.commands })),
      onDidChangeHostSettings(() => this.#chipsSoon()),
    );
  }

  postModel(): void {
    this.view.post(this.models.message(this.controller.conversation.modelId));
  }

  /** The model that answers here from now on; without an id the person is asked. */
  async chooseModel(modelId?: string): Promise<void> {
    const chosen = modelId ?? (await this.models.pick(this.controller.conversation.modelId));
    if (chosen === undefined) return;
    this.controller.setModel(chosen ?? undefined);
    this.postModel();
    await this.basket.check();
  }

  /** Shows the conversation that was shown last in this workspace; once, when it is first needed. */
  restore(): Promise<void> {
    this.#restored ??= (async () => {
      const last = this.context.workspaceState.get(LAST_SHOWN);
      if (typeof last === 'string') await this.controller.open(last);
    })();
    return this.#restored;
  }

  /** The page is new: it is given everything. */
  async begin(): Promise<void> {
    await this.restore();
    this.view.begin({ type: 'state', state: this.#state() });
    await Promise.all([this.models.refresh(), this.slash.refresh(), this.#refreshChips()]);
  }

  dispose(): void {
    clearTimeout(this.#chipsTimer);
    this.#shelf.dispose();
    this.#disposables.dispose();
  }

  #state(): ChatViewState {
    const { conversation, entries } = this.controller;
    return {
      strings: chatStrings(vscode.l10n),
      conversationId: conversation.id,
      title: conversation.title,
      entries,
      chips: this.basket.chips,
      model: this.models.current(conversation.modelId),
      models: this.models.choices,
      commands: this.slash.commands,
    };
  }

  async #receive(message: FromWebview): Promise<void> {
    try {
      const handle = this.#handlers[message.type] as (message: FromWebview) => unknown;
      await handle(message);
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      void vscode.window.showWarningMessage(error.message);
    }
  }

  #keepAsLast(id: string): void {
    void this.context.workspaceState.update(LAST_SHOWN, id);
  }

  #chipsSoon(): void {
    if (!this.view.isVisible) return;
    this.#chipsTimer ??= setTimeout(() => {
      this.#chipsTimer = undefined;
      this.view.post({ type: 'context', chips: this.basket.chips });
      if (this.suggestions.isStale) void this.#refreshChips();
      else void this.basket.check();
    }, CHIPS_DELAY_MS);
  }

  async #refreshChips(): Promise<void> {
    if (await this.suggestions.refresh()) this.view.post({ type: 'context', chips: this.basket.chips });
    await this.basket.check();
  }
}

/** An id that nothing else has, fit for the name of a file. */
function newId(): string {
  return randomBytes(12).toString('hex');
}

function makeShelf(files: ConversationFiles): ConversationShelf {
  return new ConversationShelf({
    files,
    timer: {
      schedule: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    },
    now: () => Date.now(),
    newId,
    onFailure: (error) =>
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'The conversation could not be written to its file ({0}). It stays here until the window is closed.',
          error instanceof Error ? error.message : String(error),
        ),
      ),
    onDamage: ({ title }) =>
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Parts of the conversation “{0}” could not be read; the rest is here.', title),
      ),
  });
}
