import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ChatContextItem, ChatTurnResult } from '../../src/protocol/chat';
import type { TextDelta } from '../../src/protocol/engine';
import type { ToWebview } from '../../src/protocol/webview';
import { ChatController, type ChatPorts, type PreparedMessage } from '../../src/vscode/chat/chatController';
import { ConversationShelf } from '../../src/vscode/chat/conversationShelf';
import { ConversationFiles } from '../../src/vscode/chat/history/conversationFiles';

export const DONE = { state: 'done', model: 'm on h', durationMs: 1, isCutOff: false } as const;

/** A turn that a test plays by hand. */
export interface PlayedTurn {
  readonly params: Parameters<ChatPorts['runTurn']>[0];
  readonly onDelta: (delta: TextDelta) => void;
  readonly signal: AbortSignal;
  readonly finish: (result?: Partial<ChatTurnResult>) => void;
  readonly fail: (error: Error) => void;
}

export interface ChatHostOptions {
  /** Where the conversations are kept; a folder of the test's own unless told. */
  readonly folder?: string;
  readonly context?: readonly ChatContextItem[];
  readonly prepare?: (text: string) => Promise<PreparedMessage | undefined>;
  /** In front of each id, so that two windows make different ones. */
  readonly window?: string;
}

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fairwind-chat-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A window with a chat whose turns the test plays by hand. */
export async function startChatHost({ folder, context = [], prepare, window = 'a' }: ChatHostOptions = {}) {
  const posted: ToWebview[] = [];
  const turns: PlayedTurn[] = [];
  const damaged: string[] = [];
  const failures: unknown[] = [];
  const files = new ConversationFiles(folder ?? (await temporaryFolder()));
  let count = 0;
  let time = 0;
  const newId = () => `${window}${++count}`;
  const now = () => ++time;
  const shelf = new ConversationShelf({
    files,
    // Text waits until something else is written.
    timer: { schedule: () => () => {} },
    now,
    newId,
    onFailure: (error) => failures.push(error),
    onDamage: ({ title }) => damaged.push(title),
  });
  onTestFinished(() => shelf.dispose());
  const controller = new ChatController({
    post: (message) => posted.push(structuredClone(message)),
    shelf,
    runTurn: (params, onDelta, signal) =>
      new Promise((resolve, reject) => {
        const finish = (result: Partial<ChatTurnResult> = {}) => resolve(result as ChatTurnResult);
        turns.push({ params: structuredClone(params), onDelta, signal, finish, fail: reject });
      }),
    describeFailure: (error) => ({ state: 'failed', message: String(error) }),
    describeResult: () => DONE,
    prepare: prepare ?? (async () => ({})),
    takeContext: async () => context,
    canRestore: () => false,
    onDidShow: () => {},
    onDidBegin: () => {},
    now,
    newId,
  });
  /** Does something that asks the model, and waits until it is asked. */
  const begin = async (act: string | (() => Promise<void>)) => {
    const asked = turns.length;
    const answered = typeof act === 'string' ? controller.send(act) : act();
    while (turns.length === asked) await new Promise((resolve) => setImmediate(resolve));
    const turn = turns.at(-1);
    if (!turn) throw new Error('Nobody asked.');
    return { answered, turn };
  };
  /** Has a question answered from its beginning to its end. */
  const ask = async (text: string, answer: string) => {
    const { answered, turn } = await begin(text);
    turn.onDelta({ text: answer });
    turn.finish();
    await answered;
  };
  /** What is shown, in a line for each entry. */
  const shown = () => controller.entries.map(({ role, text }) => `${role}: ${text}`);
  const idOf = (text: string) => controller.entries.find((entry) => entry.text === text)?.id ?? '';
  return { ask, shown, idOf, controller, posted, turns, files, shelf, damaged, failures, begin, newId };
}
