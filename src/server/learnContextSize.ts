import type { ModelDescription } from '../core/model/languageModel';
import type { GatedModel } from '../core/privacy/gate';
import type { Clock } from '../util/clock';

/** Milliseconds that the question may take. */
const TIMEOUT_MS = 10_000;
/** Milliseconds after a failure before it is asked again. */
const RETRY_AFTER_MS = 60_000;

/**
 * A model whose `contextTokens` become the server's own number once that is known: asked once, behind the first answer,
 * where nobody waits for it. A failure is silent; it is asked again behind a later answer.
 */
export function learnContextSize(model: GatedModel, clock: Clock): GatedModel {
  let known: number | undefined;
  let askAgainAt = 0;
  const describe = async (signal: AbortSignal): Promise<ModelDescription> => {
    const description = await model.describe(signal);
    known = description.contextTokens ?? known;
    askAgainAt = Infinity;
    return description;
  };
  const learn = (): void => {
    if (clock.now() < askAgainAt) return;
    askAgainAt = Infinity;
    describe(AbortSignal.timeout(TIMEOUT_MS)).catch(() => {
      askAgainAt = clock.now() + RETRY_AFTER_MS;
    });
  };
  return {
    ...model,
    get contextTokens() {
      return known ?? model.contextTokens;
    },
    describe,
    async *stream(role, request, signal) {
      let hasAnswered = false;
      try {
        for await (const event of model.stream(role, request, signal)) {
          hasAnswered = true;
          yield event;
        }
      } finally {
        // Also where the reader had seen enough: completions seldom read to the end.
        if (hasAnswered) learn();
      }
    },
  };
}
