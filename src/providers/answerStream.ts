import { createChatFill } from '../core/model/chatFill';
import { continueByInstruction } from '../core/model/continueByInstruction';
import { ModelError, type ModelErrorKind } from '../core/model/errors';
import type {
  CallOptions,
  CompletionRequest,
  ModelEvent,
  ModelIdentity,
  ModelRequest,
  ParameterName,
} from '../core/model/languageModel';
import { throwIfAborted } from '../util/abort';
import type { Adapter } from './answer';
import type { CircuitBreaker } from './circuitBreaker';
import { streamFailure } from './failures';
import { findRefused, withoutRefused } from './parameters';
import { type RetryPolicies, streamWithRetries } from './retry';

/** A model that is asked, with what is remembered of it between requests. */
export interface AskedModel {
  readonly identity: ModelIdentity;
  readonly adapter: Adapter;
  readonly breaker: CircuitBreaker;
  readonly retries: RetryPolicies;
  /** Parameters that the model was found to refuse. */
  readonly refused: Set<ParameterName>;
}

/** Streams an answer, with retries and without the parameters that the model refuses. See `LanguageModel.stream`. */
export function streamAnswer(
  model: AskedModel,
  request: ModelRequest,
  call: CallOptions,
): AsyncIterable<ModelEvent> {
  const { retries, breaker } = model;
  const ask = () => noting(breaker, askWithoutRefused(model, request, call));
  return streamWithRetries(ask, retries[request.kind], call.signal);
}

/** Asks anew without a parameter that the server names as the reason of its refusal, and remembers that. */
async function* askWithoutRefused(
  { identity, adapter, refused }: AskedModel,
  request: ModelRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  for (;;) {
    const names = isChat(adapter, request) ? adapter.parameters() : undefined;
    const { asked, leftOut } = withoutRefused(request, refused, names);
    let hasBegun = false;
    try {
      for await (const event of streamWhileRead(identity, adapter, asked, call)) {
        hasBegun = true;
        yield event.type === 'finish' && leftOut.length > 0 ? { ...event, leftOut } : event;
      }
      return;
    } catch (error) {
      const name = hasBegun ? undefined : findRefused(error, asked, adapter.parameters());
      if (name === undefined) throw error;
      refused.add(name);
    }
  }
}

/** Whether a request goes over the wire of the chat. */
function isChat({ fimWires }: Adapter, request: ModelRequest): boolean {
  return request.kind === 'chat' || (request.wire ?? fimWires[0]) === 'chat';
}

/** Kinds of failures with which no server answered. */
const NOT_REACHED: ReadonlySet<unknown> = new Set<ModelErrorKind>(['unreachable', 'proxyFailed']);

/** Tells the breaker how an attempt went. An aborted one says nothing. */
async function* noting(
  breaker: CircuitBreaker,
  events: AsyncIterable<ModelEvent>,
): AsyncGenerator<ModelEvent, void, undefined> {
  try {
    for await (const event of events) {
      breaker.noteAnswer();
      yield event;
    }
  } catch (error) {
    if (ModelError.is(error)) {
      if (NOT_REACHED.has(error.kind)) breaker.noteFailure();
      else breaker.noteAnswer();
    }
    throw error;
  }
}

/** Streams an answer and closes its socket as soon as nobody reads it: at its end, on a failure or an early return. */
async function* streamWhileRead(
  model: ModelIdentity,
  adapter: Adapter,
  request: ModelRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const reading = new AbortController();
  const ownCall = { ...call, signal: AbortSignal.any([call.signal, reading.signal]) };
  try {
    const events =
      request.kind === 'completion'
        ? complete(model, adapter, request, ownCall)
        : adapter.chat(adapter.canContinue ? request : continueByInstruction(request), ownCall);
    for await (const event of events) {
      throwIfAborted(call.signal);
      yield event;
    }
  } catch (error) {
    // An SDK may end quietly, or with an error of its own, when its signal is aborted.
    throwIfAborted(call.signal);
    throw streamFailure({ model, key: undefined }, error);
  } finally {
    reading.abort();
  }
}

/** Asks for a completion over the wire that the request names, or else over the adapter's first. */
function complete(
  model: ModelIdentity,
  adapter: Adapter,
  request: CompletionRequest,
  call: CallOptions,
): AsyncIterable<ModelEvent> {
  const wire = request.wire ?? adapter.fimWires[0];
  if (wire === 'chat') {
    const fill = createChatFill(request, adapter.canContinue);
    return fill.read(adapter.chat(fill.request, call));
  }
  if (wire === undefined || !adapter.complete) throw new ModelError({ kind: 'fimUnsupported', model });
  return adapter.complete(request, wire, call);
}
