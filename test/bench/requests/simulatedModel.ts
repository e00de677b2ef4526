/** A model that knows what the person is going to write, with errors, and takes its time. */
import type { CompletionRequest, LanguageModel, ModelEvent } from '../../../src/core/model/languageModel';
import { type GatedModel, createGate } from '../../../src/core/privacy/gate';
import { SentLog } from '../../../src/core/privacy/sentLog';
import { sleep } from '../../../src/util/sleep';
import type { FakeTime } from '../../support/fakeTime';
import { Random } from '../completion/random';
import type { Key } from './typist';

/** How long an answer takes. */
export interface Speed {
  readonly name: string;
  /** Median time (ms) to the first piece; log-normal with a sigma of 0.4. */
  readonly firstMs: number;
  /** Milliseconds for each UTF-16 unit of the answer. */
  readonly unitMs: number;
}

export interface Spent {
  requests: number;
  /** Estimated at 3.5 UTF-16 units a token: what was sent, and what was read of the answers. */
  tokensSent: number;
  tokensRead: number;
}

const UNITS_PER_TOKEN = 3.5;
/** UTF-16 units of one streamed piece. */
const PIECE = 12;

/**
 * Whether the model knows a line of the truth depends on the line alone, so that every way of asking meets the same
 * model: a quarter of the lines it knows from their start, a third never, the others once a part of them is written.
 */
function shareNeeded(line: string, session: string): number {
  const random = new Random(`${session}\n${line}`);
  const chance = random.next();
  if (chance < 0.25) return 0;
  return chance < 0.67 ? random.next() : Infinity;
}

/** What the model answers at a cursor: the truth as far as it knows it, or something plausible and wrong. */
export function answerAt({ truth }: Key, linePrefix: string, session: string): string {
  if (truth === undefined) return `${wrongWord(linePrefix)}()`;
  const lines = truth.split('\n');
  const written = linePrefix.trimStart().length;
  const known: string[] = [];
  for (const [index, line] of lines.entries()) {
    const whole = index === 0 ? linePrefix.trimStart() + line : line.trimStart();
    const done = index === 0 ? written / Math.max(1, whole.length) : 0;
    if (done < shareNeeded(whole, session)) break;
    known.push(line);
  }
  if (known.length > 0) return known.join('\n');
  const first = lines[0] ?? '';
  // A wrong answer often begins right.
  return first.slice(0, new Random(`${session}${first}`).integer(0, 3)) + wrongWord(first);
}

function wrongWord(seed: string): string {
  const random = new Random(seed);
  return random.pick(['value', 'result.items', 'index + 1', 'null', 'options.name', 'self.data', 'request(']);
}

/** Connects the model to the person: `key` is the last key, `linePrefix` the cursor's line up to it. */
export function simulateModel(
  current: () => { readonly key: Key; readonly linePrefix: string; readonly session: string },
  speed: Speed,
  time: FakeTime,
): { readonly model: GatedModel; readonly spent: Spent } {
  const spent: Spent = { requests: 0, tokensSent: 0, tokensRead: 0 };
  const model: LanguageModel = {
    identity: {
      id: 'simulated',
      provider: 'llamacpp',
      model: 'simulated',
      host: '127.0.0.1:1',
      isLocal: true,
    },
    contextTokens: 8_192,
    fimWires: ['infill'],
    restMs: () => 0,
    async *stream(request, { signal }): AsyncGenerator<ModelEvent> {
      const { key, linePrefix, session } = current();
      spent.requests++;
      const { prefix, suffix } = request as CompletionRequest;
      spent.tokensSent += (prefix.length + suffix.length) / UNITS_PER_TOKEN;
      const random = new Random(`${session} ${key.left} ${linePrefix}`);
      const answer = answerAt(key, linePrefix, session);
      const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
      await sleep(time, speed.firstMs * Math.exp(0.4 * normal), signal);
      for (let index = 0; index < answer.length; index += PIECE) {
        const text = answer.slice(index, index + PIECE);
        await sleep(time, text.length * speed.unitMs, signal);
        spent.tokensRead += text.length / UNITS_PER_TOKEN;
        yield { type: 'text', text };
      }
      yield { type: 'finish', reason: 'stop' };
    },
    describe: async () => ({}),
  };
  return { model: createGate({ rules: [], log: new SentLog(), clock: time })(model), spent };
}
