import { ModelError } from '../core/model/errors';
import type { CallOptions, ModelIdentity } from '../core/model/languageModel';
import { throwIfAborted } from '../util/abort';
import { parseRecord } from './answer';
import { type FailureContext, connectFailure, statusFailure, streamFailure } from './failures';
import type { HttpResponse, Transport } from './transport';

/** How a server writes the pieces of an answer. */
export type StreamType = 'text/event-stream' | 'application/x-ndjson';

export interface ConnectionOptions {
  readonly identity: ModelIdentity;
  readonly transport: Transport;
  /** The person's key for this model, if there is one. Asked for on every request, so that a new key counts at once. */
  readonly getKey: () => Promise<string | undefined>;
  readonly streamType: StreamType;
  /** The headers of the wire's own, the key's among them. */
  readonly headers: WireHeaders;
}

/** @param key without white space around it, and not empty */
export type WireHeaders = (key: string | undefined) => Readonly<Record<string, string>>;

/** The key where most servers look for it (RFC 6750). */
export const bearerHeaders: WireHeaders = (key) => ({
  ...(key !== undefined && { authorization: `Bearer ${key}` }),
});

/** An answer that began as it should. */
export interface Answer {
  /** Throws ModelErrors and AbortErrors only. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly context: FailureContext;
}

/** Looks at the body of an answer on its way to an SDK. */
export type BodyCheck = (
  body: AsyncIterable<Uint8Array>,
  context: FailureContext,
) => AsyncGenerator<Uint8Array, void, undefined>;

/** Bytes of one line of an answer. Readers hold a line whole, so a server that never ends one would fill the memory. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;

/** Bytes of a server's description of itself; a router's list of models is the longest. */
const MAX_JSON_BYTES = 8 * 1024 * 1024;

/** Bytes of an error page that are read to find the server's words. */
const MAX_ERROR_BYTES = 64 * 1024;

/** One model's way to its server: adds the key, checks status and content type, and turns failures into ModelErrors. */
export class Connection {
  constructor(private readonly options: ConnectionOptions) {}

  get identity(): ModelIdentity {
    return this.options.identity;
  }

  /** Posts JSON text and resolves when the stream of the answer begins. */
  post(url: URL, body: string, call: CallOptions): Promise<Answer> {
    return this.#send({ method: 'POST', url, body, type: this.options.streamType }, call);
  }

  /** Asks for one JSON object: with `body` as a POST of that object, else as a GET. */
  async json(url: URL, call: CallOptions, body?: object): Promise<Record<string, unknown>> {
    const answer = await this.#send(
      {
        method: body ? 'POST' : 'GET',
        url,
        body: body ? JSON.stringify(body) : '',
        type: 'application/json',
      },
      call,
    );
    return parseRecord(await readAll(answer), answer.context);
  }

  /** Sends a DELETE with JSON text. Whatever the server says of a success is not read. */
  async delete(url: URL, body: string, call: CallOptions): Promise<void> {
    const { body: rest } = await this.#send({ method: 'DELETE', url, body }, call);
    await readText(rest);
  }

  /** Sends a request and resolves when an answer of the expected type begins. */
  async #send({ method, url, body, type }: Expected, call: CallOptions): Promise<Answer> {
    const { identity, transport, getKey } = this.options;
    const key = (await getKey())?.trim() || undefined;
    throwIfAborted(call.signal);
    const context = { model: identity, key };
    const headers = {
      'content-type': 'application/json',
      accept: type ?? '*/*',
      ...this.options.headers(key),
    };
    let response: HttpResponse;
    try {
      response = await transport.send({ method, url, headers, body }, call);
    } catch (error) {
      throw connectFailure(context, error);
    }
    const received = response.headers['content-type'] ?? '';
    if (response.status !== 200 || (type !== undefined && !received.toLowerCase().startsWith(type)))
      throw statusFailure(context, { ...response, body: await readText(response.body) });
    return { body: checkedBody(response.body, context), context };
  }

  /**
   * `fetch` for an SDK, for one call. Only the address and the body that the SDK made are used: headers are ours, so
   * nothing that an SDK finds in the environment (keys, organisations, headers) can leave.
   * @param check Passes the body on and throws where the SDK would not notice that something is wrong.
   */
  fetchFor(call: CallOptions, check: BodyCheck): typeof fetch {
    return async (input, init) => {
      if (typeof init?.body !== 'string') throw new TypeError('expected a body of JSON text');
      const url = new URL(input instanceof Request ? input.url : input);
      const { body, context } = await this.post(url, init.body, call);
      return new Response(toReadableStream(check(body, context)), {
        headers: { 'content-type': this.options.streamType },
      });
    };
  }
}

interface Expected {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly body: string;
  /** The content type that the answer must have; any when absent. */
  readonly type?: string;
}

/** The whole text of an answer. @throws ModelError `notAModelServer` when it is longer than any such answer is. */
async function readAll({ body, context }: Answer): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_JSON_BYTES) throw new ModelError({ kind: 'notAModelServer', model: context.model });
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** A stream that pulls from `body` only when it is read, so that the end is not met before it is asked for. */
function toReadableStream(pieces: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* checkedBody(
  body: AsyncIterable<Uint8Array>,
  context: FailureContext,
): AsyncGenerator<Uint8Array, void, undefined> {
  let lineBytes = 0;
  try {
    for await (const bytes of body) {
      const feed = bytes.lastIndexOf(LINE_FEED);
      lineBytes = feed === -1 ? lineBytes + bytes.length : bytes.length - feed - 1;
      if (lineBytes > MAX_LINE_BYTES) throw new Error(`a line of more than ${MAX_LINE_BYTES} bytes`);
      yield bytes;
    }
  } catch (error) {
    throw streamFailure(context, error);
  }
}

/** The text of an error's body. A body that breaks off is still an error: what came of it is enough. */
async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      length += piece.length;
      if (length >= MAX_ERROR_BYTES) break;
    }
  } catch {
    // The status already says what failed.
  }
  return Buffer.concat(pieces).toString('utf8');
}
