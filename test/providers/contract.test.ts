/** What every adapter must do with every server, good or bad. */
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { ModelError, type ModelErrorKind } from '../../src/core/model/errors';
import type { ProvidersOptions } from '../../src/providers';
import { isAbortError } from '../../src/util/abort';
import { FakeModelServer, type FakeAnswer } from '../support/fakeModelServer';
import { freePort } from '../support/freePort';
import { SHORT_TIMEOUTS, WIRES, ask, connect, textOf, type Outcome, type Wire } from './wires';

/** Everything that breaks careless decoders: Korean, an emoji of several code points, CRLF, a lone CR, and U+2028. */
const PIECES = ['반환 ', '👩‍👩‍👧‍👦', ' left +\r\n', '\tright;\r', 'end\u2028 "\\n" </s>'];
const KEY = 'sk-very-secret-0123456789abcdef';

async function askFake(
  wire: Wire,
  answer: FakeAnswer,
  timeouts?: ProvidersOptions['timeouts'],
): Promise<Outcome> {
  await using server = await FakeModelServer.start({ contentType: wire.contentType, ...answer });
  using connected = connect(wire, { url: server.url, key: KEY, ...(timeouts && { timeouts }) });
  return await ask(connected.model, wire.request);
}

/** The error of an outcome, which must be a ModelError and the only thing after the text. */
function failureOf(outcome: Outcome): ModelError {
  expect(outcome.events.filter((event) => event.type === 'finish')).toEqual([]);
  if (!ModelError.is(outcome.error)) throw new Error(`not a ModelError: ${inspect(outcome.error)}`);
  return outcome.error;
}

describe.each(WIRES)('$name', (wire) => {
  it('gives text, finish and usage', async () => {
    const outcome = await askFake(wire, { body: wire.write(PIECES) });
    expect(outcome.error).toBeUndefined();
    expect(outcome.events).toEqual([
      ...PIECES.map((text) => ({ type: 'text', text })),
      {
        type: 'finish',
        reason: 'stop',
        usage: { promptTokens: 12, answerTokens: 5 },
        ...(wire.leftOut && { leftOut: wire.leftOut }),
      },
    ]);
  });

  it('says when the answer hit its limit', async () => {
    const outcome = await askFake(wire, { body: wire.write(['a'], { reason: 'length' }) });
    expect(outcome.events.at(-1)).toMatchObject({ type: 'finish', reason: 'length' });
  });

  it('reads the same text from one byte per piece', async () => {
    const outcome = await askFake(wire, { body: wire.write(PIECES), pieceBytes: 1 });
    expect(outcome.error).toBeUndefined();
    expect(textOf(outcome)).toBe(PIECES.join(''));
  });

  it('loses nothing when the reader is slower than the server', async () => {
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(PIECES),
      pieceBytes: 150,
      delayMs: 1,
    });
    using connected = connect(wire, { url: server.url });
    const call = { signal: new AbortController().signal, onWire: () => undefined };
    let text = '';
    for await (const event of connected.model.stream(wire.request, call)) {
      if (event.type === 'text') text += event.text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(text).toBe(PIECES.join(''));
  });

  it('reads an answer whose end only the closed connection shows', async () => {
    const outcome = await askFake(wire, { body: wire.write(PIECES), untilClose: true });
    expect(outcome.error).toBeUndefined();
    expect(textOf(outcome)).toBe(PIECES.join(''));
  });

  it.each([
    { ending: 'end' },
    { ending: 'fin' },
    { ending: 'reset' },
    { ending: 'end', untilClose: true },
  ] as const)(
    'never takes a cut answer for a whole one ($ending)',
    async (how) => {
      const body = wire.write(['짧', 'x']);
      // The line feeds after the last record carry nothing.
      const wholeAt = Buffer.byteLength(body.trimEnd());
      await using server = await FakeModelServer.start((_, number) => ({
        contentType: wire.contentType,
        body,
        stopAt: number,
        ...how,
      }));
      using connected = connect(wire, { url: server.url });
      const kinds = new Set<ModelErrorKind>();
      for (let cut = 0; cut < wholeAt; cut++) {
        // Each cut needs a request number of its own; a retry on a fresh socket would shift them.
        expect(server.requests.length).toBe(cut);
        const failure = failureOf(await ask(connected.model, wire.request));
        kinds.add(failure.kind);
      }
      expect([...kinds]).toEqual(['streamCut']);
    },
    60_000,
  );

  it.each([0, 20])('gives up on a server that is silent after %i bytes', async (stopAt) => {
    const failure = failureOf(
      await askFake(wire, { body: wire.write(PIECES), stopAt, ending: 'stall' }, SHORT_TIMEOUTS),
    );
    expect(failure.kind).toBe('stalled');
  });

  it('gives up on a server that is silent after any event of its answer', async () => {
    const body = wire.write(PIECES);
    const bytes = Buffer.from(body.trimEnd());
    const between = wire.contentType === 'text/event-stream' ? '\n\n' : '\n';
    const ends: number[] = [];
    for (let end = bytes.indexOf(between); end !== -1; end = bytes.indexOf(between, end + 1))
      ends.push(end + between.length);
    const outcomes = await Promise.all(
      ends.map((stopAt) => askFake(wire, { body, stopAt, ending: 'stall' }, SHORT_TIMEOUTS)),
    );
    expect(new Set(outcomes.map((outcome) => failureOf(outcome).kind))).toEqual(new Set(['stalled']));
  });

  const refusals: readonly (FakeAnswer & { readonly kind: ModelErrorKind; readonly says: string })[] = [
    {
      status: 401,
      body: '{"error":{"message":"Invalid API Key","code":401}}',
      kind: 'unauthorized',
      says: 'Invalid API Key',
    },
    { status: 403, body: '{"error":"forbidden"}', kind: 'unauthorized', says: 'forbidden' },
    { status: 404, body: wire.noModel, kind: 'modelNotFound', says: 'model' },
    {
      status: 404,
      body: '{"error":{"message":"File Not Found","type":"not_found_error","code":404}}',
      kind: 'notAModelServer',
      says: 'File Not Found',
    },
    {
      status: 404,
      contentType: 'text/plain',
      body: '404 page not found',
      kind: 'notAModelServer',
      says: '404 page not found',
    },
    { status: 429, body: '{"error":{"message":"Slow down"}}', kind: 'rateLimited', says: 'Slow down' },
    {
      status: 400,
      body: '{"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size (4096 tokens)","type":"exceed_context_size_error"}}',
      kind: 'contextTooLong',
      says: '5000 tokens',
    },
    {
      status: 400,
      body: '{"detail":[{"msg":"Field required","input":"SECRET PROMPT"}]}',
      kind: 'badRequest',
      says: 'Field required',
    },
    {
      status: 500,
      body: '{"error":"llama runner process has terminated"}',
      kind: 'serverFailed',
      says: 'terminated',
    },
    {
      status: 501,
      body: '{"error":{"code":501,"message":"Infill is not supported by this model"}}',
      kind: 'fimUnsupported',
      says: 'Infill',
    },
    {
      status: 503,
      body: '{"error":{"message":"Loading model","code":503}}',
      kind: 'serverFailed',
      says: 'Loading model',
    },
    {
      status: 200,
      contentType: 'text/html; charset=utf-8',
      body: '<!doctype html><title>Hotel\n Wi-Fi</title>',
      kind: 'notAModelServer',
      says: 'Hotel Wi-Fi',
    },
    {
      status: 302,
      headers: { location: 'https://elsewhere.example/login?from=x' },
      kind: 'notAModelServer',
      says: 'https://elsewhere.example/login',
    },
  ];
  it.each(refusals)('turns $status "$says" into $kind', async ({ kind, says, ...answer }) => {
    const failure = failureOf(await askFake(wire, { contentType: 'application/json', ...answer }));
    expect({ kind: failure.kind, status: failure.status }).toEqual({ kind, status: answer.status });
    expect(failure.detail).toContain(says);
    expect(failure.model).toMatchObject({ id: 'tested', model: 'qwen2.5-coder:0.5b', isLocal: true });
  });

  it('reads Retry-After', async () => {
    const failure = failureOf(await askFake(wire, { status: 429, headers: { 'retry-after': '3600' } }));
    expect(failure.retryAfterMs).toBe(3_600_000);
  });

  it('asks once, whatever fails', async () => {
    await using server = await FakeModelServer.start({ status: 503, headers: { 'retry-after': '0' } });
    using connected = connect(wire, { url: server.url });
    failureOf(await ask(connected.model, wire.request));
    expect(server.requests.length).toBe(1);
  });

  it('reports an error that comes in the middle of an answer', async () => {
    const error =
      wire.contentType === 'text/event-stream' ? { code: 500, message: 'out of memory' } : 'out of memory';
    const record = JSON.stringify({ error });
    const between = wire.contentType === 'text/event-stream' ? '\n\n' : '\n';
    const start = wire.write(['a']).split(between)[0] ?? '';
    const ending =
      wire.contentType === 'text/event-stream' ? `data: ${record}${between}` : `${record}${between}`;
    const body = `${start}${between}${wire.errorRecord ?? ending}`;
    const failure = failureOf(await askFake(wire, { body }));
    expect(failure).toMatchObject({ kind: 'serverFailed', detail: 'out of memory' });
  });

  it.each(['nonsense\n\n', 'data: nonsense\n\n', 'data: 5\n\n', '{"x":\n', '[]\n'])(
    'takes %j for no answer and prints nothing',
    async (body) => {
      const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
      const printed = methods.map((method) => vi.spyOn(console, method).mockReturnValue(undefined));
      try {
        const failure = failureOf(await askFake(wire, { body }));
        expect(failure.kind).toBe('streamCut');
        for (const method of printed) expect(method).not.toHaveBeenCalled();
      } finally {
        vi.restoreAllMocks();
      }
    },
  );

  it('says that nothing answers', async () => {
    using connected = connect(wire, { url: `http://127.0.0.1:${await freePort()}` });
    expect(failureOf(await ask(connected.model, wire.request)).kind).toBe('unreachable');
  });

  it('does not follow a redirect', async () => {
    await using other = await FakeModelServer.start({
      body: wire.write(PIECES),
      contentType: wire.contentType,
    });
    await using server = await FakeModelServer.start({
      status: 307,
      headers: { location: `${other.url}${wire.path}` },
    });
    using connected = connect(wire, { url: server.url, key: KEY });
    failureOf(await ask(connected.model, wire.request));
    expect(other.requests).toEqual([]);
  });

  it.each([
    ['before the answer', 0],
    ['in the answer', 20],
  ])('closes the socket when it is aborted %s', async (_, stopAt) => {
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(PIECES),
      stopAt,
      ending: 'stall',
    });
    using connected = connect(wire, { url: server.url });
    const controller = new AbortController();
    const asked = ask(connected.model, wire.request, controller.signal);
    const received = await server.request();
    controller.abort();
    const outcome = await asked;
    expect(isAbortError(outcome.error)).toBe(true);
    await received.closed;
  });

  it('gives nothing more after an abort, although the whole answer has come', async () => {
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(PIECES),
    });
    using connected = connect(wire, { url: server.url });
    const controller = new AbortController();
    const events: string[] = [];
    const read = async () => {
      const call = { signal: controller.signal, onWire: () => undefined };
      for await (const event of connected.model.stream(wire.request, call)) {
        events.push(event.type);
        controller.abort();
      }
    };
    const error: unknown = await read().catch((thrown: unknown) => thrown);
    expect(isAbortError(error)).toBe(true);
    expect(events).toEqual(['text']);
  });

  it('sends nothing when it is aborted beforehand', async () => {
    await using server = await FakeModelServer.start({});
    using connected = connect(wire, { url: server.url });
    const outcome = await ask(connected.model, wire.request, AbortSignal.abort());
    expect(isAbortError(outcome.error)).toBe(true);
    expect(outcome.wire).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('closes the socket when the reader stops reading', async () => {
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(PIECES).split('\n\n').slice(0, 5).join('\n\n') + '\n\n',
      ending: 'stall',
    });
    using connected = connect(wire, { url: server.url });
    const call = { signal: new AbortController().signal, onWire: () => undefined };
    for await (const event of connected.model.stream(wire.request, call)) {
      expect(event.type).toBe('text');
      break;
    }
    await (
      await server.request()
    ).closed;
  });

  it('sends the key in its header and nowhere else', async () => {
    await using server = await FakeModelServer.start((_, number) =>
      number === 0
        ? { contentType: wire.contentType, body: wire.write(PIECES) }
        : {
            status: 401,
            contentType: 'application/json',
            body: `{"error":{"message":"wrong key ${KEY}, not sk-live***********cdef"}}`,
          },
    );
    using connected = connect(wire, { url: server.url, key: `${KEY}\n` });
    const good = await ask(connected.model, wire.request);
    const bad = await ask(connected.model, wire.request);
    const [header, before] = wire.keyHeader ?? ['authorization', 'Bearer '];
    for (const { headers } of server.requests) {
      expect(headers[header]).toBe(`${before}${KEY}`);
      expect(JSON.stringify({ ...headers, [header]: '' })).not.toContain(KEY);
    }
    expect(server.requests).toHaveLength(2);
    expect(failureOf(bad).detail).toBe('wrong key …, not …');
    expect(inspect([good, bad], { depth: 20, showHidden: true })).not.toContain(KEY);
  });

  it('sends nothing with a key that no header can hold', async () => {
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(PIECES),
    });
    using connected = connect(wire, { url: server.url, key: 'sk-비밀' });
    const outcome = await ask(connected.model, wire.request);
    expect(failureOf(outcome).kind).toBe('unauthorized');
    expect(outcome.wire).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('does not fill the memory with a line that never ends', async () => {
    const body = `data: {"content":"${'x'.repeat(5 * 1024 * 1024)}`;
    const failure = failureOf(await askFake(wire, { body, ending: 'stall' }));
    expect(failure.kind).toBe('streamCut');
  });

  it('sends no key when there is none, whatever the environment holds', async () => {
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(PIECES),
    });
    for (const [name, value] of Object.entries({
      OPENAI_API_KEY: KEY,
      OPENAI_ORG_ID: 'org',
      OPENAI_CUSTOM_HEADERS: `x-key: ${KEY}`,
      OLLAMA_API_KEY: KEY,
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_AUTH_TOKEN: KEY,
      ANTHROPIC_CUSTOM_HEADERS: `x-key: ${KEY}`,
      ANTHROPIC_BASE_URL: 'https://elsewhere.example',
      GEMINI_API_KEY: KEY,
      GOOGLE_API_KEY: KEY,
      GOOGLE_GEMINI_BASE_URL: 'https://elsewhere.example',
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
    }))
      vi.stubEnv(name, value);
    try {
      using connected = connect(wire, { url: server.url });
      await ask(connected.model, wire.request);
    } finally {
      vi.unstubAllEnvs();
    }
    const { headers } = await server.request();
    const ofEveryWire = ['accept', 'connection', 'content-length', 'content-type', 'host'];
    expect(Object.keys(headers).sort()).toEqual([...ofEveryWire, ...(wire.headers ?? [])].sort());
  });

  it('reports what it sends exactly as it sends it', async () => {
    await using server = await FakeModelServer.start({
      contentType: wire.contentType,
      body: wire.write(PIECES),
    });
    using connected = connect(wire, { url: server.url });
    const { wire: reported } = await ask(connected.model, wire.request);
    const { method, path, body } = await server.request();
    expect(path).toBe(wire.path);
    expect(reported).toEqual([{ method, url: `${server.url}${path}`, body }]);
  });
});
