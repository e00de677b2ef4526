import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import type { AnswerDone, AnswerEnd } from '../../core/chat/conversation/records';
import type { ChatTurnResult } from '../../protocol/chat';
import { Method } from '../../protocol/engine';
import { type EngineClient, EngineRequestError } from '../engineClient';
import type { AnswerPorts } from './answering';

/**
 * Sends one turn; the signal becomes the token that vscode-languageclient cancels by.
 * @throws EngineRequestError also when the engine goes away in the middle
 */
export async function runTurn(
  engine: EngineClient,
  ...[params, onProgress, signal]: Parameters<AnswerPorts['runTurn']>
): Promise<ChatTurnResult> {
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const watch = new EngineWatch(engine);
  try {
    const turn = engine.request<ChatTurnResult>(Method.chatTurn, params, { onProgress, token: source.token });
    return await Promise.race([turn, watch.gone]);
  } finally {
    watch.dispose();
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** Notices that the engine which was running is not any more. */
class EngineWatch implements vscode.Disposable {
  readonly gone: Promise<never>;
  #listener: vscode.Disposable | undefined;

  constructor(engine: EngineClient) {
    let wasRunning = engine.state === 'running';
    this.gone = new Promise((_, reject) => {
      this.#listener = engine.onDidChangeState((state) => {
        if (state === 'running') wasRunning = true;
        else if (wasRunning) reject(new EngineRequestError(wordsForGone(), undefined));
      });
    });
    // Where the turn ends first, nobody waits for this.
    this.gone.catch(() => undefined);
  }

  dispose(): void {
    this.#listener?.dispose();
  }
}

function wordsForGone(): string {
  return vscode.l10n.t('Fairwind’s engine was restarted before it had answered. Try again.');
}

export function describeResult(result: ChatTurnResult): AnswerDone {
  const { model, durationMs, usage, cost, followUps } = result;
  const omitted = [...new Set([...result.omitted, ...result.excluded.map(({ reason }) => reason)])];
  return {
    state: 'done',
    model: vscode.l10n.t('{0} on {1}', modelLabel(model), model.host),
    durationMs,
    isCutOff: result.finishReason === 'length',
    ...(usage && { usage }),
    // What runs on this machine costs nothing, which goes without saying.
    ...(cost && cost.amount > 0 && { cost: formatCost(cost) }),
    ...(omitted.length > 0 && { omitted }),
    ...(followUps.length > 0 && { followUps }),
  };
}

/** Two significant digits of what is less than a whole unit: single answers cost fractions of a cent. */
function formatCost({ amount, currency }: NonNullable<ChatTurnResult['cost']>): string {
  const digits = amount >= 1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(amount)));
  return `${amount.toFixed(digits)} ${currency}`;
}

export function describeFailure(error: unknown, hasText: boolean): AnswerEnd {
  const isExpected = error instanceof EngineRequestError;
  const kind = isExpected ? error.data?.kind : undefined;
  // The engine went away while it was writing: what is there stays, and can go on.
  if (hasText && isExpected && !error.data) return { state: 'stopped' };
  const message = error instanceof Error ? error.message : String(error);
  if (kind === 'unauthorized') return { state: 'failed', message, action: 'setKey' };
  const isAboutSettings = kind === 'noModel' || kind === 'unreachable' || kind === 'modelNotFound';
  return {
    state: 'failed',
    message,
    ...((isAboutSettings || kind === 'notAModelServer') && { action: 'connectModel' }),
  };
}
