import * as vscode from 'vscode';
import type { ChatContextItem, ChatContextResult } from '../../protocol/chat';
import { Method } from '../../protocol/engine';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { currentSettings } from '../hostSettings';
import type { ActiveContext } from './activeContext';
import type { SuggestedContext } from './context/contextBasket';

/** What goes along by itself: what is on screen of the active document, unless that is switched off, and instructions. */
export class ContextSuggestions {
  #instructions: readonly ChatContextItem[] = [];
  #instructionsFor: string | undefined;

  constructor(
    private readonly engine: EngineClient,
    private readonly active: ActiveContext,
  ) {}

  get items(): readonly SuggestedContext[] {
    const instructions = this.#instructions.map((item): SuggestedContext => ({
      id: `instructions:${item.files[0] ?? item.label}`,
      item,
      isIncluded: true,
      open: () => {
        const [file] = item.files;
        if (file !== undefined) void vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(file));
      },
    }));
    return [...this.active.suggest(currentSettings()['fairwind.chat.suggestDocument']), ...instructions];
  }

  /** Asks for the instructions that hold for the active document; true when they have changed. */
  async refresh(): Promise<boolean> {
    const uri = this.active.editor?.document.uri.toString();
    if (this.engine.state === 'untrusted') return false;
    const before = JSON.stringify(this.#instructions);
    try {
      const params = uri === undefined ? {} : { uri };
      const { items } = await this.engine.request<ChatContextResult>(Method.chatInstructions, params);
      this.#instructions = items;
      this.#instructionsFor = uri;
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
    }
    return JSON.stringify(this.#instructions) !== before;
  }

  /** Whether the instructions are those of another document than the active one. */
  get isStale(): boolean {
    return this.#instructionsFor !== this.active.editor?.document.uri.toString();
  }
}
