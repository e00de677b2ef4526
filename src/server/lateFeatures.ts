import type { Message, MessageStrategy } from 'vscode-languageserver/node';

type Handle = Parameters<MessageStrategy['handleMessage']>[1];

interface LateFeature {
  /** What the names of its methods begin with. */
  readonly methods: readonly string[];
  readonly register: () => Promise<void>;
}

/**
 * Registers features when the first message for one of them arrives, so that starting does not load them. Sits between
 * the connection and its handlers. In the bundle a module is there by the next microtask, before the next message.
 */
export class LateFeatures implements MessageStrategy {
  #waiting: readonly LateFeature[] = [];

  /** @param methods what the names of its methods begin with, as `fairwind/chat/` */
  add(methods: readonly string[], register: () => Promise<void>): void {
    this.#waiting = [...this.#waiting, { methods, register }];
  }

  handleMessage(message: Message, next: Handle): ReturnType<Handle> {
    const method = 'method' in message ? String(message.method) : '';
    const isFor = ({ methods }: LateFeature) => methods.some((start) => method.startsWith(start));
    const wanted = this.#waiting.filter(isFor);
    if (wanted.length === 0) return next(message);
    this.#waiting = this.#waiting.filter((feature) => !isFor(feature));
    // A request whose feature cannot be loaded is answered as one that nobody serves, and the failure is logged.
    return loadAll(wanted).finally(() => next(message));
  }
}

async function loadAll(features: readonly LateFeature[]): Promise<void> {
  for (const { register } of features) await register();
}
